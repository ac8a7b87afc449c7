import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPair } from './bare-bot.js';

let pair: Awaited<ReturnType<typeof startPair>>;
beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

const post = (channel = 'C0TRIAGE') => pair.api('chat.postMessage', { channel, text: 'x' });
const stored = () => pair.slack.messages('C0TRIAGE').length;

describe('faults on demand', () => {
  test('429 so many times, for one channel only, and nothing is stored', async () => {
    pair.slack.faults.add(
      'chat.postMessage',
      { kind: 'rate_limited', retryAfterSeconds: 7 },
      { times: 2, channel: 'C0TRIAGE' },
    );
    expect((await post('C0SHARED')).ok).toBe(true);
    const limited = await post();
    expect([limited.http, limited.error, limited.headers.get('retry-after')]).toEqual([
      429,
      'ratelimited',
      '7',
    ]);
    expect((await post()).http).toBe(429);
    expect(stored()).toBe(0);
    expect((await post()).ok).toBe(true);
  });

  test('a server error before anything is stored', async () => {
    pair.slack.faults.add('*', { kind: 'server_error', status: 503 });
    expect((await post()).http).toBe(503);
    expect(stored()).toBe(0);
  });

  test('a lost reply: stored, then cut', async () => {
    pair.slack.faults.add('chat.postMessage', { kind: 'lost_reply' });
    await expect(post()).rejects.toThrow();
    expect(stored()).toBe(1);
    expect(pair.slack.requests.at(-1)?.status).toBeUndefined();
  });

  test('slow, and any error Slack might answer', async () => {
    pair.slack.faults.add('chat.postMessage', { kind: 'slow', ms: 60 });
    const started = performance.now();
    expect((await post()).ok).toBe(true);
    expect(performance.now() - started).toBeGreaterThan(55);
    pair.slack.faults.add('chat.postMessage', { kind: 'error', error: 'fatal_error' });
    expect((await post()).error).toBe('fatal_error');
    expect(stored()).toBe(1);
  });

  test('a pace: some at once, then one a second for each channel', async () => {
    await pair.close();
    let clock = new Date('2026-11-21T10:00:00Z');
    pair = await startPair({ now: () => clock, pace: { perSecond: 1, burst: 2 } });
    expect([(await post()).ok, (await post()).ok]).toEqual([true, true]);
    const limited = await post();
    expect([limited.http, limited.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await post('C0SHARED')).ok).toBe(true);
    clock = new Date(clock.getTime() + 1_000);
    expect([(await post()).http, (await post()).http]).toEqual([200, 429]);
    expect(stored()).toBe(3);
  });

  test('are used up in their order and can be taken back', async () => {
    pair.slack.faults.add('chat.postMessage', { kind: 'error', error: 'one' });
    pair.slack.faults.add('chat.postMessage', { kind: 'error', error: 'two' });
    pair.slack.faults.add('chat.postMessage', { kind: 'error', error: 'three' });
    expect([(await post()).error, (await post()).error]).toEqual(['one', 'two']);
    pair.slack.faults.clear();
    expect((await post()).ok).toBe(true);
  });
});
