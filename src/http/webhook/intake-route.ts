import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod/v4';
import {
  fileFromWebhook,
  type WebhookAnswer,
  type WebhookDeps,
} from '../../attribution/file-from-webhook.js';
import { StoreUnavailable } from '../../errors.js';
import type { FieldErrors } from '../../messages/form.js';
import { retryAfter } from '../page.js';
import { contentType, readBody } from '../read-body.js';
import { type Route, sendJson } from '../routes.js';
import { isSigned } from './signature.js';

export interface IntakeWebhook extends WebhookDeps {
  secret: string;
  /** Where one of our pages is reached; undefined when nobody has said it. */
  pageUrl: (path: string) => string | undefined;
  /** The machine's own clock, by which callers sign. */
  now: () => Date;
  answered: (status: number, seconds: number) => void;
}

const MOST_BYTES = 64 * 1024;

interface Answer {
  status: number;
  body: { error?: string; message?: string; fields?: FieldErrors; reference?: string; statusUrl?: string };
  headers?: Record<string, string>;
}

/**
 * `POST /api/intake`: another system files a referral for a partner, signed with a secret that both know. See
 * docs/operations.md for how it is called.
 */
export function intakeRoute(webhook: IntakeWebhook): Route {
  return {
    method: 'POST',
    path: '/api/intake',
    async handle(request, response) {
      const begun = performance.now();
      send(response, await answerTo(webhook, request));
      webhook.answered(response.statusCode, (performance.now() - begun) / 1000);
    },
  };
}

function send(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  sendJson(response, status, body);
}

async function answerTo(webhook: IntakeWebhook, request: IncomingMessage): Promise<Answer> {
  const body = await readBody(request, MOST_BYTES);
  if (!body) return failed(413, 'too_large', `A request may have ${MOST_BYTES} bytes at most.`);
  const [timestamp, written, signature] = [
    header(request, 'x-desk-timestamp'),
    header(request, 'idempotency-key'),
    header(request, 'x-desk-signature'),
  ];
  // Nothing else is said to whoever does not know the secret, and the store is not asked.
  if (!isSigned(webhook.secret, { timestamp, key: written, body, signature }, webhook.now()))
    return failed(
      401,
      'not_signed',
      'The signature does not fit, or the time in it is more than five minutes from ours.',
    );
  if (contentType(request) !== 'application/json')
    return failed(415, 'not_json', 'Send JSON, with content-type: application/json.');
  const key = idempotencyKey(written);
  if (!key)
    return failed(
      400,
      'no_key',
      'Send an Idempotency-Key of 1 to 200 characters, another for each referral.',
    );
  const parsed = parse(body);
  if (!parsed.success) return failed(400, 'not_understood', whatIsWrong(parsed.error));
  const { code, fields } = parsed.data;
  try {
    return answerOf(await fileFromWebhook(webhook, { code, values: fields, key, body }), webhook);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    const message = 'The database does not answer. Nothing is lost: send the same request again.';
    return failed(503, 'away', message, retryAfter());
  }
}

function answerOf(answer: WebhookAnswer, { pageUrl }: IntakeWebhook): Answer {
  switch (answer.kind) {
    case 'filed': {
      const statusUrl = pageUrl(`/r/status/${answer.statusToken}`);
      return {
        status: 201,
        body: { reference: answer.reference, ...(statusUrl ? { statusUrl } : {}) },
        ...(statusUrl ? { headers: { location: statusUrl } } : {}),
      };
    }
    case 'errors': {
      const message = 'Some fields are not as they should be; nothing was filed.';
      return { status: 400, body: { error: 'fields', message, fields: answer.errors } };
    }
    case 'key_reused':
      return failed(
        422,
        'key_reused',
        'This Idempotency-Key has been used with another body. Send a new one.',
      );
    case 'busy':
      return failed(
        429,
        'too_many',
        'Too many requests. Send it again later.',
        retryAfter(answer.retryAfterS),
      );
    case 'gone':
      return failed(410, 'code_gone', 'This code does not work any more.');
    case 'unknown':
      return failed(404, 'code_unknown', 'There is no such code.');
  }
}

function failed(status: number, error: string, message: string, headers?: Record<string, string>): Answer {
  return { status, body: { error, message }, ...(headers ? { headers } : {}) };
}

function header({ headers }: IncomingMessage, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

/** The header is a string in quotes (draft-ietf-httpapi-idempotency-key-header); many callers leave those out. */
function idempotencyKey(written: string): string | undefined {
  const key = /^"(.*)"$/.exec(written)?.[1] ?? written;
  return /^[\x21-\x7e]{1,200}$/.test(key) ? key : undefined;
}

/** A field is a text; a box that is ticked may be `true`. What each may say is the form's own to judge. */
const field = z.union([z.string(), z.literal(true).transform(() => 'true')], 'is neither a text nor true');
const filing = z.strictObject({
  code: z.string('is missing'),
  fields: z.record(z.string(), field, 'is missing'),
});

function parse(body: Buffer) {
  try {
    return filing.safeParse(JSON.parse(body.toString('utf8')));
  } catch {
    return filing.safeParse(undefined);
  }
}

function whatIsWrong({ issues }: z.ZodError): string {
  const [issue] = issues;
  const where = issue?.path.join('.');
  return where
    ? `${where} ${issue?.message}.`
    : 'Expected is {"code": "…", "fields": {"company": "…", …}} and nothing else.';
}
