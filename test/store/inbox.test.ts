import { expect, test } from 'vitest';
import { createInboxIndexes, inboxStore } from '../../src/store/inbox.js';
import { testDatabase } from './database.js';

const database = await testDatabase();
await createInboxIndexes(database.db);
let now = new Date('2026-11-21T09:00:00.000Z');
const inbox = inboxStore(database.db, { now: () => now });
const pass = (ms: number) => {
  now = new Date(now.getTime() + ms);
};

test('an event is stored once, whatever arrives again and at once', async () => {
  const body = { 'a.b': 1, $where: 'x' };
  const stored = await Promise.all([1, 2, 3].map(() => inbox.record('E1', 'slack', body)));
  expect(stored.filter(Boolean)).toHaveLength(1);
  pass(60_000);
  expect(await inbox.takeUnfinished(60_000, 10)).toEqual({
    events: [{ key: 'E1', platform: 'slack', body, attempts: 2 }],
    parked: [],
  });
  await inbox.finish('E1');
  pass(60_000);
  expect(await inbox.takeUnfinished(60_000, 10)).toEqual({ events: [], parked: [] });
  expect(await inbox.record('E1', 'slack', body)).toBe(false);
});

test('what is being worked on is left alone, and each event goes to one of several', async () => {
  for (const key of ['a', 'b', 'c', 'd']) await inbox.record(key, 'teams', {});
  expect((await inbox.takeUnfinished(1_000, 10)).events).toEqual([]);
  pass(1_000);
  const taken = await Promise.all([1, 2, 3].map(() => inbox.takeUnfinished(1_000, 10)));
  expect(taken.flatMap(({ events }) => events.map(({ key }) => key)).toSorted()).toEqual([
    'a',
    'b',
    'c',
    'd',
  ]);
  for (const key of ['a', 'b', 'c', 'd']) await inbox.finish(key);
});

test('an event that is never finished is given up after five attempts', async () => {
  await inbox.record('poison', 'slack', {});
  const attempts: number[] = [];
  for (let tries = 0; tries < 4; tries += 1) {
    pass(1_000);
    attempts.push(...(await inbox.takeUnfinished(1_000, 10)).events.map((event) => event.attempts));
  }
  expect(attempts).toEqual([2, 3, 4, 5]);
  pass(1_000);
  expect(await inbox.takeUnfinished(1_000, 10)).toEqual({ events: [], parked: ['poison'] });
  pass(1_000);
  expect(await inbox.takeUnfinished(1_000, 10)).toEqual({ events: [], parked: [] });
});
