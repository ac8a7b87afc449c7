import type { ClientSession, MongoClient } from 'mongodb';
import { withinLimit } from './within-limit.js';

/** Longer than our own mongod lets a transaction live that nobody ends: see mongod/spawn-mongod.ts. */
const LIMIT_MS = 10_000;

/**
 * All of it or nothing, on a majority. The driver runs `work` again, at growing intervals, where a race was lost, another
 * transaction is in the way or the answer got lost, so it has to be the same when run twice.
 * @throws StoreUnavailable; what `work` throws is passed on and nothing is written
 */
export async function inTransaction(
  client: MongoClient,
  work: (session: ClientSession) => Promise<void>,
): Promise<void> {
  const session = client.startSession({ defaultTransactionOptions: { writeConcern: { w: 'majority' } } });
  try {
    await withinLimit(() => session.withTransaction(() => work(session)), LIMIT_MS);
  } finally {
    await session.endSession();
  }
}
