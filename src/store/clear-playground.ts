import type { Db } from 'mongodb';
import { withinLimit } from './within-limit.js';

const LIMIT_MS = 30_000;

/**
 * Empties every collection of the playground and keeps the indexes, the key that a running process has in hand, and the
 * job queue: its recurring jobs are entered at a start and at no other time.
 * @throws Error for any other database: real referrals are never deleted by a button
 */
export async function clearPlayground(db: Db): Promise<void> {
  if (!db.databaseName.startsWith('playground'))
    throw new Error(`${db.databaseName} is not the playground's database`);
  await withinLimit(async () => {
    const collections = await db.listCollections({}, { nameOnly: true }).toArray();
    const own = collections.filter(({ name }) => !/^(system\.|jobs$|sealing_keys$)/.test(name));
    await Promise.all(own.map(({ name }) => db.collection(name).deleteMany({})));
  }, LIMIT_MS);
}
