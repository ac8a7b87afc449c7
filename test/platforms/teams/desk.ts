import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Interactions } from '../../../src/messages/interaction.js';
import type { Actor, PlatformIdentity } from '../../../src/people/actor.js';
import { whoIs } from '../../../src/people/who-is.js';
import type { Connector, Member, OutgoingActivity } from '../../../src/platforms/teams/connector.js';
import { signingKeys } from '../../../src/platforms/teams/inbound/signing-keys.js';
import {
  type Lifecycle,
  type TeamsInbound,
  type TeamsInboundOptions,
  teamsInbound,
} from '../../../src/platforms/teams/inbound.js';
import { type Seal, sealWith } from '../../../src/platforms/teams/seal.js';
import type { Store } from '../../../src/store/connect.js';
import { conversationStore } from '../../../src/store/conversations.js';
import { inboxStore } from '../../../src/store/inbox.js';
import { installationStore } from '../../../src/store/installation.js';
import { profileStore } from '../../../src/store/profiles.js';
import recorded from '../../fixtures/teams/recorded.json' with { type: 'json' };
import { APP_ID, type KeySet } from './key-set.js';

export const TENANT = recorded.mention.channelData.tenant.id;
export const CHANNEL = recorded.mention.channelData.channel.id;
export const PERSON = recorded.mention.from.aadObjectId;
export const SERVICE_URL = recorded.serviceUrl;

type Json = Record<string, unknown>;

export interface Desk {
  inbound: TeamsInbound;
  seal: Seal;
  /** Who acted, as the platform says and as the program knows. */
  identities: PlatformIdentity[];
  lifecycle: Lifecycle[];
  posted: { serviceUrl: string; conversationId: string; activity: OutgoingActivity }[];
  /** What a roster says of everybody; `undefined` fails. */
  member: Member | undefined;
  logged: { level: string; data: object; message: string }[];
  events(state: 'open' | 'finished'): Promise<string[]>;
  send(activity: unknown, authorization?: string | null, contentType?: string): Promise<Sent>;
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface Sent {
  status: number;
  text: string;
  json: Json;
  ms: number;
}

export interface DeskOptions extends Omit<Partial<TeamsInboundOptions>, 'interactions'> {
  store: Store;
  keySet: KeySet;
  interactions?: Partial<Interactions<Actor>>;
}

/** The inbound side behind a real HTTP server, with its real store; the connector only notes what it is asked. */
export async function openDesk({ store, keySet, interactions = {}, ...options }: DeskOptions): Promise<Desk> {
  const { db } = store;
  const identities: PlatformIdentity[] = [];
  const lifecycle: Lifecycle[] = [];
  const logged: Desk['logged'] = [];
  const posted: Desk['posted'] = [];
  const seal = sealWith(Buffer.alloc(32, 1));
  const log = (level: string) => (data: object, message: string) =>
    void logged.push({ level, data, message });
  const connector: Connector = {
    createConversation: async () => ({ conversationId: 'a:new' }),
    post: async (serviceUrl, conversationId, activity) =>
      String(posted.push({ serviceUrl, conversationId, activity })),
    update: async () => {},
    members: async () => [],
    member: async () => {
      if (!desk.member) throw new Error('no roster');
      return desk.member;
    },
  };
  const inbound = teamsInbound({
    door: {
      kind: 'teams',
      appId: APP_ID,
      keys: signingKeys(keySet.metadataUrl),
      allowedTenants: new Set([TENANT]),
    },
    appId: APP_ID,
    tenantId: TENANT,
    connector,
    conversations: conversationStore(db),
    seal,
    zone: async () => 'Europe/Berlin',
    resolveActor: async (identity) => {
      identities.push(identity);
      return whoIs(identity, undefined);
    },
    profiles: profileStore(db),
    installation: installationStore(db),
    inbox: inboxStore(db),
    lifecycle: async (event) => void lifecycle.push(event),
    clock: { now: () => new Date() },
    log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    ...options,
    interactions: {
      actions: [],
      submissions: [],
      commands: [],
      home: async () => ({ summary: 'Home', elements: [{ kind: 'text', text: 'Your claims' }] }),
      ...interactions,
    },
  });
  const server = createServer((request, response) => void inbound.handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`;
  const desk: Desk = {
    inbound,
    seal,
    identities,
    lifecycle,
    posted,
    member: ours(),
    logged,
    async events(state) {
      const kept = await db.collection<{ _id: string }>('inbox').find({ state }).toArray();
      return kept.map(({ _id }) => _id).sort();
    },
    async send(
      activity,
      authorization = `Bearer ${keySet.token({ serviceurl: SERVICE_URL })}`,
      contentType = 'application/json',
    ) {
      const started = performance.now();
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': contentType,
          ...(authorization === null ? {} : { authorization }),
        },
        body: typeof activity === 'string' ? activity : JSON.stringify(activity),
      });
      const text = await response.text();
      const json = (text ? JSON.parse(text) : {}) as Json;
      return { status: response.status, text, json, ms: performance.now() - started };
    },
    idle: () => inbound.stop(),
    async close() {
      await inbound.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return desk;
}

/** A member of our own tenant who is no guest. */
export function ours(more: Partial<Member> = {}): Member {
  return {
    id: recorded.mention.from.id,
    name: 'Test User',
    objectId: PERSON,
    email: 'test@vendor.example',
    userPrincipalName: 'test@vendor.example',
    tenantId: TENANT,
    userRole: 'user',
    ...more,
  };
}

let counter = 0;

/** The recorded mention, saying something else, as a message of its own. */
export function mention(words: string, more: Json = {}): Json {
  counter += 1;
  return {
    ...recorded.mention,
    id: String(1_767_326_091_220 + counter),
    text: `<at>Chat SDK Demo</at> ${words}`,
    ...more,
  };
}

/** An invoke from the recorded channel. Its id is new each time, as with a repeated delivery. */
export function invoke(name: string, value: unknown, more: Json = {}): Json {
  counter += 1;
  const { text: _text, entities: _entities, ...base } = recorded.mention;
  return { ...base, type: 'invoke', name, id: `f:${counter}`, replyToId: '1767326091220', value, ...more };
}

/** Of a button that was posted to the recorded channel. */
export function buttonData(desk: Desk, action: string, value: Record<string, string>, audience = CHANNEL) {
  return { action, value, token: desk.seal.button(audience, action, value) };
}

/** A press on a card. */
export function pressed(data: { action: string }, more: Json = {}): Json {
  return invoke(
    'adaptiveCard/action',
    { action: { type: 'Action.Execute', verb: data.action, data }, trigger: 'manual' },
    more,
  );
}
