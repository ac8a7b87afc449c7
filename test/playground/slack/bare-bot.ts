import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type FakeSlack,
  type FakeSlackOptions,
  startFakeSlack,
} from '../../../src/playground/slack/index.js';
import { SEED } from './seed.js';

export interface Heard {
  headers: Record<string, string | string[] | undefined>;
  body: string;
  /** The JSON of an event or of an interaction's `payload`; the fields of a command. */
  // biome-ignore lint/suspicious/noExplicitAny: payloads are looked into at will
  payload: any;
}

export interface Said {
  status?: number;
  body?: unknown;
  afterMs?: number;
  headers?: Record<string, string>;
}

/** A bot of a few lines: notes what it hears and answers what it is told to, 200 and nothing by default. */
async function startBareBot(
  answer: (heard: Heard) => Said | undefined | Promise<Said | undefined> = () => undefined,
) {
  const heard: Heard[] = [];
  let reply = answer;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const entry = {
      headers: request.headers,
      body,
      payload: payloadOf(request.headers['content-type'], body),
    };
    heard.push(entry);
    const { status = 200, body: said = '', afterMs = 0, headers = {} } = (await reply(entry)) ?? {};
    if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs));
    const text = typeof said === 'string' ? said : JSON.stringify(said);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    heard,
    answer(next: typeof answer): void {
      reply = next;
    },
    close(): Promise<void> {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function payloadOf(type: string | undefined, body: string): unknown {
  if (type?.includes('json')) return body ? JSON.parse(body) : {};
  const form = Object.fromEntries(new URLSearchParams(body));
  return form.payload ? JSON.parse(form.payload) : form;
}

export const SECRET = 'playground-signing-secret';
export const TOKEN = 'xoxb-playground';

export async function startPair(options: Partial<FakeSlackOptions> = {}) {
  const bot = await startBareBot();
  const slack = await startFakeSlack({
    workspace: SEED,
    signingSecret: SECRET,
    botToken: TOKEN,
    botUrl: bot.url,
    eventRetryMs: [20, 40],
    ...options,
  });
  return { bot, slack, api: apiOf(slack), close: () => Promise.all([slack.close(), bot.close()]) };
}

/** Calls the Web API as the SDK does: a form whose objects are JSON. */
export function apiOf(slack: Pick<FakeSlack, 'apiUrl'>, token: string = TOKEN) {
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into at will
  return async (method: string, args: Record<string, unknown> = {}): Promise<any> => {
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(args)) {
      form.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
    }
    const response = await fetch(slack.apiUrl + method, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
    });
    const answer = (await response.json()) as Record<string, unknown>;
    return { ...answer, http: response.status, headers: response.headers };
  };
}
