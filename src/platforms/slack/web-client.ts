import { webApi } from '@slack/bolt';

export interface SlackAccess {
  token: string;
  /** Of the Web API, with or without a slash at the end. */
  apiUrl: string;
  /** For each call, in milliseconds. */
  timeoutMs: number;
  /** To look at answers on their way; absent: the platform's own. */
  fetch?: typeof fetch;
}

/**
 * Exactly one attempt a call: the client's own retries would double posts, and waiting out a 429 inside it would
 * stop every other call. Silent: each failure is told by whoever made the call.
 */
export function slackClient({ token, apiUrl, timeoutMs, fetch }: SlackAccess): webApi.WebClient {
  return new webApi.WebClient(token, {
    slackApiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    ...(fetch ? { fetch } : {}),
    allowAbsoluteUrls: false,
    logger: silentLogger,
  });
}

/** Slack's packages log request bodies on debug and failures twice; we log outcomes ourselves. */
export const silentLogger: webApi.Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => webApi.LogLevel.ERROR,
  setName() {},
};
