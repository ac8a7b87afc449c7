import { request } from 'node:http';
import type { Fake } from './fake.js';
import { signatureHeaders } from './sign.js';
import type { Delivery } from './traffic.js';

export interface Outgoing {
  what: string;
  payload: Record<string, unknown>;
  body: string;
  contentType: string;
  headers?: Record<string, string>;
}

const FORM = 'application/x-www-form-urlencoded';

/** An interaction as Slack sends it: one form field `payload` with JSON. */
export function interaction(payload: Record<string, unknown>): Outgoing {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return { what: String(payload.type), payload, body, contentType: FORM };
}

export function slashCommand(fields: Record<string, string>): Outgoing {
  return {
    what: fields.command ?? '',
    payload: fields,
    body: new URLSearchParams(fields).toString(),
    contentType: FORM,
  };
}

export function event(envelope: Record<string, unknown>, headers: Record<string, string> = {}): Outgoing {
  const inner = envelope.event as { type?: string } | undefined;
  const what = inner?.type ? `event ${inner.type}` : String(envelope.type);
  return {
    what,
    payload: envelope,
    body: JSON.stringify(envelope),
    contentType: 'application/json',
    headers,
  };
}

/** Signs and sends; never rejects. After `acknowledgeMs` without a whole answer the connection is dropped. */
export async function deliver(fake: Fake, outgoing: Outgoing): Promise<Delivery> {
  const { settings, traffic } = fake;
  const headers: Record<string, string> = {
    'content-type': outgoing.contentType,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    ...signatureHeaders(settings.signingSecret, outgoing.body, fake.signingClock()),
    ...outgoing.headers,
  };
  const delivery: Delivery = {
    number: traffic.nextNumber(),
    at: fake.now().toISOString(),
    what: outgoing.what,
    payload: outgoing.payload,
    body: outgoing.body,
    headers,
    response: undefined,
    ms: 0,
  };
  traffic.addDelivery(delivery);
  const started = performance.now();
  const answer = await post(settings.botUrl, outgoing.body, headers, settings.acknowledgeMs);
  delivery.ms = performance.now() - started;
  if ('failure' in answer) delivery.failure = answer.failure;
  else {
    delivery.status = answer.status;
    delivery.response = parsed(answer.text);
    delivery.refusesRetry = answer.refusesRetry;
  }
  fake.changed();
  return delivery;
}

type Answer =
  | { status: number; text: string; refusesRetry: boolean }
  | { failure: 'http_timeout' | 'connection_failed' };

function post(url: string, body: string, headers: Record<string, string>, limitMs: number): Promise<Answer> {
  if (!URL.canParse(url)) return Promise.resolve({ failure: 'connection_failed' });
  return new Promise((resolve) => {
    // A connection of its own: the bot may be stopped and started between two requests.
    const outgoing = request(url, {
      method: 'POST',
      headers: { ...headers, connection: 'close' },
      agent: false,
    });
    const timer = setTimeout(() => {
      resolve({ failure: 'http_timeout' });
      outgoing.destroy();
    }, limitMs);
    const settle = (answer: Answer) => {
      clearTimeout(timer);
      resolve(answer);
    };
    outgoing.on('error', () => settle({ failure: 'connection_failed' }));
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        settle({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString(),
          refusesRetry: response.headers['x-slack-no-retry'] === '1',
        }),
      );
      response.on('error', () => settle({ failure: 'connection_failed' }));
    });
    outgoing.end(body);
  });
}

function parsed(text: string): unknown {
  if (text === '') return '';
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Whether Slack takes this as an acknowledgement. */
export function isAcknowledged(delivery: Delivery): boolean {
  return delivery.status !== undefined && delivery.status >= 200 && delivery.status < 300;
}
