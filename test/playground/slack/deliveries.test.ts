import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SECRET, startPair } from './bare-bot.js';
import { card } from './seed.js';

let pair: Awaited<ReturnType<typeof startPair>>;
beforeEach(async () => {
  pair = await startPair({ acknowledgeMs: 150 });
});
afterEach(() => pair.close());

describe('what goes to the bot', () => {
  test('is signed as Slack documents it', async () => {
    await pair.slack.command('U0REP', 'C0TRIAGE', '/refer', 'Åcme & co');
    const { headers, body } = pair.bot.heard[0] as (typeof pair.bot.heard)[number];
    const timestamp = String(headers['x-slack-request-timestamp']);
    const expected = createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
    expect(headers['x-slack-signature']).toBe(`v0=${expected}`);
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(2);
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(pair.bot.heard[0]?.payload.text).toBe('Åcme & co');
  });

  test('a press names the installing workspace and the workspace of the person who pressed', async () => {
    const { ts } = await pair.api('chat.postMessage', {
      channel: 'C0SHARED',
      text: 'card',
      blocks: card('refer'),
    });
    await pair.slack.press('U0PARTNER', 'C0SHARED', ts, 'refer');
    const { payload } = pair.bot.heard[0] as (typeof pair.bot.heard)[number];
    expect(payload).toMatchObject({
      type: 'block_actions',
      team: { id: 'T0VENDOR', domain: 'vendor' },
      user: { id: 'U0PARTNER', username: 'pat.partner', team_id: 'T0PARTNER' },
      container: { type: 'message', message_ts: ts, channel_id: 'C0SHARED', is_ephemeral: false },
      channel: { id: 'C0SHARED', name: 'vendor-partner' },
      message: { ts, user: 'U0BOT', bot_id: 'B0BOT' },
      actions: [{ type: 'button', action_id: 'refer', block_id: 'acts' }],
    });
  });
});
