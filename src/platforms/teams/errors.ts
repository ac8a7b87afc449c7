import { DeliveryError } from '../../errors.js';
import { RenderError } from './adaptive-card.js';
import { meaningOf } from './error-codes.js';

/** Network failures before a single byte of the request left: nothing can have been posted. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
]);

const CERTIFICATE =
  /^(CERT_|ERR_TLS|ERR_SSL|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_(GET|VERIFY)|HOSTNAME_MISMATCH)/;

/** So that those who were told the same time do not come back at the same time. */
const JITTER_MS = 1_000;
const LONGEST_WAIT_MS = 60 * 60_000;

/** The parts that are read of what the connector's client throws (a RestError of @azure/core-rest-pipeline). */
interface ConnectorFailure {
  statusCode?: number;
  code?: string;
  response?: { headers?: { get(name: string): string | undefined }; bodyAsText?: string | null };
}

/**
 * Whatever a call to the connector threw, as the one error the outbox knows. `harmless` says that the call may be
 * repeated without anybody seeing it twice (opening a chat, reading, editing): then nothing is `unknown`.
 */
export function deliveryError(error: unknown, { harmless = false } = {}): DeliveryError {
  const found = error instanceof DeliveryError ? error : classified(error);
  if (!harmless || found.outcome !== 'unknown') return found;
  return new DeliveryError('retryable', found.code, found.message, found.retryAfterMs);
}

function classified(error: unknown): DeliveryError {
  if (error instanceof RenderError) return new DeliveryError('final', 'render_error', error.message);
  const { statusCode } = (error ?? {}) as ConnectorFailure;
  return typeof statusCode === 'number'
    ? refused(statusCode, error as ConnectorFailure)
    : networkFailure(error);
}

function refused(status: number, failure: ConnectorFailure): DeliveryError {
  const code = codeOf(failure) ?? `http_${status}`;
  const { outcome, words } = meaningOf(status, code);
  return new DeliveryError(outcome, code, words, waitOf(failure));
}

/** `{"error": {"code": "…"}}`; which code it is may stand in the message, as with MessageWritesBlocked. */
function codeOf({ response }: ConnectorFailure): string | undefined {
  const text = response?.bodyAsText ?? '';
  if (text.includes('MessageWritesBlocked')) return 'MessageWritesBlocked';
  try {
    const { error } = JSON.parse(text) as { error?: { code?: unknown } };
    return typeof error?.code === 'string' && /^\w{1,100}$/.test(error.code) ? error.code : undefined;
  } catch {
    return undefined;
  }
}

/** In seconds or as a date: rfc-editor.org/rfc/rfc9110#field.retry-after. Absent: the outbox's own schedule, with chance in it. */
function waitOf({ response }: ConnectorFailure): number | undefined {
  const header = response?.headers?.get('retry-after');
  if (!header) return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - Date.now();
  if (!(ms >= 0)) return undefined;
  return Math.min(ms, LONGEST_WAIT_MS) + Math.floor(Math.random() * JITTER_MS);
}

function networkFailure(error: unknown): DeliveryError {
  const code = networkCode(error);
  if (NEVER_SENT.has(code)) {
    return new DeliveryError('retryable', code, 'Teams could not be reached. It is tried again by itself.');
  }
  if (CERTIFICATE.test(code)) {
    return new DeliveryError(
      'retryable',
      code,
      'The certificate of the Teams service is not trusted from here.',
    );
  }
  const words = 'Teams’ answer was lost on its way, so it is not known whether the message was posted.';
  return new DeliveryError('unknown', code, words);
}

/** The system's code of the first cause that has one; a time limit of ours is `timeout`. */
function networkCode(error: unknown): string {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if (cause.name === 'TimeoutError' || cause.name === 'AbortError') return 'timeout';
    if (cause instanceof AggregateError && cause.errors.length > 0) return networkCode(cause.errors[0]);
    const code = (cause as NodeJS.ErrnoException).code;
    if (typeof code === 'string' && code !== 'REQUEST_SEND_ERROR') return code;
  }
  return 'network_failure';
}
