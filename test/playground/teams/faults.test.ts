import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPair } from './bare-bot.js';
import { REPS, SHARED } from './seed.js';

let pair: Awaited<ReturnType<typeof startPair>>;
beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

const send = (channel: string = REPS) => pair.api.send(channel, { type: 'message', text: 'x' });
const stored = () => pair.teams.messages(REPS).length - 1;

test('429 so many times, for one conversation only, and nothing is stored', async () => {
  const fault = { kind: 'rate_limited', retryAfterSeconds: 7 } as const;
  pair.teams.faults.add('sendToConversation', fault, { times: 2, conversation: REPS });
  expect((await send(SHARED)).status).toBe(201);
  const limited = await send(`${REPS};messageid=1`);
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
  expect((await send()).status).toBe(429);
  expect(stored()).toBe(0);
  expect((await send()).status).toBe(201);
});

test.each([
  [412, 'PreconditionFailed'],
  [502, 'BadGateway'],
  [504, 'GatewayTimeout'],
  [403, 'BotDisabledByAdmin'],
])('%d before anything is stored', async (status, code) => {
  pair.teams.faults.add('*', { kind: 'error', status });
  const refused = await send();
  expect([refused.status, refused.body.error.code]).toEqual([status, code]);
  expect(stored()).toBe(0);
});

test('any code of Microsoft’s', async () => {
  pair.teams.faults.add('*', { kind: 'error', status: 403, code: 'ConversationBlockedByUser' });
  expect((await send()).body.error.code).toBe('ConversationBlockedByUser');
});

test('a lost reply: stored, then cut', async () => {
  pair.teams.faults.add('sendToConversation', { kind: 'lost_reply' });
  await expect(send()).rejects.toThrow();
  expect(stored()).toBe(1);
  expect(pair.teams.requests.at(-1)?.status).toBeUndefined();
});

test('slow, and taken back', async () => {
  pair.teams.faults.add('sendToConversation', { kind: 'slow', ms: 60 });
  const started = performance.now();
  expect((await send()).status).toBe(201);
  expect(performance.now() - started).toBeGreaterThan(55);
  pair.teams.faults.add('*', { kind: 'error', status: 502 });
  pair.teams.faults.clear();
  expect((await send()).status).toBe(201);
});
