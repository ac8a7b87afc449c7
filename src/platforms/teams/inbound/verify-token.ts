import { verify } from 'node:crypto';
import { isObject } from './activity.js';
import type { SigningKeys } from './signing-keys.js';

/** What a token that holds says; the rest is checked against the activity it came with. */
export interface ChannelToken {
  serviceUrl: string;
  /** For which channels its key may speak; absent: for any. */
  endorsements?: string[];
  claims: Record<string, unknown>;
}

const CLOCK_TOLERANCE_S = 5 * 60;
/** The longest that a gateway would let pass, far above what Teams sends. */
const LONGEST_TOKEN = 8_192;

/**
 * Whether Teams' service signed this request for us:
 * learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#step-4-verify-the-jwt-token.
 * Only that service's tokens count. The SDK would also take tokens of other bots and of its emulator, prints keys, waits
 * without limit for the metadata, and answers 500 to a bad signature.
 * Resolves to undefined for everything that does not hold. @throws KeysUnavailable
 */
export async function verifyToken(
  authorization: string | undefined,
  { keys, appId, now }: { keys: SigningKeys; appId: string; now: Date },
): Promise<ChannelToken | undefined> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined || token.length > LONGEST_TOKEN) return undefined;
  const [head = '', body = '', signature = ''] = token.split('.');
  const [header, claims] = [decoded(head), decoded(body)];
  if (!header || !claims || header.alg !== 'RS256' || typeof header.kid !== 'string') return undefined;
  // Cheap refusals come first: a forger is not worth asking for keys.
  if (claims.aud !== appId || !isInTime(claims, now)) return undefined;
  const found = await keys.find(header.kid);
  if (!found || claims.iss !== found.issuer) return undefined;
  const isSigned = verify(
    'RSA-SHA256',
    Buffer.from(`${head}.${body}`),
    found.signing.key,
    Buffer.from(signature, 'base64url'),
  );
  const serviceUrl = claims.serviceurl ?? claims.serviceUrl;
  if (!isSigned || typeof serviceUrl !== 'string' || serviceUrl === '') return undefined;
  const { endorsements } = found.signing;
  return { serviceUrl, claims, ...(endorsements?.length ? { endorsements } : {}) };
}

/** Whether the token was made for what came with it. */
export function isTokenFor(
  { serviceUrl, endorsements }: ChannelToken,
  activity: { serviceUrl: string; channelId: string },
): boolean {
  if (bare(serviceUrl) !== bare(activity.serviceUrl)) return false;
  return endorsements === undefined || endorsements.includes(activity.channelId);
}

/** A host is the same in either case, a path is not. */
function bare(url: string): string {
  return (URL.canParse(url) ? new URL(url).href : url).replace(/\/+$/, '');
}

function decoded(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isInTime({ exp, nbf }: Record<string, unknown>, now: Date): boolean {
  const seconds = now.getTime() / 1_000;
  if (typeof exp !== 'number' || seconds > exp + CLOCK_TOLERANCE_S) return false;
  return nbf === undefined || (typeof nbf === 'number' && seconds >= nbf - CLOCK_TOLERANCE_S);
}
