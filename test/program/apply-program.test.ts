import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/errors.js';
import type { PendingMessage } from '../../src/messages/pending.js';
import { applyDefinition } from '../../src/program/apply-definition.js';
import { applyProgram } from '../../src/program/apply-program.js';
import { describeChanges } from '../../src/program/describe-changes.js';
import { exportProgram } from '../../src/program/export-program.js';
import { mergeProgram } from '../../src/program/merge-program.js';
import type { Program } from '../../src/program/program.js';
import { parseProgramFile } from '../../src/program/read-program.js';
import { programStore } from '../../src/store/programs.js';
import { testDatabase } from '../store/database.js';
import { BASE } from './programs.js';

const database = await testDatabase();

async function emptyStore() {
  await database.db.collection('programs').deleteMany({});
  return programStore(database.connection);
}

const fileOf = (program: Program) => parseProgramFile(exportProgram(program), 'p.yaml');
const greeting = (key: string): PendingMessage => ({
  key,
  subject: { kind: 'program', id: 'p' },
  template: 'refer',
  to: { kind: 'card', slot: 'refer', channel: { platform: 'slack', id: 'C001' } },
  facts: {},
  at: new Date(0),
});
const silent = () => [];

describe('applying a file to a real store', () => {
  test('stores program and messages together; the second time nothing', async () => {
    const store = await emptyStore();
    const afterApply = (changes: readonly { id: string }[]) =>
      changes.map(({ id }) => greeting(`p:applied:${id}`));
    const first = await applyProgram({ store, afterApply }, { file: fileOf(BASE) });
    expect(first.changes).toHaveLength(9);
    expect((await store.stored())?.program).toEqual(BASE);
    const document = await database.db.collection<{ pending: PendingMessage[] }>('programs').findOne();
    expect(document?.pending).toHaveLength(9);
    const again = await applyProgram({ store, afterApply }, { file: fileOf(BASE) });
    expect(describeChanges(again)).toBe('No changes.\n');
    expect((await store.stored())?.version).toBe(1);
  });

  test('writes nothing in a dry run', async () => {
    const store = await emptyStore();
    const told = await applyProgram({ store, afterApply: silent }, { file: fileOf(BASE), dryRun: true });
    expect(told.changes).toHaveLength(9);
    expect(await store.stored()).toBeUndefined();
  });

  test('refuses other words under a version of the terms that has been in force, at its line', async () => {
    const store = await emptyStore();
    const apply = (version: string, text: string) =>
      applyProgram(
        { store, afterApply: silent },
        { file: fileOf({ ...BASE, terms: { version, text, effective: undefined } }) },
      );
    await apply('1', 'Be kind.');
    await apply('2', 'Be kinder.');
    const error = await apply('1', 'Be rude.').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(
      /^p\.yaml:\d+: terms\.version: is "1", which has been in force with another text\. Give the new text a new version/,
    );
    expect((await store.stored())?.program.terms?.version).toBe('2');
    // The same words again are no other words; nor is a title.
    await apply('2', ' Be kinder.\n');
    await apply('1', 'Be kind.');
    expect((await store.termsVersions()).map(({ version }) => version)).toEqual(['1', '2', '1']);
  });

  test('starts over when somebody else was first, and loses nothing of theirs', async () => {
    const store = await emptyStore();
    await applyProgram({ store, afterApply: silent }, { file: fileOf(BASE) });
    let others = 0;
    const afterApply = () => [];
    const racing = {
      stored: store.stored,
      save: async (...args: Parameters<typeof store.save>) => {
        if (others++ === 0) await addRepInChat(store);
        return store.save(...args);
      },
    };
    await applyProgram({ store: racing, afterApply }, { file: fileOf({ ...BASE, name: 'New name' }) });
    expect(others).toBe(2);
    const stored = await store.stored();
    expect(stored?.program.name).toBe('New name');
    expect(stored?.program.reps.map(({ id }) => id)).toEqual(['jonas', 'aoife', 'from-chat']);
  });

  async function addRepInChat(store: Awaited<ReturnType<typeof emptyStore>>) {
    const before = await store.stored();
    if (!before) throw new Error('no program');
    const rep = {
      id: 'from-chat',
      name: 'Chatty',
      accounts: { slack: 'U099' },
      serviceLines: [],
      outOfOffice: [],
      regions: [],
      ended: false,
    };
    const chat = { ...before.chat, entries: { ...before.chat.entries, reps: [rep] } };
    expect(await store.save(before, { ...before, chat, program: mergeProgram(before.file, chat) }, [])).toBe(
      true,
    );
  }

  test('refuses another program’s id, where referrals would be lost', async () => {
    const store = await emptyStore();
    await applyProgram({ store, afterApply: silent }, { file: fileOf(BASE) });
    const failure = await applyProgram(
      { store, afterApply: silent },
      { file: fileOf({ ...BASE, id: 'q' }) },
    ).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect((failure as Error).message).toMatch(
      /^p\.yaml:\d+: id: is "q", but the program in force is "p"\. Write `id: p`/,
    );
  });

  test('lets a file refer to what was applied before or made in chat, and to nothing else', async () => {
    const store = await emptyStore();
    await applyProgram({ store, afterApply: silent }, { file: fileOf(BASE) });
    await addRepInChat(store);
    const partner = {
      kind: 'partner',
      id: 'second',
      channel: { platform: 'slack', id: 'C009' },
      partner: 'acme',
      ended: false,
    } as const;
    const small = {
      ...BASE,
      regions: [],
      serviceLines: [],
      outOfOffice: [],
      programManagers: [],
      reps: [],
      partners: [],
      channels: [partner],
    };
    await applyProgram({ store, afterApply: silent }, { file: fileOf(small) });
    const dangling = { ...small, channels: [{ ...partner, partner: 'amce' }] };
    await expect(applyProgram({ store, afterApply: silent }, { file: fileOf(dangling) })).rejects.toThrow(
      /channels\[0\]\.partner: there is no partners entry "amce"\. Write acme/,
    );
  });

  test('refuses a channel that is assigned already, naming the entry in the file', async () => {
    const store = await emptyStore();
    await applyProgram({ store, afterApply: silent }, { file: fileOf(BASE) });
    const triage = BASE.channels.find(({ id }) => id === 'triage');
    const renamed = { ...BASE, channels: triage ? [{ ...triage, id: 'triage-2' }] : [] };
    await expect(applyProgram({ store, afterApply: silent }, { file: fileOf(renamed) })).rejects.toThrow(
      /p\.yaml:\d+: channels\[0\]\.channel: slack C002 is already that of channels entry "triage"/,
    );
    const pruned = await applyProgram({ store, afterApply: silent }, { file: fileOf(renamed), prune: true });
    expect(describeChanges(pruned)).toContain('ended    channels/triage\n');
  });
});

test('changes are described line by line', () => {
  const stored = applyDefinition(undefined, BASE).after;
  const [jonas, aoife] = BASE.reps;
  if (!jonas || !aoife) throw new Error('the base has two reps');
  const file = {
    ...BASE,
    currency: 'USD',
    reps: [
      { ...jonas, name: 'Jon' },
      { ...aoife, id: 'new', accounts: {} },
    ],
    partners: [],
  };
  const applied = applyDefinition(stored, file, { prune: true });
  expect(describeChanges(applied, { dryRun: true })).toBe(
    [
      'changed  program/p: currency',
      'changed  reps/jonas: name',
      'ended    reps/aoife',
      'added    reps/new',
      'ended    partners/acme',
      '1 added, 2 changed, 2 ended. Nothing was written (dry run).\n',
    ].join('\n'),
  );
});
