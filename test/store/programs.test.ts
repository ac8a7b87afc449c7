import { describe, expect, inject, test } from 'vitest';
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

  test('known before is still there when the store is gone', async () => {
    const leaving = await connectStore({ uri: inject('mongoUri'), database: database.db.databaseName });
    let elapsed = 0;
    const programs = programStore(leaving.connection, () => elapsed);
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
