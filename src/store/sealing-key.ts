import { randomBytes } from 'node:crypto';
import { Binary, type Db } from 'mongodb';
import { withinLimit } from './within-limit.js';

const KEY_BYTES = 32;

/** What a key is for. */
export type SealedThing = 'teams' | 'landing' | 'kit' | 'known' | 'contacts';

/**
 * The key with which one thing is sealed, such as a platform's cards. Made once, the same for every process and for ever: buttons in old
 * messages carry its seal, so it must not change with the app's password. @throws StoreUnavailable
 */
export async function sealingKey(db: Db, thing: SealedThing): Promise<Buffer> {
  const keys = db.collection<{ _id: string; key: Binary }>('sealing_keys');
  const found = await withinLimit(() =>
    keys.findOneAndUpdate(
      { _id: String(thing) },
      { $setOnInsert: { key: new Binary(randomBytes(KEY_BYTES)) } },
      { upsert: true, returnDocument: 'after' },
    ),
  );
  if (!found) throw new Error('The sealing key was not stored.');
  return Buffer.from(found.key.buffer);
}

/** Of each database, for as long as it is connected. */
const atHand = new WeakMap<Db, Map<SealedThing, Promise<Buffer>>>();

/** Read once, whoever asks: afterwards it is at hand while the store is away. A look that failed is not kept. */
function keyOnce(db: Db, thing: SealedThing): Promise<Buffer> {
  const keys = atHand.get(db) ?? new Map<SealedThing, Promise<Buffer>>();
  atHand.set(db, keys);
  const key =
    keys.get(thing) ??
    sealingKey(db, thing).catch((error: unknown) => {
      keys.delete(thing);
      throw error;
    });
  keys.set(thing, key);
  return key;
}

/** What is made of a key; both are kept. @throws StoreUnavailable */
export function sealedWith<Seal>(
  db: Db,
  thing: SealedThing,
  make: (key: Buffer) => Seal,
): () => Promise<Seal> {
  let made: Promise<Seal> | undefined;
  return () => {
    made ??= keyOnce(db, thing).then(make, (error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
