import { webApi } from '@slack/bolt';
import { DeliveryError } from '../../errors.js';
import { RenderError } from './block-kit.js';
import { ERROR_CODES } from './error-codes.js';

/** Network failures before a single byte of the request left: nothing can have been posted. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const CERTIFICATE =
  /^(CERT_|ERR_TLS|ERR_SSL|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_(GET|VERIFY)|HOSTNAME_MISMATCH)/;

const UNREADABLE = 'unreadable_answer';

/** How long to leave Slack alone after a 429 that names no time. */
const DEFAULT_WAIT_MS = 30_000;

/**
 * Whatever a call to Slack threw, as the one error the outbox knows. `harmless` says that the call may be repeated
 * without anybody seeing it twice (opening a conversation, reading, editing): then nothing is `unknown`.
 */
export function deliveryError(error: unknown, { harmless = false } = {}): DeliveryError {
  const found = error instanceof DeliveryError ? error : classified(error);
  if (!harmless || found.outcome !== 'unknown') return found;
  return new DeliveryError('retryable', found.code, found.message, found.retryAfterMs);
}

function classified(error: unknown): DeliveryError {
  if (error instanceof webApi.WebAPIRateLimitedError) return tooFast(error.retryAfter * 1000);
  if (error instanceof webApi.WebAPIPlatformError) return refusedBySlack(error);
  if (error instanceof webApi.WebAPIHTTPError) return httpFailure(error.statusCode);
  if (error instanceof webApi.WebAPIRequestError) return networkFailure(error.original);
  if (error instanceof RenderError) return new DeliveryError('final', 'render_error', error.message);
  // The client says so of a 429 without a usable Retry-After, in a plain Error.
  if (error instanceof Error && error.message.startsWith('Retry header did not contain')) {
    return tooFast(DEFAULT_WAIT_MS);
  }
  return networkFailure(error);
}

function tooFast(retryAfterMs: number): DeliveryError {
  return new DeliveryError('retryable', 'ratelimited', meaningOf('ratelimited').words, retryAfterMs);
}

function refusedBySlack(error: webApi.WebAPIPlatformError): DeliveryError {
  const { data } = error;
  const code = codeOf(data.error);
  const { outcome, words } = meaningOf(code);
  const retryAfter = data.response_metadata?.retryAfter;
  if (code === 'ratelimited' || code === 'rate_limited') {
    return tooFast(retryAfter === undefined ? DEFAULT_WAIT_MS : retryAfter * 1000);
  }
  return new DeliveryError(outcome, code, words + details(data));
}

/** Slack's own word for it; a page of some gateway in its place becomes `unreadable_answer`. */
function codeOf(error: unknown): string {
  return typeof error === 'string' && /^[a-z0-9_]{1,100}$/.test(error) ? error : UNREADABLE;
}

function meaningOf(code: string): { outcome: DeliveryError['outcome']; words: string } {
  const known = Object.hasOwn(ERROR_CODES, code) ? ERROR_CODES[code] : undefined;
  if (code === UNREADABLE)
    return {
      outcome: 'unknown',
      words: 'Slack gave no answer that could be read, so it may have been posted.',
    };
  return (
    known ?? {
      outcome: 'retryable',
      words: `Slack answered "${code}" and did nothing. It is tried again by itself.`,
    }
  );
}

function details(data: webApi.WebAPICallResult & { needed?: unknown }): string {
  const needed = typeof data.needed === 'string' ? ` Missing: ${data.needed}.` : '';
  const said = (data.response_metadata?.messages ?? []).slice(0, 3).join(' ');
  return `${needed}${said ? ` Slack said: ${said}` : ''}`;
}

function httpFailure(status: number): DeliveryError {
  const code = `http_${status}`;
  if (status === 429) return tooFast(DEFAULT_WAIT_MS);
  if (status >= 500 || status === 408) {
    return new DeliveryError('unknown', code, meaningOf('internal_error').words);
  }
  const words = `The server at SLACK_API_URL answered with HTTP status ${status}. Check the address and what stands between.`;
  return new DeliveryError('final', code, words);
}

function networkFailure(error: unknown): DeliveryError {
  const code = networkCode(error);
  if (NEVER_SENT.has(code)) {
    return new DeliveryError('retryable', code, 'Slack could not be reached. It is tried again by itself.');
  }
  if (CERTIFICATE.test(code)) {
    const words =
      'The certificate of the server at SLACK_API_URL is not trusted. Correct it, or the address.';
    return new DeliveryError('retryable', code, words);
  }
  const words = 'Slack’s answer was lost on its way, so it is not known whether the message was posted.';
  return new DeliveryError('unknown', code, words);
}

/** The system's code of the first cause that has one; a time limit of ours is `timeout`. */
function networkCode(error: unknown): string {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if (cause.name === 'TimeoutError' || cause.name === 'AbortError') return 'timeout';
    if (cause instanceof AggregateError && cause.errors.length > 0) return networkCode(cause.errors[0]);
    const code = (cause as NodeJS.ErrnoException).code;
    if (typeof code === 'string' && !code.startsWith('slack_webapi')) return code;
  }
  return 'network_failure';
}
