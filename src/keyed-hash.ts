import { createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA-256 of a text, of which `bytes` are kept: whoever has not the key can neither make nor guess it. */
export function keyedHash(key: Uint8Array | string, text: string | Uint8Array, bytes = 32): Buffer {
  return createHmac('sha256', key).update(text).digest().subarray(0, bytes);
}

/** Whether what was given is what it should be, in a time that does not tell how much of it is right. */
export function isSameSecret(given: string | Uint8Array, expected: string | Uint8Array): boolean {
  const [theirs, ours] = [Buffer.from(given as string), Buffer.from(expected as string)];
  return theirs.length === ours.length && timingSafeEqual(theirs, ours);
}
