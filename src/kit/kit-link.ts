import { isSameSecret, keyedHash } from '../keyed-hash.js';

/**
 * The path of a partner's page: its id and a seal that only we can make, so nobody reads another's by changing the id. It
 * stays the same, so a link that was sent round shows the kit as it is today.
 */
export function kitPath(key: Buffer, programId: string, partnerId: string): string {
  return `/kit/${partnerId}/${seal(key, programId, partnerId)}`;
}

/** Whose page it is; undefined for any other path, and for a seal that is not ours. */
export function partnerOfPath(key: Buffer, programId: string, path: string): string | undefined {
  const [, partnerId, given] = /^\/kit\/([a-z0-9][a-z0-9_-]{0,62})\/([\w-]{32})$/.exec(path) ?? [];
  if (partnerId === undefined || given === undefined) return undefined;
  return isSameSecret(given, seal(key, programId, partnerId)) ? partnerId : undefined;
}

/** 192 bits. */
function seal(key: Buffer, programId: string, partnerId: string): string {
  return keyedHash(key, JSON.stringify(['kit', programId, partnerId]), 24).toString('base64url');
}
