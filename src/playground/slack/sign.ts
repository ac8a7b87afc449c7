import { createHmac } from 'node:crypto';

/**
 * The headers by which a bot knows a request is Slack's: HMAC-SHA256 over `v0:TIMESTAMP:BODY` with the signing
 * secret, as https://docs.slack.dev/authentication/verifying-requests-from-slack says.
 *
 * @param at the moment of the request; the header holds whole seconds
 */
export function signatureHeaders(secret: string, body: string, at: Date): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
}
