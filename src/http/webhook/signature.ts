import { isSameSecret, keyedHash } from '../../keyed-hash.js';

/** Older or further ahead than this it is not taken, so that what was overheard is worth nothing for long. */
const WINDOW_S = 300;

export interface Signed {
  /** Seconds since 1970, as the caller wrote it. */
  timestamp: string;
  /** Of the request: signed too, else what was overheard could be sent again as another one. */
  key: string;
  body: Buffer;
  /** `v1=` and the HMAC-SHA256 in hexadecimal. */
  signature: string;
}

/** True when it was signed with the secret, not long ago. Takes as long for a wrong signature as for a right one. */
export function isSigned(secret: string, signed: Signed, now: Date): boolean {
  const { timestamp, key, body, signature } = signed;
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now.getTime() / 1000 - Number(timestamp)) > WINDOW_S)
    return false;
  const expected = keyedHash(secret, Buffer.concat([Buffer.from(`${timestamp}.${key}.`), body]));
  const given = Buffer.from(/^v1=([0-9a-f]{64})$/i.exec(signature)?.[1] ?? '', 'hex');
  return isSameSecret(given, expected);
}
