import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../../clock.js';
import { StoreUnavailable } from '../../../errors.js';
import type { Activity } from './activity.js';
import { type Admission, admit, type Door } from './admission.js';
import { INVOKES, type InvokeAnswer } from './handle-invoke.js';
import type { InboundLog } from './ports.js';
import { KeysUnavailable } from './signing-keys.js';

export interface EndpointOptions {
  door: Door;
  clock: Clock;
  log: InboundLog;
  /** What is answered; undefined is a plain 200. */
  take(activity: Activity): Promise<InvokeAnswer | undefined>;
  /** Called for each request once it is answered; its kind is `refused` unless it was let in. */
  answered?(kind: string, status: number, ms: number): void;
}

/** The largest that Teams sends is a form of 25 KB in an activity; this leaves room. */
const BODY_LIMIT_BYTES = 512 * 1024;

const REASONS: Readonly<Record<number, string>> = {
  400: 'body not understood',
  401: 'not accepted',
  403: 'not allowed',
};

/**
 * POST /api/messages on node:http; the SDK's own reading needs an Express-like server and tells callers the text of any
 * error. Answers every request, never rejects, and no body tells more than a short reason.
 */
export function messagesEndpoint(options: EndpointOptions) {
  const { log } = options;

  async function admitted(request: IncomingMessage, response: ServerResponse): Promise<Activity | undefined> {
    const body = await readBody(request);
    if (!body) return refuse(response, 413, 'body too large');
    const admission: Admission = await admit(options.door, request.headers, body, options.clock.now());
    if ('activity' in admission) return admission.activity;
    return refuse(response, admission.status, REASONS[admission.status] ?? 'refused');
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const started = performance.now();
    let kind = 'refused';
    response.once('finish', () => options.answered?.(kind, response.statusCode, performance.now() - started));
    try {
      const activity = await admitted(request, response);
      if (!activity) return;
      kind = kindOf(activity);
      const answer = await options.take(activity);
      if (answer?.body) json(response, answer.status, answer.body);
      else response.writeHead(answer?.status ?? 200).end();
    } catch (error) {
      if (!request.complete && request.destroyed) return;
      const isAway = error instanceof StoreUnavailable || error instanceof KeysUnavailable;
      log[isAway ? 'warn' : 'error']({ err: error }, 'a request from Teams failed');
      refuse(response, isAway ? 503 : 500, isAway ? 'not taken, send again' : 'internal error');
    }
  };
}

/** Undefined when it is too large; the rest of it is thrown away. Rejects when the connection breaks. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT_BYTES) {
    request.resume();
    return undefined;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** `invoke:task/fetch`, `message`, … for logs and metrics; only of names that we know, since they come from outside. */
function kindOf({ type, name }: Activity): string {
  const known = /^(message|invoke|conversationUpdate|installationUpdate)$/.test(type) ? type : 'other';
  return name && Object.hasOwn(INVOKES, name) ? `teams:${known}:${name}` : `teams:${known}`;
}

function json(response: ServerResponse, status: number, value: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
    .end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number, reason: string): undefined {
  if (!response.headersSent) json(response, status, { error: reason });
}
