import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createChannelKeys,
  type FakeTeams,
  type FakeTeamsOptions,
  startFakeTeams,
} from '../../../src/playground/teams/index.js';
import { BOT_APP, SEED } from './seed.js';

export interface Heard {
  authorization?: string;
  // biome-ignore lint/suspicious/noExplicitAny: activities are looked into at will
  activity: any;
}

interface Said {
  status?: number;
  body?: unknown;
  afterMs?: number;
}

/** A bot of a few lines: notes what it hears and answers what it is told to, 200 and nothing by default. */
async function startBareBot() {
  const heard: Heard[] = [];
  let reply: (heard: Heard) => Said | undefined = () => undefined;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const entry = {
      authorization: request.headers.authorization,
      activity: JSON.parse(Buffer.concat(chunks).toString()),
    };
    heard.push(entry);
    const { status = 200, body, afterMs = 0 } = reply(entry) ?? {};
    if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs));
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body === undefined ? '' : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`,
    heard,
    answer(next: typeof reply): void {
      reply = next;
    },
    close(): Promise<void> {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The same for all tests of a file: making keys is slow. */
const keys = createChannelKeys();

const PASSWORD = 'fake-app-password';

export async function startPair(options: Partial<FakeTeamsOptions> = {}) {
  const bot = await startBareBot();
  const teams = await startFakeTeams({
    tenant: SEED,
    appPassword: PASSWORD,
    botUrl: bot.url,
    keys,
    ...options,
  });
  const api = await apiOf(teams);
  return { bot, teams, api, close: () => Promise.all([teams.close(), bot.close()]) };
}

export function askToken(teams: Pick<FakeTeams, 'tokenUrl'>, fields: Record<string, string> = {}) {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: BOT_APP,
    client_secret: PASSWORD,
    scope: 'https://api.botframework.com/.default',
    ...fields,
  });
  return fetch(teams.tokenUrl, { method: 'POST', body });
}

/** Calls the connector as a bot does, with a token of its own. */
async function apiOf(teams: FakeTeams) {
  const { access_token } = (await (await askToken(teams)).json()) as { access_token: string };
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    // biome-ignore lint/suspicious/noExplicitAny: answers are looked into at will
  ): Promise<{ status: number; headers: Headers; body: any }> => {
    const response = await fetch(`${teams.serviceUrl}v3/${path}`, {
      method,
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: answer ? JSON.parse(answer) : undefined,
    };
  };
  const at = (conversation: string) => `conversations/${encodeURIComponent(conversation)}`;
  return {
    call,
    send: (conversation: string, activity: unknown) =>
      call('POST', `${at(conversation)}/activities`, activity),
    reply: (conversation: string, id: string, activity: unknown) =>
      call('POST', `${at(conversation)}/activities/${id}`, activity),
    update: (conversation: string, id: string, activity: unknown) =>
      call('PUT', `${at(conversation)}/activities/${id}`, activity),
    remove: (conversation: string, id: string) => call('DELETE', `${at(conversation)}/activities/${id}`),
    members: (conversation: string, more = 'members') => call('GET', `${at(conversation)}/${more}`),
    create: (body: unknown) => call('POST', 'conversations', body),
    team: (id: string, more = '') => call('GET', `teams/${encodeURIComponent(id)}${more}`),
  };
}
