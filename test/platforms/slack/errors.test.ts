import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../../src/errors.js';
import { deliveryError } from '../../../src/platforms/slack/errors.js';
import { slackSender } from '../../../src/platforms/slack/send.js';

const card = { summary: 'Hello', elements: [] };
const servers: Server[] = [];

/** A server in Slack's place that answers every call like this. */
async function serverThat(answer: RequestListener): Promise<{ url: string; calls: IncomingMessage[] }> {
  const calls: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    calls.push(request);
    request.resume().on('end', () => answer(request, response));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`, calls };
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function failureOf(url: string, timeoutMs = 2_000): Promise<DeliveryError> {
  const sender = slackSender({ token: 'xoxb-test', apiUrl: url, timeoutMs });
  const failure = await sender.post({ kind: 'channel', channelId: 'C1' }, card).catch((error) => error);
  expect(failure).toBeInstanceOf(DeliveryError);
  return failure;
}

function saying(body: unknown, status = 200, headers: Record<string, string> = {}): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

describe('what Slack answers', () => {
  it.each([
    ['channel_not_found', 'final'],
    ['is_archived', 'final'],
    ['not_in_channel', 'final'],
    ['account_inactive', 'final'],
    ['token_revoked', 'final'],
    ['invalid_auth', 'final'],
    ['missing_scope', 'final'],
    ['cannot_dm_bot', 'final'],
    ['user_not_found', 'final'],
    ['restricted_action', 'final'],
    ['restricted_action_read_only_channel', 'final'],
    ['invalid_blocks', 'final'],
    ['msg_too_long', 'final'],
    ['ratelimited', 'retryable'],
    ['internal_error', 'unknown'],
    ['fatal_error', 'unknown'],
    ['service_unavailable', 'unknown'],
    ['a_code_of_next_year', 'retryable'],
    ['constructor', 'retryable'],
  ])('%s is %s, in words for a person', async (code, outcome) => {
    const { url, calls } = await serverThat(saying({ ok: false, error: code }));
    const failure = await failureOf(url);
    expect(failure).toMatchObject({ outcome, code });
    expect(failure.message).toMatch(/^[A-Z].{20,}\.$/);
    expect(calls).toHaveLength(1);
  });

  it('names the missing scope and what was wrong with the blocks', async () => {
    const { url } = await serverThat(saying({ ok: false, error: 'missing_scope', needed: 'pins:write' }));
    expect((await failureOf(url)).message).toContain('Missing: pins:write.');
    const response_metadata = { messages: ['[ERROR] must be a string [json-pointer:/blocks/0]'] };
    const blocks = await serverThat(saying({ ok: false, error: 'invalid_blocks', response_metadata }));
    expect((await failureOf(blocks.url)).message).toContain('json-pointer:/blocks/0');
  });

  it('waits as long as a 429 says, or half a minute', async () => {
    const told = await serverThat(saying('', 429, { 'retry-after': '7' }));
    expect(await failureOf(told.url)).toMatchObject({ outcome: 'retryable', retryAfterMs: 7_000 });
    const untold = await serverThat(saying('', 429));
    expect(await failureOf(untold.url)).toMatchObject({ outcome: 'retryable', retryAfterMs: 30_000 });
    const inBody = await serverThat(saying({ ok: false, error: 'ratelimited' }, 200, { 'retry-after': '3' }));
    expect(await failureOf(inBody.url)).toMatchObject({ outcome: 'retryable', retryAfterMs: 3_000 });
    expect([told.calls, untold.calls, inBody.calls].map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it('does not know of a 5xx whether it was posted, and knows it of other refusals', async () => {
    for (const status of [500, 502, 503, 504]) {
      const { url, calls } = await serverThat(saying('<html>secret stack trace</html>', status));
      const failure = await failureOf(url);
      expect(failure).toMatchObject({ outcome: 'unknown', code: `http_${status}` });
      expect(failure.message).not.toContain('stack trace');
      expect(calls).toHaveLength(1);
    }
    const { url } = await serverThat(saying('forbidden', 403));
    expect(await failureOf(url)).toMatchObject({ outcome: 'final', code: 'http_403' });
  });

  it('does not know after an answer that is not Slack’s', async () => {
    const { url } = await serverThat(saying('<html>Welcome to the gateway</html>'));
    expect(await failureOf(url)).toMatchObject({ outcome: 'unknown', code: 'unreadable_answer' });
  });
});

describe('the network', () => {
  it('does not know after a lost reply, a cut reply and a timeout', async () => {
    const lost = await serverThat((request) => request.socket.destroy());
    expect(await failureOf(lost.url)).toMatchObject({ outcome: 'unknown' });
    expect(lost.calls).toHaveLength(1);

    const cut = await serverThat((request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"ok":');
      setTimeout(() => request.socket.destroy(), 20);
    });
    expect(await failureOf(cut.url)).toMatchObject({ outcome: 'unknown' });

    const silent = await serverThat(() => {});
    expect(await failureOf(silent.url, 100)).toMatchObject({ outcome: 'unknown', code: 'timeout' });

    const stalled = await serverThat((_request, response) => {
      response.writeHead(200).write('{');
    });
    expect(await failureOf(stalled.url, 100)).toMatchObject({ outcome: 'unknown', code: 'timeout' });
  });

  it('knows that nothing was sent where nobody answered the door', async () => {
    const { url } = await serverThat(() => {});
    const closed = servers.pop();
    await new Promise((resolve) => closed?.close(resolve));
    expect(await failureOf(url)).toMatchObject({ outcome: 'retryable', code: 'ECONNREFUSED' });
    expect(await failureOf('http://no-such-host.invalid/api/')).toMatchObject({ outcome: 'retryable' });
  });

  it('may repeat what nobody sees twice', () => {
    expect(deliveryError(new Error('x'), { harmless: true }).outcome).toBe('retryable');
    expect(deliveryError(new Error('x')).outcome).toBe('unknown');
  });
});
