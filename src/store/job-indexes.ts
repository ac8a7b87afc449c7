import type { Db } from 'mongodb';

/**
 * The indexes of Agenda's collection `jobs`. A recurring tick is one document, whoever starts first: Agenda's own
 * `every()` looks before it writes and, raced by several processes, left two or three. The other keeps a poll from
 * reading every future job (200 ms at 100,000 of them, with none due).
 */
export async function createJobIndexes(db: Db): Promise<void> {
  await db.collection('jobs').createIndexes([
    { key: { name: 1 }, name: 'one_tick', unique: true, partialFilterExpression: { type: 'single' } },
    { key: { name: 1, lockedAt: 1, nextRunAt: 1, priority: 1 }, name: 'poll' },
  ]);
}
