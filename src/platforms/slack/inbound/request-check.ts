import type { IncomingMessage } from 'node:http';
import { isSameSecret, keyedHash } from '../../../keyed-hash.js';

/** docs.slack.dev/authentication/verifying-requests-from-slack: older requests may be replays. */
const CLOCK_TOLERANCE_S = 5 * 60;

/** The largest body Slack sends is a view of 250 KB, escaped and urlencoded; this leaves room. */
export const BODY_LIMIT_BYTES = 1024 * 1024;

/**
 * The whole body; undefined when it is larger than `limit` bytes.
 * @throws Error when the connection breaks
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return undefined;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) resolve(undefined);
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('close', () => reject(new Error('The connection was closed before the whole body came')));
  });
}

/**
 * Whether Slack signed this body, within five minutes of now in either direction. Bolt would take a timestamp
 * from the future.
 */
export function isSignedBySlack(
  headers: IncomingMessage['headers'],
  body: Buffer,
  signingSecret: string,
  now: Date,
): boolean {
  const timestamp = headers['x-slack-request-timestamp'];
  const signature = headers['x-slack-signature'];
  if (typeof timestamp !== 'string' || typeof signature !== 'string') return false;
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > CLOCK_TOLERANCE_S) return false;
  const signed = Buffer.concat([Buffer.from(`v0:${timestamp}:`), body]);
  return isSameSecret(signature, `v0=${keyedHash(signingSecret, signed).toString('hex')}`);
}

/**
 * The body as Slack means it: JSON, the JSON in a form's `payload`, or the form's fields. Undefined when it is none
 * of these. A charset in the content type changes nothing.
 */
export function parseBody(
  contentType: string | undefined,
  body: Buffer,
): Record<string, unknown> | undefined {
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  const text = body.toString('utf8');
  if (type === 'application/json') return parsedObject(text);
  if (type !== 'application/x-www-form-urlencoded') return undefined;
  const only = onlyPayload(text);
  if (only !== undefined) return parsedObject(only);
  const fields = new URLSearchParams(text);
  const payload = fields.get('payload');
  return payload === null ? Object.fromEntries(fields) : parsedObject(payload);
}

/**
 * The payload of a form that holds nothing else, as every interaction's does; undefined for any other form. Half the
 * time of URLSearchParams, which takes what is malformed here.
 */
function onlyPayload(text: string): string | undefined {
  if (!text.startsWith('payload=') || text.includes('&')) return undefined;
  try {
    return decodeURIComponent(text.slice('payload='.length).replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function parsedObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
