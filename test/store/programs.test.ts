import { describe, expect, inject, test } from 'vitest';
import { definitionSchema } from '../../src/program/definition.js';
import { mergeProgram, NO_CHAT_ENTRIES } from '../../src/program/merge-program.js';
import type { StoredProgram } from '../../src/program/ports.js';
import { connectStore } from '../../src/store/connect.js';
import { pendingSource } from '../../src/store/pending-source.js';
import { programModel, programStore } from '../../src/store/programs.js';
import { testDatabase } from './database.js';
import { exampleMessage } from './example-referral.js';

const database = await testDatabase();
await programModel(database.connection).createIndexes();

function fromChat(name: string): StoredProgram {
  const chat = { base: { id: 'acme', name, timeZone: 'Europe/Berlin' }, entries: NO_CHAT_ENTRIES };
  return { id: 'acme', version: 1, chat, program: mergeProgram(undefined, chat) };
}

describe('the program', () => {
  test('is saved once by whoever is first, with its messages, and only over what was read', async () => {
    const one = programStore(database.connection);
    const two = programStore(database.connection);
    expect(await one.current()).toBeUndefined();
    expect(await one.stored()).toBeUndefined();
    const message = exampleMessage({ key: 'setup', subject: { kind: 'program', id: 'acme' } });
    const firsts = await Promise.all([
      one.save(undefined, fromChat('One'), [message]),
      two.save(undefined, fromChat('Two'), [message]),
    ]);
    expect(firsts.toSorted()).toEqual([false, true]);
    expect(await pendingSource(database.db, 'programs').waiting(10)).toEqual([
      { id: 'acme', messages: [message] },
    ]);

    const before = await one.stored();
    expect(await one.save(before, fromChat('Three'), [])).toBe(true);
    expect(await two.save(before, fromChat('Four'), [])).toBe(false);
    expect((await one.current())?.name).toBe('Three');
    expect(await one.stored()).toMatchObject({
      version: 2,
      program: { name: 'Three', timeZone: 'Europe/Berlin' },
    });
  });

  test('stored by a version that knew less has the defaults of what came since, in the file as in chat', async () => {
    const model = programModel(database.connection);
    const kept = await model.findOne({}).lean().exec();
    const ended = false;
    await model.updateOne(
      { _id: 'acme' },
      {
        $set: {
          file: {
            ...{ id: 'acme', name: 'Old', timeZone: 'Europe/Berlin', undoSeconds: 300 },
            serviceLevels: { claimHours: 2, acceptHours: 8, firstContactHours: 24 },
            programManagers: [{ id: 'ada', name: 'Ada', accounts: {}, ended }],
            serviceLines: [{ id: 'pentest', name: 'Pentest', discovery: [], ended }],
          },
          'chat.entries': {
            ...NO_CHAT_ENTRIES,
            reps: [{ id: 'rita', name: 'Rita', accounts: {}, serviceLines: [], regions: [], ended }],
            partners: [{ id: 'pat', name: 'Pat', kind: 'services', domains: [], contacts: [], ended }],
            channels: [
              { kind: 'partner', id: 'c', channel: { platform: 'slack', id: 'C1' }, partner: 'pat', ended },
            ],
          },
        },
      },
    );
    const program = await programStore(database.connection).current();
    await model.replaceOne({ _id: 'acme' }, kept ?? {});
    expect(program).toMatchObject({
      name: 'Old',
      serviceLevels: { claimHours: 2 },
      reminders: { warnAt: [50, 80], reassignments: 2, followUpDays: 5, silences: 2, questionDays: 3 },
      checkIns: { cycle: 'calendar', at: '10:00', askLikelihood: true, dormantAfter: 2 },
      digests: {
        programManagers: { every: 'daily', at: '09:00', day: 'mon' },
        reps: { every: 'daily', at: '09:00', day: 'mon' },
      },
      programManagers: [{ id: 'ada', outOfOffice: [] }],
      reps: [{ id: 'rita', outOfOffice: [] }],
      partners: [{ id: 'pat', paused: false }],
    });
  });

  test('keeps every version of its terms, and serves the one in force at each instant', async () => {
    const own = await testDatabase();
    let now = new Date('2026-06-01T10:00:00Z');
    const programs = programStore(own.connection, { clock: { now: () => now } });
    const terms = (version: string, effective?: string) => ({
      version,
      text: `Text ${version}`,
      ...(effective ? { effective } : {}),
    });
    const save = async (stated: ReturnType<typeof terms>) => {
      const file = definitionSchema.parse({
        id: 'acme',
        name: 'A',
        timeZone: 'Europe/Berlin',
        terms: stated,
      });
      const chat = { entries: NO_CHAT_ENTRIES };
      const before = await programs.stored();
      const after = { id: 'acme', version: 1, file, chat, program: mergeProgram(file, chat) };
      expect(await programs.save(before, after, [])).toBe(true);
    };
    await save(terms('1'));
    await save(terms('2', '2026-07-01'));
    expect((await programs.current())?.terms?.version).toBe('1');
    // What the file says is what is exported.
    expect((await programs.stored())?.program.terms?.version).toBe('2');
    const other = programStore(own.connection, { clock: { now: () => now } });
    expect((await other.current())?.terms?.text).toBe('Text 1');
    now = new Date('2026-06-30T22:00:00Z');
    expect((await programs.current())?.terms?.version).toBe('2');
    expect(await other.termsVersions()).toMatchObject([
      { version: '1', text: 'Text 1', since: new Date('2026-06-01T10:00:00Z') },
      { version: '2', since: new Date('2026-06-30T22:00:00Z') },
    ]);
    // As an earlier version of the product stored it.
    await programModel(own.connection).updateOne({}, { $unset: { termsVersions: 1 } });
    expect(await programStore(own.connection).termsVersions()).toMatchObject([{ version: '2' }]);
  });

  test('known before is still there when the store is gone', async () => {
    const leaving = await connectStore({ uri: inject('mongoUri'), database: database.db.databaseName });
    let elapsed = 0;
    const programs = programStore(leaving.connection, { elapsed: () => elapsed });
    const known = await programs.current();
    expect(known?.id).toBe('acme');
    await leaving.close();
    await expect(programs.stored()).rejects.toMatchObject({ name: 'StoreUnavailable' });
    elapsed = 60_000;
    expect(await programs.current()).toEqual(known);
    const unknowing = programStore(leaving.connection);
    await expect(unknowing.current()).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });
});
