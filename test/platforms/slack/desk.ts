import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../src/clock.js';
import type { Interactions } from '../../../src/messages/interaction.js';
import type { Actor } from '../../../src/people/actor.js';
import { whoIs } from '../../../src/people/who-is.js';
import {
  type Installation,
  type Lifecycle,
  type Profile,
  type SlackInbound,
  type SlackInboundOptions,
  slackInbound,
} from '../../../src/platforms/slack/inbound.js';

export const SECRET = 'a-signing-secret-of-the-tests';

export interface Desk {
  inbound: SlackInbound;
  url: string;
  /** What the handlers were given, in order. */
  actors: Actor[];
  lifecycle: Lifecycle[];
  /** Events kept and not finished: key -> body. */
  unfinished: Map<string, Record<string, unknown>>;
  recorded: string[];
  profiles: Map<string, Profile>;
  logged: { level: string; data: object; message: string }[];
  close(): Promise<void>;
}

export interface DeskOptions extends Omit<Partial<SlackInboundOptions>, 'interactions' | 'installation'> {
  apiUrl: string;
  interactions: Partial<Interactions<Actor>>;
  installed?: Installation;
  clock?: Clock;
}

/**
 * The inbound side behind a real HTTP server. Its store is kept in memory: what Slack's side needs of a store is three
 * small ports, whose real implementations have tests of their own.
 */
export async function openDesk(options: DeskOptions): Promise<Desk> {
  const actors: Actor[] = [];
  const lifecycle: Lifecycle[] = [];
  const unfinished = new Map<string, Record<string, unknown>>();
  const seen = new Set<string>();
  const profiles = new Map<string, Profile>();
  const logged: Desk['logged'] = [];
  let installed = options.installed;
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
    profiles: {
      get: async (_platform, userId) => profiles.get(userId),
      put: async (profile) => void profiles.set(profile.userId, profile),
    },
    inbox: {
      async record(key, _platform, body) {
        if (seen.has(key)) return false;
        seen.add(key);
        unfinished.set(key, body);
        return true;
      },
      finish: async (key) => void unfinished.delete(key),
    },
    installation: {
      load: async () => installed,
      save: async (installation) => {
        installed = installation;
      },
    },
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
    unfinished,
    get recorded() {
      return [...seen];
    },
    profiles,
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
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 2_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Still not so: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
