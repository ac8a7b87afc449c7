import type { IncomingHttpHeaders } from 'node:http';
import { type Activity, activityFrom, isObject, tenantOf } from './activity.js';
import type { SigningKeys } from './signing-keys.js';
import { isTokenFor, verifyToken } from './verify-token.js';

/** Who is let in. */
export type Door =
  | { kind: 'teams'; appId: string; keys: SigningKeys; allowedTenants: ReadonlySet<string> }
  /** Microsoft's local playground, unsigned; the server listens on loopback only. */
  | { kind: 'emulator' };

export type Admission = { activity: Activity } | { status: 400 | 401 | 403 };

/**
 * Lets a request in or says with which status it is refused. Nothing of the body is believed before its token holds; a
 * token that holds is worth nothing with another service URL, another channel or a tenant that is not allowed.
 * @throws KeysUnavailable
 */
export async function admit(
  door: Door,
  headers: IncomingHttpHeaders,
  body: Buffer,
  now: Date,
): Promise<Admission> {
  if (door.kind === 'emulator') return admitLocally(headers, body);
  const token = await verifyToken(headers.authorization, { keys: door.keys, appId: door.appId, now });
  if (!token) return { status: 401 };
  const parsed = parse(body);
  if (!isObject(parsed)) return { status: 400 };
  const { serviceUrl, channelId } = parsed;
  if (typeof serviceUrl !== 'string' || channelId !== 'msteams') return { status: 401 };
  if (!isTokenFor(token, { serviceUrl, channelId })) return { status: 401 };
  const activity = activityFrom(parsed);
  if (!activity) return { status: 400 };
  const tenant = tenantOf(activity);
  return tenant !== undefined && door.allowedTenants.has(tenant) ? { activity } : { status: 403 };
}

function admitLocally(headers: IncomingHttpHeaders, body: Buffer): Admission {
  // A page in some browser can send text to this machine unasked, but not JSON.
  if (!headers['content-type']?.startsWith('application/json')) return { status: 403 };
  const activity = activityFrom(parse(body));
  if (!activity) return { status: 400 };
  // Answers go to the service URL: never to another machine because of an unsigned request.
  return isLoopbackUrl(activity.serviceUrl) ? { activity } : { status: 403 };
}

function isLoopbackUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
