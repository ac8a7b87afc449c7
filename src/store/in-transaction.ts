import type { ClientSession, MongoClient } from 'mongodb';
import { withinLimit } from './within-limit.js';

const LIMIT_MS = 10_000;

/**
 * All of it or nothing, on a majority. The driver runs `work` again where a race was lost or the answer got lost, so it
 * has to be the same when run twice.
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
