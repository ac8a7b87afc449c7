import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Interactions } from '../../../src/messages/interaction.js';
import type { Actor } from '../../../src/people/actor.js';
import { whoIs } from '../../../src/people/who-is.js';
import {
  type Lifecycle,
  type SlackInbound,
  type SlackInboundOptions,
  slackInbound,
} from '../../../src/platforms/slack/inbound.js';
import type { Store } from '../../../src/store/connect.js';
import { inboxStore } from '../../../src/store/inbox.js';
import { installationStore } from '../../../src/store/installation.js';
import { profileStore } from '../../../src/store/profiles.js';

export const SECRET = 'a-signing-secret-of-the-tests';

export interface Desk {
  inbound: SlackInbound;
  url: string;
  /** What the handlers were given, in order. */
  actors: Actor[];
  lifecycle: Lifecycle[];
  /** Keys of the events kept, by whether they are finished. */
  events(state: 'open' | 'finished'): Promise<string[]>;
  logged: { level: string; data: object; message: string }[];
  close(): Promise<void>;
}

export interface DeskOptions extends Omit<Partial<SlackInboundOptions>, 'interactions'> {
  store: Store;
  apiUrl: string;
  interactions: Partial<Interactions<Actor>>;
}

/** The inbound side behind a real HTTP server, with its real store. */
export async function openDesk(options: DeskOptions): Promise<Desk> {
  const actors: Actor[] = [];
  const lifecycle: Lifecycle[] = [];
  const logged: Desk['logged'] = [];
  const { db } = options.store;
  const log = (level: string) => (data: object, message: string) =>
    void logged.push({ level, data, message });
  const inbound = slackInbound({
    signingSecret: SECRET,
    botToken: 'xoxb-fake',
    resolveActor: async (identity) => {
      const actor = whoIs(identity, undefined);
      actors.push(actor);
      return actor;
    },
    profiles: profileStore(db),
    inbox: inboxStore(db),
    installation: installationStore(db),
    lifecycle: async (event) => void lifecycle.push(event),
    clock: { now: () => new Date() },
    log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    ...options,
    interactions: {
      actions: [],
      submissions: [],
      commands: [],
      home: async () => ({ summary: 'Home', elements: [{ kind: 'text', text: 'Your claims' }] }),
      ...options.interactions,
    },
  });
  const server = createServer((request, response) => void inbound.handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await inbound.start();
  return {
    inbound,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    actors,
    lifecycle,
    async events(state) {
      const kept = await db.collection<{ _id: string }>('inbox').find({ state }).toArray();
      return kept.map(({ _id }) => _id).sort();
    },
    logged,
    async close() {
      await inbound.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export interface Sent {
  status: number;
  text: string;
  json: Record<string, unknown> | undefined;
  ms: number;
}

export interface SendOptions {
  secret?: string;
  timestamp?: number | string;
  contentType?: string;
  method?: string;
  headers?: Record<string, string>;
}

/** Sends a body as Slack would: signed, now. */
export async function send(desk: Desk, body: string, options: SendOptions = {}): Promise<Sent> {
  const { secret = SECRET, timestamp = Math.floor(Date.now() / 1000), method = 'POST' } = options;
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const started = performance.now();
  const response = await fetch(desk.url, {
    method,
    headers: {
      'content-type': options.contentType ?? 'application/json',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': signature,
      ...options.headers,
    },
    ...(method === 'GET' ? {} : { body }),
  });
  const text = await response.text();
  let json: Sent['json'];
  try {
    json = JSON.parse(text) as Record<string, unknown>;
  } catch {}
  return { status: response.status, text, json, ms: performance.now() - started };
}

const FORM = 'application/x-www-form-urlencoded';

export function sendPayload(desk: Desk, payload: object, options: SendOptions = {}): Promise<Sent> {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return send(desk, body, { contentType: FORM, ...options });
}

export function sendFields(
  desk: Desk,
  fields: Record<string, string>,
  options: SendOptions = {},
): Promise<Sent> {
  return send(desk, new URLSearchParams(fields).toString(), { contentType: FORM, ...options });
}

export function sendEvent(desk: Desk, body: object, options: SendOptions = {}): Promise<Sent> {
  return send(desk, JSON.stringify(body), options);
}

/** Resolves once `condition` holds; fails the test with the condition's text after two seconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 2_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Still not so: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
