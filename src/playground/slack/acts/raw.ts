import { deliver, event, type Outgoing } from '../deliver.js';
import type { Fake } from '../fake.js';
import { issueTrigger } from '../issued.js';
import { signatureHeaders } from '../sign.js';
import type { Delivery } from '../traffic.js';
import { nextId } from '../workspace.js';
import { answered, type BotAnswer } from './answer.js';

interface RawOptions {
  contentType?: string;
  headers?: Record<string, string>;
  /** 'wrong': signed with another secret; 'none': no signature header. */
  signature?: 'right' | 'wrong' | 'none';
  /** Moves the timestamp that is signed and sent; negative is the past. */
  timestampOffsetSeconds?: number;
}

/** Sends a body as it stands, rightly or wrongly signed. */
export async function deliverRaw(fake: Fake, body: string, options: RawOptions = {}): Promise<BotAnswer> {
  const { signature = 'right', timestampOffsetSeconds = 0 } = options;
  const at = new Date(fake.signingClock().getTime() + timestampOffsetSeconds * 1000);
  const secret = signature === 'wrong' ? 'not-the-signing-secret' : fake.settings.signingSecret;
  const headers = signatureHeaders(secret, body, at);
  if (signature === 'none') headers['x-slack-signature'] = '';
  const outgoing: Outgoing = {
    what: 'raw',
    payload: {},
    body,
    contentType: options.contentType ?? 'application/json',
    headers: { ...headers, ...options.headers },
  };
  return answered(await deliver(fake, outgoing));
}

export interface RedeliverOptions {
  /** A new `event_id` (for an interaction: a new `trigger_id`), as Slack's duplicates without headers have. */
  newEventId?: boolean;
  /** `x-slack-retry-num` and `x-slack-retry-reason`, as an ordinary retry has. */
  withRetryHeaders?: boolean;
}

/** Sends once more what was sent before, signed anew. What the bot answers changes nothing in the workspace. */
export async function redeliver(
  fake: Fake,
  earlier: Delivery,
  options: RedeliverOptions = {},
): Promise<BotAnswer> {
  const headers: Record<string, string> = options.withRetryHeaders
    ? { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' }
    : {};
  const again: Outgoing = {
    what: earlier.what,
    payload: earlier.payload,
    body: earlier.body,
    contentType: earlier.headers['content-type'] ?? 'application/json',
    headers,
  };
  return answered(await deliver(fake, options.newEventId ? withNewId(fake, again) : again));
}

function withNewId(fake: Fake, outgoing: Outgoing): Outgoing {
  if (outgoing.contentType === 'application/json') {
    const envelope = { ...outgoing.payload, event_id: nextId(fake.workspace, 'Ev') };
    return event(envelope, outgoing.headers);
  }
  const form = new URLSearchParams(outgoing.body);
  const payload = form.get('payload');
  if (payload === null) {
    form.set('trigger_id', issueTrigger(fake, String(outgoing.payload.user_id)));
    return { ...outgoing, payload: Object.fromEntries(form), body: form.toString() };
  }
  const user = (outgoing.payload.user as { id: string }).id;
  const renewed = { ...outgoing.payload, trigger_id: issueTrigger(fake, user) };
  form.set('payload', JSON.stringify(renewed));
  return { ...outgoing, payload: renewed, body: form.toString() };
}

/** The handshake of a Request URL: https://docs.slack.dev/reference/events/url_verification */
export async function verifyUrl(fake: Fake, challenge: string): Promise<BotAnswer> {
  const body = { token: 'playground-verification-token', challenge, type: 'url_verification' };
  return answered(await deliver(fake, event(body)));
}
