import { createHmac } from 'node:crypto';
import type { Db } from 'mongodb';
import type { Fingerprint } from '../known/ports.js';
import { sealingKey } from './sealing-key.js';

const BYTES = 16;

/**
 * Keyed hashes of 128 bits, with a key that is made once and kept in the database: the same in every process.
 * @param key what is hashed with it; what has another key cannot be compared
 */
export function fingerprints(db: Db, key: 'known' | 'contacts' = 'known'): () => Promise<Fingerprint> {
  let made: Promise<Fingerprint> | undefined;
  return () => {
    made ??= sealingKey(db, key).then(printer, (error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

function printer(key: Buffer): Fingerprint {
  return (text) => createHmac('sha256', key).update(text).digest().subarray(0, BYTES).toString('base64url');
}
