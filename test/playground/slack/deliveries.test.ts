import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Heard, SECRET, startPair } from './bare-bot.js';
import { card } from './seed.js';

let pair: Awaited<ReturnType<typeof startPair>>;
const nth = (index: number) => pair.bot.heard[index] as Heard;

beforeEach(async () => {
  pair = await startPair({ acknowledgeMs: 1_000 });
});
afterEach(() => pair.close());

function signatureOf({ headers, body }: Heard): string {
  const base = `v0:${String(headers['x-slack-request-timestamp'])}:${body}`;
  return `v0=${createHmac('sha256', SECRET).update(base).digest('hex')}`;
}

describe('what goes to the bot', () => {
  test('is signed as Slack documents it, whatever the letters', async () => {
    await pair.slack.command('U0REP', 'C0TRIAGE', '/refer', 'Åcme & co + 1');
    expect(nth(0).headers['x-slack-signature']).toBe(signatureOf(nth(0)));
    expect(Math.abs(Number(nth(0).headers['x-slack-request-timestamp']) - Date.now() / 1000)).toBeLessThan(2);
    expect(nth(0).headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(nth(0).payload).toMatchObject({
      command: '/refer',
      text: 'Åcme & co + 1',
      team_id: 'T0VENDOR',
      user_id: 'U0REP',
      channel_id: 'C0TRIAGE',
      channel_name: 'triage',
      is_enterprise_install: 'false',
    });
  });

  test('matches the documented example of a signature', async () => {
    // https://docs.slack.dev/authentication/verifying-requests-from-slack
    const { signatureHeaders } = await import('../../../src/playground/slack/sign.js');
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    const headers = signatureHeaders('8f742231b10e8888abcd99yyyzzz85a5', body, new Date(1531420618_000));
    expect(headers['x-slack-signature']).toBe(
      'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    );
  });

  test('a wrong signature, none, and a moved timestamp can be sent on purpose', async () => {
    await pair.slack.deliverRaw('{}', { signature: 'wrong' });
    await pair.slack.deliverRaw('{}', { signature: 'none' });
    await pair.slack.deliverRaw('{}', { timestampOffsetSeconds: -3600 });
    expect(nth(0).headers['x-slack-signature']).not.toBe(signatureOf(nth(0)));
    expect(nth(1).headers['x-slack-signature']).toBeFalsy();
    expect(nth(2).headers['x-slack-signature']).toBe(signatureOf(nth(2)));
    expect(Number(nth(2).headers['x-slack-request-timestamp'])).toBeLessThan(Date.now() / 1000 - 3500);
  });

  test('the handshake of the request URL asks for the challenge', async () => {
    pair.bot.answer(({ payload }) => ({ body: { challenge: payload.challenge } }));
    expect((await pair.slack.verifyUrl('abc')).body).toEqual({ challenge: 'abc' });
    expect(nth(0).payload.type).toBe('url_verification');
  });
});

describe('without an acknowledgement in time', () => {
  test('a command says so to the person alone', async () => {
    pair.bot.answer(() => ({ afterMs: 1_500 }));
    const answer = await pair.slack.command('U0REP', 'C0TRIAGE', '/refer');
    expect(answer.status).toBeUndefined();
    expect(answer.problem).toBe('/refer failed with the error "operation_timeout"');
    expect(pair.slack.ephemerals('U0REP').map(({ text, user }) => [text, user])).toEqual([
      [answer.problem, 'USLACKBOT'],
    ]);
  });

  test('a command that is answered with an error says dispatch_failed', async () => {
    pair.bot.answer(() => ({ status: 500 }));
    expect((await pair.slack.command('U0REP', 'C0TRIAGE', '/refer')).problem).toContain('dispatch_failed');
  });

  test('a press shows the mark Slack shows', async () => {
    const { ts } = await pair.api('chat.postMessage', { channel: 'C0TRIAGE', text: 'x', blocks: card('go') });
    pair.bot.answer(() => ({ afterMs: 1_500 }));
    expect((await pair.slack.press('U0REP', 'C0TRIAGE', ts, 'go')).problem).toContain('within 3 seconds');
    pair.bot.answer(() => ({ status: 404 }));
    expect((await pair.slack.press('U0REP', 'C0TRIAGE', ts, 'go')).problem).toContain('Status Code 404');
  });

  test('an event comes again with retry headers and the same event id, until it is acknowledged', async () => {
    pair.bot.answer(() => (pair.bot.heard.length < 3 ? { status: 500 } : undefined));
    await pair.slack.say('U0REP', 'C0TRIAGE', '<@U0BOT> hello');
    await pair.slack.idle();
    expect(pair.bot.heard.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2']);
    expect(nth(1).headers['x-slack-retry-reason']).toBe('http_error');
    expect(new Set(pair.bot.heard.map(({ payload }) => payload.event_id)).size).toBe(1);
  });

  test('an event that timed out says so in its retry; one that refuses retries does not come again', async () => {
    pair.bot.answer(() => (pair.bot.heard.length === 1 ? { afterMs: 1_500 } : undefined));
    await pair.slack.say('U0REP', 'C0TRIAGE', '<@U0BOT> hello');
    await pair.slack.idle();
    expect(nth(1).headers['x-slack-retry-reason']).toBe('http_timeout');
    pair.bot.answer(() => ({ status: 500, headers: { 'x-slack-no-retry': '1' } }));
    await pair.slack.say('U0REP', 'C0TRIAGE', '<@U0BOT> again');
    await pair.slack.idle();
    expect(pair.bot.heard).toHaveLength(3);
  });

  test('a bot that is not there is a connection failure', async () => {
    await pair.bot.close();
    expect((await pair.slack.command('U0REP', 'C0TRIAGE', '/refer')).problem).toContain('dispatch_failed');
    expect(pair.slack.deliveries.at(-1)?.failure).toBe('connection_failed');
  });
});

describe('redelivery on demand', () => {
  test('of an event: as a retry, or as a duplicate with a new id and no headers', async () => {
    await pair.slack.say('U0REP', 'C0TRIAGE', '<@U0BOT> hello');
    await pair.slack.redeliverLast({ withRetryHeaders: true });
    await pair.slack.redeliverLast({ newEventId: true });
    expect(nth(1).payload).toEqual(nth(0).payload);
    expect(nth(1).headers['x-slack-retry-num']).toBe('1');
    expect(nth(2).payload.event).toEqual(nth(0).payload.event);
    expect(nth(2).payload.event_id).not.toBe(nth(0).payload.event_id);
    expect(nth(2).headers['x-slack-retry-num']).toBeUndefined();
    expect(nth(2).headers['x-slack-signature']).toBe(signatureOf(nth(2)));
  });

  test('of a press and of a command: the same, or with a new trigger', async () => {
    const { ts } = await pair.api('chat.postMessage', { channel: 'C0TRIAGE', text: 'x', blocks: card('go') });
    await pair.slack.press('U0REP', 'C0TRIAGE', ts, 'go');
    await pair.slack.redeliverLast();
    await pair.slack.redeliverLast({ newEventId: true });
    expect(nth(1).body).toBe(nth(0).body);
    expect(nth(2).payload).toEqual({ ...nth(0).payload, trigger_id: nth(2).payload.trigger_id });
    expect(nth(2).payload.trigger_id).not.toBe(nth(0).payload.trigger_id);
    await pair.slack.command('U0REP', 'C0TRIAGE', '/refer', 'x');
    await pair.slack.redeliverLast({ newEventId: true });
    expect(nth(4).payload.text).toBe('x');
    expect(nth(4).payload.trigger_id).not.toBe(nth(3).payload.trigger_id);
  });
});
