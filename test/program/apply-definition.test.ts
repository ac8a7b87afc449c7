import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyDefinition } from '../../src/program/apply-definition.js';
import type { ProgramChange } from '../../src/program/changes.js';
import type { Definition } from '../../src/program/definition.js';
import { mergeProgram, NO_CHAT_ENTRIES } from '../../src/program/merge-program.js';
import type { ChatEntries, StoredProgram } from '../../src/program/ports.js';
import { BASE, validPrograms, without } from './programs.js';

const short = (changes: ProgramChange[]) =>
  changes.map(({ list, id, kind, fields }) => [kind, `${list}/${id}`, ...(fields ?? [])].join(' '));

const STORED = applyDefinition(undefined, BASE).after;

/** As stored after chat has said something. */
function withChat(stored: StoredProgram, entries: Partial<ChatEntries>): StoredProgram {
  const chat = { ...stored.chat, entries: { ...stored.chat.entries, ...entries } };
  return { ...stored, chat, program: mergeProgram(stored.file, chat) };
}

const jonas = BASE.reps[0] as Definition['reps'][number];
const acme = BASE.partners[0] as Definition['partners'][number];

describe('given nothing', () => {
  test('a file becomes the program', () => {
    const { after, changes, differs } = applyDefinition(undefined, BASE);
    expect(after).toEqual({
      id: 'p',
      version: 1,
      file: BASE,
      chat: { entries: NO_CHAT_ENTRIES },
      program: BASE,
    });
    expect(differs).toBe(true);
    expect(short(changes)[0]).toBe('added program/p');
    expect(changes).toHaveLength(1 + 1 + 1 + 1 + 2 + 1 + 2);
    expect(changes.every(({ kind }) => kind === 'added')).toBe(true);
  });

  test('an entry that comes already ended is told as ended', () => {
    const file = { ...BASE, reps: [{ ...jonas, ended: true }] };
    expect(short(applyDefinition(undefined, file).changes)).toContain('ended reps/jonas');
  });
});

describe('given an applied file', () => {
  test('applying it again changes nothing', () => {
    expect(applyDefinition(STORED, BASE)).toMatchObject({ changes: [], kept: [], differs: false });
  });

  test('a changed entry and a changed setting are told with their fields', () => {
    const file = {
      ...BASE,
      timeZone: 'UTC',
      reps: [{ ...jonas, name: 'Jon', regions: ['dach'] }, ...BASE.reps.slice(1)],
    };
    const { changes, after } = applyDefinition(STORED, file);
    expect(short(changes)).toEqual(['changed program/p timeZone', 'changed reps/jonas name regions']);
    expect(after.program.reps[0]?.name).toBe('Jon');
    expect(changes[1]).toMatchObject({ before: { name: 'Jonas' }, after: { name: 'Jon' } });
  });

  test('an absent entry stays', () => {
    const { changes, after, differs } = applyDefinition(STORED, without(BASE, 'reps', 'aoife'));
    expect([changes, differs]).toEqual([[], false]);
    expect(after.program.reps.map(({ id }) => id)).toEqual(['jonas', 'aoife']);
  });

  test('an absent entry ends with prune, once, and is in force again when it comes back', () => {
    const smaller = without(BASE, 'reps', 'aoife');
    const pruned = applyDefinition(STORED, smaller, { prune: true });
    expect(short(pruned.changes)).toEqual(['ended reps/aoife']);
    expect(applyDefinition(pruned.after, smaller, { prune: true })).toMatchObject({
      changes: [],
      differs: false,
    });
    expect(applyDefinition(pruned.after, smaller)).toMatchObject({ changes: [], differs: false });
    const back = applyDefinition(pruned.after, BASE);
    expect(short(back.changes)).toEqual(['restored reps/aoife']);
    expect(back.after.program).toEqual({ ...BASE, reps: back.after.program.reps });
  });

  test('regions, which cannot end, stay even with prune', () => {
    const { after } = applyDefinition(STORED, { ...BASE, regions: [] }, { prune: true });
    expect(after.program.regions).toEqual(BASE.regions);
  });

  test('settings that the file does not state stay, and go back to defaults with prune', () => {
    const terms = { version: '1', text: 'Be kind.' };
    const before = applyDefinition(undefined, {
      ...BASE,
      terms,
      currency: 'USD',
      shareableReasons: { timing: 'Later.' },
    }).after;
    const stated = new Set(['id', 'name', 'timeZone']);
    expect(applyDefinition(before, BASE, { stated }).after.program).toMatchObject({
      terms,
      currency: 'USD',
      shareableReasons: { timing: 'Later.' },
    });
    const pruned = applyDefinition(before, BASE, { stated, prune: true });
    expect(pruned.after.program).toMatchObject({ currency: 'EUR', shareableReasons: {} });
    expect(short(pruned.changes)).toEqual(['changed program/p currency shareableReasons terms']);
  });
});

