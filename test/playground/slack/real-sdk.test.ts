import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, type BlockAction, LogLevel, type MessageShortcut, type types } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FakeSlack, startFakeSlack } from '../../../src/playground/slack/index.js';
import { SECRET, TOKEN } from './bare-bot.js';
import { card, input, modal, SEED } from './seed.js';

/** Slack's own framework and client must not notice that this is not Slack. */
let slack: FakeSlack;
let app: App;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

beforeEach(async () => {
  slack = await startFakeSlack({ workspace: SEED, signingSecret: SECRET, botToken: TOKEN });
  app = new App({
    token: TOKEN,
    signingSecret: SECRET,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    logLevel: LogLevel.ERROR,
  });
  const port = await freePort();
  slack.setBotUrl(`http://127.0.0.1:${port}/slack/events`);
  await app.start(port);
});
afterEach(async () => {
  await app.stop();
  await slack.close();
});

describe('with Bolt', () => {
  test('button, modal, errors, submission, message: a whole round of an external person', async () => {
    app.action('refer', async ({ ack, body, client }) => {
      await ack();
      const { trigger_id } = body as BlockAction;
      const view = modal([input('company', { type: 'plain_text_input' })]) as Parameters<
        typeof client.views.open
      >[0]['view'];
      await client.views.open({ trigger_id, view });
    });
    app.view('form', async ({ ack, view, client, context }) => {
      const company = view.state.values.company?.value?.value;
      if (company === 'bad') {
        await ack({ response_action: 'errors', errors: { company: 'Not this one' } });
        return;
      }
      await ack();
      await client.chat.postMessage({ channel: 'C0SHARED', text: `${company} for ${context.teamId}` });
    });
    const { ts } = await app.client.chat.postMessage({
      channel: 'C0SHARED',
      text: 'card',
      blocks: card('refer') as types.KnownBlock[],
    });
    await slack.press('U0PARTNER', 'C0SHARED', String(ts), 'refer');
    await expect.poll(() => slack.modal('U0PARTNER')?.viewId).toBeDefined();
    await slack.submit('U0PARTNER', { company: 'bad' });
    expect(slack.modal('U0PARTNER')?.errors).toEqual({ company: 'Not this one' });
    expect((await slack.submit('U0PARTNER', { company: 'ACME' })).status).toBe(200);
    await expect.poll(() => slack.messages('C0SHARED').at(-1)?.text).toBe('ACME for T0VENDOR');
  });

  test('commands, respond(), mentions and message shortcuts', async () => {
    app.command('/refer', async ({ ack, respond, command }) => {
      await ack('one moment');
      await respond({ text: `you said ${command.text}` });
    });
    app.event('app_mention', async ({ event, say }) => {
      await say({ text: `hello <@${event.user}>`, thread_ts: event.ts });
    });
    app.shortcut('refer_from_message', async ({ ack, respond, shortcut }) => {
      await ack();
      await respond({ text: (shortcut as MessageShortcut).message.text ?? '' });
    });
    expect((await slack.command('U0REP', 'C0TRIAGE', '/refer', 'ACME')).status).toBe(200);
    await expect
      .poll(() => slack.ephemerals('U0REP').map(({ text }) => text))
      .toEqual(['one moment', 'you said ACME']);
    const { ts } = await slack.say('U0PARTNER', 'C0SHARED', '<@U0BOT> help');
    await expect
      .poll(() => slack.replies('C0SHARED', ts).map(({ text }) => text))
      .toEqual(['hello <@U0PARTNER>']);
    expect(slack.notifications('C0SHARED')).toMatchObject([{ notified: ['U0PARTNER'] }]);
    await slack.messageShortcut('U0REP', 'C0SHARED', ts, 'refer_from_message');
    await expect.poll(() => slack.ephemerals('U0REP').at(-1)?.text).toBe('<@U0BOT> help');
  });

  test('a wrong signature and a stale timestamp are refused with 401, the handshake is answered', async () => {
    const body = JSON.stringify({ type: 'event_callback', event: { type: 'app_mention' } });
    expect((await slack.deliverRaw(body, { signature: 'wrong' })).status).toBe(401);
    expect((await slack.deliverRaw(body, { timestampOffsetSeconds: -400 })).status).toBe(401);
    expect((await slack.verifyUrl('abc')).body).toMatchObject({ challenge: 'abc' });
  });
});

describe('with the WebClient', () => {
  test('refusals, rate limits and missing scopes arrive as its own errors', async () => {
    await expect(app.client.chat.postMessage({ channel: 'C0NOPE', text: 'x' })).rejects.toMatchObject({
      code: 'slack_webapi_platform_error',
      data: { error: 'channel_not_found' },
    });
    slack.faults.add('chat.postMessage', { kind: 'rate_limited', retryAfterSeconds: 3 });
    await expect(app.client.chat.postMessage({ channel: 'C0TRIAGE', text: 'x' })).rejects.toMatchObject({
      code: 'slack_webapi_rate_limited_error',
      retryAfter: 3,
    });
    slack.faults.add('chat.postMessage', { kind: 'lost_reply' });
    await expect(app.client.chat.postMessage({ channel: 'C0TRIAGE', text: 'x' })).rejects.toMatchObject({
      code: 'slack_webapi_request_error',
    });
    await expect(
      app.client.reactions.add({ channel: 'C0TRIAGE', timestamp: '1.0', name: 'eyes' }),
    ).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'reactions:write' },
    });
  });

  test('it pages through members and reads scopes', async () => {
    const all: string[] = [];
    for await (const page of app.client.paginate('conversations.members', {
      channel: 'C0SHARED',
      limit: 2,
    })) {
      all.push(...((page as { members?: string[] }).members ?? []));
    }
    expect(all.sort()).toEqual(['U0BOT', 'U0GUEST', 'U0PARTNER', 'U0REP']);
    const answer = await app.client.auth.test();
    expect(answer.response_metadata?.scopes).toContain('chat:write');
  });
});
