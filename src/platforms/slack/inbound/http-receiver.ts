import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App, Receiver } from '@slack/bolt';
import type { Clock } from '../../../clock.js';
import { StoreUnavailable } from '../../../errors.js';
import type { InboundLog } from './ports.js';
import { BODY_LIMIT_BYTES, isSignedBySlack, parseBody, readBody } from './request-check.js';

export interface HttpReceiverOptions {
  signingSecret: string;
  clock: Clock;
  log: InboundLog;
  /** False while we cannot say who acts: then Slack is asked to come again. */
  isReady(): boolean;
  /** Called for each request once it is answered; its kind is `refused` unless Slack signed it and it was understood. */
  answered?(kind: string, status: number, ms: number): void;
}

/**
 * Takes Slack's HTTP requests for Bolt. Bolt's own receiver accepts timestamps a day ahead, refuses a charset in the
 * content type, answers 404 three seconds late to what nobody handles, and acknowledges an event before it is stored;
 * here each of these is decided in the open. No body ever tells more than a short reason.
 */
export class SlackHttpReceiver implements Receiver {
  private app: App | undefined;

  constructor(private readonly options: HttpReceiverOptions) {}

  init(app: App): void {
    this.app = app;
  }

  /** The server is not ours: requests come through `handle`. */
  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  /** Answers every request and never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    let kind = 'refused';
    response.once('finish', () => {
      this.options.answered?.(kind, response.statusCode, performance.now() - started);
    });
    try {
      const body = await this.accepted(request, response);
      if (!body) return;
      kind = kindOf(body);
      await this.pass(body, response);
    } catch (error) {
      if (!request.complete && request.destroyed) return;
      const isStoreDown = error instanceof StoreUnavailable;
      this.options.log[isStoreDown ? 'warn' : 'error']({ err: error }, 'a request from Slack failed');
      refuse(response, isStoreDown ? 503 : 500, isStoreDown ? 'not stored, send again' : 'internal error');
    }
  }

  /** The body to act on; undefined when the request is answered already. */
  private async accepted(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<Record<string, unknown> | undefined> {
    if (request.method !== 'POST') return refuse(response, 405, 'POST only', { allow: 'POST' });
    const raw = await readBody(request, BODY_LIMIT_BYTES);
    if (!raw) return refuseBody(request, response);
    const contentType = request.headers['content-type'];
    // Slack checks our certificate with an unsigned form; nothing else in it is looked at.
    if (isCertificateCheck(contentType, raw)) {
      return send(response, 200);
    }
    const { signingSecret, clock } = this.options;
    if (!isSignedBySlack(request.headers, raw, signingSecret, clock.now())) {
      return refuse(response, 401, 'signature or timestamp not accepted');
    }
    const body = parseBody(contentType, raw);
    if (!body) return refuse(response, 400, 'body not understood');
    if (body.type === 'url_verification') return json(response, { challenge: body.challenge });
    if (!this.options.isReady()) return refuse(response, 503, 'starting, send again');
    return body;
  }

  /** Resolves when Slack has its answer and everything that follows from the request is done. */
  private async pass(body: Record<string, unknown>, response: ServerResponse): Promise<void> {
    const ack = async (answer?: unknown): Promise<void> => {
      if (response.headersSent) return;
      if (answer === undefined || answer === '') send(response, 200);
      else if (typeof answer === 'string') send(response, 200, TEXT, answer);
      else json(response, answer);
    };
    await this.app?.processEvent({ body, ack });
    if (!response.headersSent) {
      this.options.log.warn({ kind: kindOf(body) }, 'a kind of request that nobody handles');
      refuse(response, 400, 'kind not understood');
    }
  }
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const TEXT = { 'content-type': 'text/plain; charset=utf-8' };

/** `block_actions`, `command`, `event:app_mention`, … for logs and metrics. */
function kindOf(body: Record<string, unknown>): string {
  if (body.command !== undefined) return 'command';
  const event = body.event as { type?: unknown } | undefined;
  return event ? `event:${String(event.type)}` : String(body.type);
}

function isCertificateCheck(contentType: string | undefined, raw: Buffer): boolean {
  if (!contentType?.startsWith('application/x-www-form-urlencoded') || raw.length > 1_000) return false;
  // A quick look first, as every command passes here.
  if (!raw.includes('ssl_check')) return false;
  const fields = new URLSearchParams(raw.toString('utf8'));
  return fields.get('ssl_check') === '1' && !fields.has('command') && !fields.has('payload');
}

function json(response: ServerResponse, value: unknown): undefined {
  return send(response, 200, JSON_TYPE, JSON.stringify(value));
}

/** Its length told beforehand, an answer goes out in one piece and not in chunks. */
function send(response: ServerResponse, status: number, headers = {}, text = ''): undefined {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text);
}

function refuse(response: ServerResponse, status: number, reason: string, headers = {}): undefined {
  if (response.headersSent) return;
  send(response, status, { ...JSON_TYPE, ...headers }, JSON.stringify({ error: reason }));
}

/** The rest of the body is thrown away for a moment, so that the sender can read the answer; then the line is cut. */
function refuseBody(request: IncomingMessage, response: ServerResponse): undefined {
  refuse(response, 413, 'body too large', { connection: 'close' });
  request.resume();
  setTimeout(() => request.destroy(), 1_000).unref();
}
