import type { Db } from 'mongodb';
import { keyedHash } from '../keyed-hash.js';
import type { Fingerprint } from '../known/ports.js';
import { sealedWith } from './sealing-key.js';

const BYTES = 16;

/**
 * Keyed hashes of 128 bits, with a key that is made once and kept in the database: the same in every process.
 * @param key what is hashed with it; what has another key cannot be compared
 */
export function fingerprints(db: Db, key: 'known' | 'contacts' = 'known'): () => Promise<Fingerprint> {
  return sealedWith(db, key, (bytes) => (text) => keyedHash(bytes, text, BYTES).toString('base64url'));
}
