import { randomBytes } from 'node:crypto';
import { Binary, type Db } from 'mongodb';
import { withinLimit } from './within-limit.js';

const KEY_BYTES = 32;

/**
 * The key with which a platform's cards are sealed. Made once, the same for every process and for ever: buttons in old
 * messages carry its seal, so it must not change with the app's password. @throws StoreUnavailable
 */
export async function sealingKey(db: Db, platform: string): Promise<Buffer> {
  const keys = db.collection<{ _id: string; key: Binary }>('sealing_keys');
  const found = await withinLimit(() =>
    keys.findOneAndUpdate(
      { _id: String(platform) },
      { $setOnInsert: { key: new Binary(randomBytes(KEY_BYTES)) } },
      { upsert: true, returnDocument: 'after' },
    ),
  );
  if (!found) throw new Error('The sealing key was not stored.');
  return Buffer.from(found.key.buffer);
}
