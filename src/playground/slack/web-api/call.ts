import type { IncomingMessage } from 'node:http';
import { isObject } from '../block-kit/check.js';
import type { Fake } from '../fake.js';
import type { Fault } from '../faults.js';
import type { ApiRequest } from '../traffic.js';
import { METHODS } from './methods.js';
import { ApiRefusal, type Args } from './refusal.js';
import { SCOPE_OF_METHOD } from './scopes.js';

/** What to answer over HTTP; `cut` means: drop the connection without an answer. */
type HttpAnswer = { status: number; headers: Record<string, string>; body: unknown } | 'cut';

const JSON_ARGUMENTS = ['blocks', 'attachments', 'view', 'metadata'];

/** The arguments of a call, from a form or a JSON body; the JSON inside them is parsed. */
export function parseArguments(contentType: string, body: string, query: URLSearchParams): Args {
  const args: Args = Object.fromEntries(query);
  if (contentType.includes('application/json')) {
    const parsed: unknown = body ? JSON.parse(body) : {};
    if (isObject(parsed)) Object.assign(args, parsed);
  } else {
    for (const [name, value] of new URLSearchParams(body)) {
      args[name] = value === 'true' ? true : value === 'false' ? false : value;
    }
  }
  for (const name of JSON_ARGUMENTS) {
    const value = args[name];
    if (typeof value !== 'string' || value === '') continue;
    try {
      args[name] = JSON.parse(value);
    } catch {
      // Left as text: the method refuses it in its own words.
    }
  }
  return args;
}

/** One call of the Web API from the request to the answer: token, faults, scopes, method, log. */
export async function callMethod(
  fake: Fake,
  method: string,
  request: IncomingMessage,
  args: Args,
): Promise<HttpAnswer> {
  const started = performance.now();
  const bearer = request.headers.authorization?.replace(/^Bearer /i, '');
  const token = bearer ?? (args.token as string | undefined);
  const { token: _secret, ...logged } = args;
  const entry: ApiRequest = {
    number: fake.traffic.nextNumber(),
    at: fake.now().toISOString(),
    method,
    args: structuredClone(logged),
    response: undefined,
    ms: 0,
  };
  fake.traffic.addRequest(entry);
  const answer = await answerTo(fake, method, token, logged);
  entry.ms = performance.now() - started;
  if (answer === 'cut') entry.response = 'The connection was cut on purpose after the work was done';
  else {
    entry.status = answer.status;
    entry.response = structuredClone(answer.body);
  }
  fake.changed();
  return answer;
}

async function answerTo(
  fake: Fake,
  method: string,
  token: string | undefined,
  args: Args,
): Promise<HttpAnswer> {
  const fault = fake.faults.take(method, args.channel);
  const early = fault && withoutWork(fault);
  if (early) return early;
  const waitSeconds = paceWait(fake, method, args);
  if (waitSeconds !== undefined) return rateLimited(waitSeconds);
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
  const body = perform(fake, method, token, args);
  if (fault?.kind === 'lost_reply') return 'cut';
  const scopes = { 'x-oauth-scopes': fake.settings.scopes.join(',') };
  const accepted = SCOPE_OF_METHOD[method];
  return {
    status: 200,
    headers: { ...scopes, ...(accepted && { 'x-accepted-oauth-scopes': accepted }) },
    body,
  };
}

function rateLimited(seconds: number): HttpAnswer {
  return {
    status: 429,
    headers: { 'retry-after': String(seconds) },
    body: { ok: false, error: 'ratelimited' },
  };
}

function paceWait(fake: Fake, method: string, { channel }: Args): number | undefined {
  const { pace } = fake.settings;
  if (!pace || method !== 'chat.postMessage') return undefined;
  return fake.paceKeeper.take(pace, String(channel), fake.now());
}

function withoutWork(fault: Fault): HttpAnswer | undefined {
  switch (fault.kind) {
    case 'rate_limited':
      return rateLimited(fault.retryAfterSeconds);
    case 'server_error':
      return { status: fault.status, headers: {}, body: { ok: false, error: 'internal_error' } };
    case 'error':
      return { status: 200, headers: {}, body: { ok: false, error: fault.error } };
    default:
      return undefined;
  }
}

function perform(fake: Fake, name: string, token: string | undefined, args: Args): Record<string, unknown> {
  const method = METHODS[name];
  if (!method) return { ok: false, error: 'unknown_method', req_method: name };
  if (!token) return { ok: false, error: 'not_authed' };
  if (token !== fake.settings.botToken) return { ok: false, error: 'invalid_auth' };
  if (!fake.workspace.isInstalled) return { ok: false, error: 'account_inactive' };
  const needed = SCOPE_OF_METHOD[name];
  if (needed && !fake.settings.scopes.includes(needed)) {
    return { ok: false, error: 'missing_scope', needed, provided: fake.settings.scopes.join(',') };
  }
  try {
    return { ok: true, ...method(fake, args) };
  } catch (error) {
    if (error instanceof ApiRefusal) return { ok: false, error: error.error, ...error.detail };
    throw error;
  }
}
