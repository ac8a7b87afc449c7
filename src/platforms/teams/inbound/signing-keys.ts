import { createPublicKey, type KeyObject } from 'node:crypto';

/** A key of the channel, and for which channels it may speak. */
export interface SigningKey {
  key: KeyObject;
  endorsements?: string[];
}

export interface SigningKeys {
  /**
   * The key of this id and the issuer of its tokens; undefined when the service has no such key.
   * @throws KeysUnavailable when nothing could be read at all
   */
  find(kid: string): Promise<{ signing: SigningKey; issuer: string } | undefined>;
}

/** Nobody can be recognised now: the sender is to come again. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/** Kept for a day, as Microsoft advises; for an unknown key asked again, but not at every forger's wish. */
const FRESH_MS = 24 * 60 * 60_000;
const AGAIN_MS = 60_000;
const TIMEOUT_MS = 4_000;

/**
 * The keys behind an OpenID metadata document:
 * learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot
 */
export function signingKeys(metadataUrl: string, now: () => number = Date.now): SigningKeys {
  let known: { keys: Map<string, SigningKey>; issuer: string; at: number } | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    askedAt = now();
    known = { ...(await readKeys(metadataUrl)), at: now() };
  }

  async function refresh(): Promise<void> {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    await asking.catch((cause: unknown) => {
      if (!known) throw new KeysUnavailable('The keys of Teams’ service could not be read', { cause });
    });
  }

  return {
    async find(kid) {
      const isOld = !known || now() - known.at > FRESH_MS;
      if (isOld || (!known?.keys.has(kid) && now() - askedAt > AGAIN_MS)) await refresh();
      const signing = known?.keys.get(kid);
      return known && signing ? { signing, issuer: known.issuer } : undefined;
    },
  };
}

async function readKeys(metadataUrl: string): Promise<{ keys: Map<string, SigningKey>; issuer: string }> {
  const { jwks_uri: keysUrl, issuer } = await readJson(metadataUrl);
  if (typeof keysUrl !== 'string' || typeof issuer !== 'string') throw new Error('no OpenID metadata');
  const { keys: published } = await readJson(keysUrl);
  const keys = new Map<string, SigningKey>();
  for (const jwk of Array.isArray(published) ? published : []) {
    const { kid, kty, n, e, endorsements } = jwk as Record<string, unknown>;
    if (typeof kid !== 'string' || kty !== 'RSA' || typeof n !== 'string' || typeof e !== 'string') continue;
    const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
    keys.set(kid, {
      key,
      ...(Array.isArray(endorsements) ? { endorsements: endorsements.map(String) } : {}),
    });
  }
  return { keys, issuer };
}

async function readJson(url: string): Promise<Record<string, unknown>> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return (await response.json()) as Record<string, unknown>;
}