describe('given what chat set', () => {
  const globex = { ...acme, id: 'globex', name: 'Globex', manager: undefined };

  test('an entry made in chat stays', () => {
    const before = withChat(STORED, { partners: [globex] });
    expect(applyDefinition(before, BASE)).toMatchObject({ changes: [], differs: false });
  });

  test('an entry made in chat ends with prune, and is in force again when the file names it', () => {
    const before = withChat(STORED, { partners: [globex] });
    const pruned = applyDefinition(before, BASE, { prune: true });
    expect(short(pruned.changes)).toEqual(['ended partners/globex']);
    const back = applyDefinition(pruned.after, { ...BASE, partners: [acme, globex] });
    expect(short(back.changes)).toEqual(['restored partners/globex']);
    expect(back.kept).toEqual([]);
  });

  test('a field that chat set stays, is told, and the other fields follow the file', () => {
    const before = withChat(STORED, { reps: [{ ...jonas, name: 'Jonas W.' }] });
    const file = { ...BASE, reps: [{ ...jonas, name: 'Jon', regions: ['dach'] }, ...BASE.reps.slice(1)] };
    const { after, changes, kept } = applyDefinition(before, file);
    expect(after.program.reps[0]).toMatchObject({ name: 'Jonas W.', regions: ['dach'] });
    expect(short(changes)).toEqual(['changed reps/jonas regions']);
    expect(kept).toEqual([{ list: 'reps', id: 'jonas', fields: ['name'] }]);
    expect(applyDefinition(after, file)).toMatchObject({ changes: [], kept, differs: false });
  });

  test('a rep whom chat ended is not brought back by the same old file', () => {
    const before = withChat(STORED, { reps: [{ ...jonas, ended: true }] });
    const { after, kept } = applyDefinition(before, BASE);
    expect(after.program.reps[0]?.ended).toBe(true);
    expect(kept).toEqual([{ list: 'reps', id: 'jonas', fields: ['ended'] }]);
  });

  test('what chat left at its default is the file’s to say', () => {
    const before = withChat(STORED, { partners: [globex] });
    const detailed = { ...globex, domains: ['globex.example'], manager: 'paula' };
    const { after, kept } = applyDefinition(before, { ...BASE, partners: [acme, detailed] });
    expect(after.program.partners[1]).toEqual(detailed);
    expect([kept, after.chat.entries.partners]).toEqual([[], []]);
  });

  test('once chat’s entry has been in a file, later files change it', () => {
    const before = withChat(STORED, { partners: [globex] });
    const exported = applyDefinition(before, before.program).after;
    const { after } = applyDefinition(exported, {
      ...before.program,
      partners: [acme, { ...globex, name: 'Globex AG' }],
    });
    expect(after.program.partners[1]?.name).toBe('Globex AG');
  });

  test('a channel that chat made another kind of stays so', () => {
    const digest = {
      kind: 'digest',
      id: 'acme-channel',
      channel: { platform: 'slack', id: 'C001' },
      ended: false,
    } as const;
    const before = withChat(STORED, { channels: [digest] });
    const { after, kept } = applyDefinition(before, BASE);
    expect(after.program.channels[0]).toEqual(digest);
    expect(kept).toEqual([{ list: 'channels', id: 'acme-channel', fields: ['kind'] }]);
  });

  test('a program set up in chat is taken over', () => {
    const chat = {
      base: { id: 'p', name: 'From chat', timeZone: 'UTC' },
      entries: { ...NO_CHAT_ENTRIES, partners: [globex] },
    };
    const before = { id: 'p', version: 4, chat, program: mergeProgram(undefined, chat) };
    const { after, changes } = applyDefinition(before, BASE);
    expect(after).toMatchObject({ id: 'p', version: 5, program: { name: 'Partners' } });
    expect(after.program.partners.map(({ id }) => id)).toEqual(['acme', 'globex']);
    expect(short(changes)).toEqual(
      expect.arrayContaining(['changed program/p name timeZone', 'added partners/acme']),
    );
  });
});

describe('whatever the two files', () => {
  test('the second apply changes nothing, and no entry is ever lost', () => {
    fc.assert(
      fc.property(validPrograms, validPrograms, validPrograms, fc.boolean(), (first, chat, second, prune) => {
        const { programManagers, reps, partners } = chat;
        const before = withChat(applyDefinition(undefined, first).after, { programManagers, reps, partners });
        const once = applyDefinition(before, second, { prune });
        const twice = applyDefinition(once.after, second, { prune });
        expect(twice).toMatchObject({ changes: [], differs: false });
        for (const list of [
          'regions',
          'serviceLines',
          'programManagers',
          'reps',
          'partners',
          'channels',
        ] as const) {
          const after = once.after.program[list].map(({ id }) => id);
          expect(new Set(after).size).toBe(after.length);
          expect(after).toEqual(
            expect.arrayContaining([...before.program[list], ...second[list]].map(({ id }) => id)),
          );
        }
      }),
      { numRuns: 100 },
    );
  });

  test('with prune and nothing kept from chat, what is in force is what the file has in force', () => {
    fc.assert(
      fc.property(validPrograms, validPrograms, (first, second) => {
        const { after } = applyDefinition(applyDefinition(undefined, first).after, second, { prune: true });
        for (const list of ['serviceLines', 'reps', 'partners', 'channels'] as const) {
          const inForce = (program: Definition) =>
            (program[list] as { id: string; ended: boolean }[]).filter(({ ended }) => !ended);
          const sorted = (program: Definition) =>
            inForce(program).toSorted((a, b) => a.id.localeCompare(b.id));
          expect(sorted(after.program)).toEqual(sorted(second));
        }
      }),
      { numRuns: 100 },
    );
  });
});
