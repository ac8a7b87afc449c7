import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ApiRequest } from '../slack/traffic.js';
import { answerLogin, isBot } from './auth/tokens.js';
import { ConnectorRefusal } from './connector/refusal.js';
import { type Call, callFor } from './connector/routes.js';
import type { Fake } from './fake.js';
import type { TeamsFault } from './faults.js';
import type { Json } from './json.js';

/** What to answer over HTTP; 'cut' means: drop the connection without an answer. */
type HttpAnswer = { status: number; headers?: Record<string, string>; body?: unknown } | 'cut';

/** The HTTP side of the simulated Teams: the login service, the channel's keys, and the connector at the service URL. */
export function createHttpServer(fake: Fake): Server {
  return createServer((request, response) => {
    handle(fake, request, response).catch((error: unknown) => {
      // A bug in the fake: say so loudly instead of looking like an outage of Microsoft's.
      const body = { error: { code: 'FakeTeamsBug', message: String((error as Error).stack) } };
      if (!response.headersSent) send(response, { status: 500, body });
      else response.destroy();
    });
  });
}

async function handle(fake: Fake, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', fake.origin);
  const text = await textOf(request);
  const method = request.method ?? 'GET';
  const login = answerLogin(fake, method, url.pathname, text);
  if (login) {
    send(response, login);
    return;
  }
  const path = new URL(fake.serviceUrl).pathname;
  const call = url.pathname.startsWith(path) && callFor(method, `/${url.pathname.slice(path.length)}`);
  if (!call) {
    send(response, {
      status: 404,
      body: { error: { code: 'NotFound', message: 'There is no such operation.' } },
    });
    return;
  }
  const answer = await logged(fake, call, request, url, text);
  if (answer === 'cut') request.socket.destroy();
  else send(response, answer);
}

async function logged(
  fake: Fake,
  call: Call,
  request: IncomingMessage,
  url: URL,
  text: string,
): Promise<HttpAnswer> {
  const started = performance.now();
  const body = parsed(text);
  const entry: ApiRequest = {
    number: fake.traffic.nextNumber(),
    at: fake.now().toISOString(),
    method: call.operation,
    args: { ...call.args, ...(text && { body: structuredClone(body) }) },
    response: undefined,
    ms: 0,
  };
  fake.traffic.addRequest(entry);
  const answer = await answerTo(fake, call, request.headers.authorization, body, url.searchParams);
  entry.ms = performance.now() - started;
  if (answer === 'cut') entry.response = 'The connection was cut on purpose after the work was done';
  else {
    entry.status = answer.status;
    entry.response = structuredClone(answer.body ?? '');
  }
  fake.changed();
  return answer;
}

async function answerTo(
  fake: Fake,
  call: Call,
  authorization: string | undefined,
  body: unknown,
  query: URLSearchParams,
): Promise<HttpAnswer> {
  const fault = fake.faults.take(call.operation, call.conversation ?? conversationIn(body));
  const early = fault && withoutWork(fault);
  if (early) return early;
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
  if (!isBot(fake, authorization))
    return { status: 401, body: { message: 'Authorization has been denied for this request.' } };
  try {
    const answer = call.run(fake, body, query);
    return fault?.kind === 'lost_reply' ? 'cut' : answer;
  } catch (error) {
    if (!(error instanceof ConnectorRefusal)) throw error;
    return { status: error.status, headers: error.headers, body: error.body };
  }
}

/** The channel a new thread is for. */
function conversationIn(body: unknown): string | undefined {
  const data = (body as { channelData?: { channel?: { id?: string } } } | undefined)?.channelData;
  return data?.channel?.id;
}

function withoutWork(fault: TeamsFault): HttpAnswer | undefined {
  if (fault.kind === 'rate_limited')
    return {
      status: 429,
      headers: { 'retry-after': String(fault.retryAfterSeconds) },
      body: { error: { code: 'Throttled', message: 'Too many requests.' } },
    };
  if (fault.kind !== 'error') return undefined;
  const { status, code = CODES[status] ?? 'ServiceError', message = 'Refused on demand.' } = fault;
  return { status, body: { error: { code, message } } };
}

const CODES: Record<number, string> = {
  403: 'BotDisabledByAdmin',
  404: 'ConversationNotFound',
  412: 'PreconditionFailed',
  413: 'MessageSizeTooBig',
  502: 'BadGateway',
  504: 'GatewayTimeout',
};

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, answer: Exclude<HttpAnswer, 'cut'>): void {
  const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
  response
    .writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8', ...answer.headers })
    .end(text);
}
