import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPair } from './bare-bot.js';
import { card } from './seed.js';

let pair: Awaited<ReturnType<typeof startPair>>;
const api: typeof pair.api = (method, args) => pair.api(method, args);

beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

describe('messages', () => {
  test('post, reply in the thread, update, delete', async () => {
    const { ts, message } = await api('chat.postMessage', {
      channel: 'C0TRIAGE',
      text: 'card',
      blocks: card('go'),
      metadata: { event_type: 'referral', event_payload: { id: 'r1' } },
    });
    expect(ts).toMatch(/^\d{10}\.\d{6}$/);
    expect(message).toMatchObject({
      user: 'U0BOT',
      bot_id: 'B0BOT',
      app_id: 'A0APP',
      type: 'message',
      team: 'T0VENDOR',
    });
    const reply = await api('chat.postMessage', { channel: 'C0TRIAGE', text: 'reply', thread_ts: ts });
    await api('chat.postMessage', { channel: 'C0TRIAGE', text: 'reply to reply', thread_ts: reply.ts });
    expect(pair.slack.messages('C0TRIAGE').map(({ text }) => text)).toEqual(['card']);
    expect(pair.slack.replies('C0TRIAGE', ts).map(({ text }) => text)).toEqual(['reply', 'reply to reply']);
    expect((await api('chat.delete', { channel: 'C0TRIAGE', ts: reply.ts })).ok).toBe(true);
    expect(pair.slack.replies('C0TRIAGE', ts)).toHaveLength(1);
  });

  test('an update with blocks shows no "edited"; text alone removes the blocks', async () => {
    const { ts } = await api('chat.postMessage', { channel: 'C0TRIAGE', text: 'card', blocks: card('go') });
    await api('chat.update', { channel: 'C0TRIAGE', ts, text: 'card 2', blocks: card('gone') });
    expect(pair.slack.messages('C0TRIAGE')[0]).toMatchObject({ text: 'card 2', updates: 1 });
    expect(pair.slack.messages('C0TRIAGE')[0]?.edited).toBeUndefined();
    await api('chat.update', { channel: 'C0TRIAGE', ts, text: 'only text' });
    expect(pair.slack.messages('C0TRIAGE')[0]?.blocks).toBeUndefined();
    expect(pair.slack.messages('C0TRIAGE')[0]?.edited).toBeDefined();
  });

  test('blocks without ids get them', async () => {
    const { message } = await api('chat.postMessage', {
      channel: 'C0TRIAGE',
      text: 'x',
      blocks: [{ type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Go' } }] }],
    });
    expect(message.blocks[0].block_id).toBeTruthy();
    expect(message.blocks[0].elements[0].action_id).toBeTruthy();
  });

  test('ts values are unique and rise even within one instant', async () => {
    const frozen = await startPair({ now: () => new Date('2026-11-21T10:00:00Z') });
    const posted: { ts: string }[] = [];
    for (let count = 0; count < 5; count += 1) {
      posted.push(await frozen.api('chat.postMessage', { channel: 'C0TRIAGE', text: 'x' }));
    }
    const stamps = posted.map(({ ts }) => ts);
    expect(new Set(stamps).size).toBe(5);
    expect(stamps).toEqual([...stamps].sort());
    expect(stamps[0]).toMatch(/^1795255200\.0/);
    await frozen.close();
  });

  test.each([
    ['an unknown channel', { channel: 'C0NOPE', text: 'x' }, 'channel_not_found'],
    ['a channel without the bot', { channel: 'C0ELSE', text: 'x' }, 'not_in_channel'],
    ['an archived channel', { channel: 'C0OLD', text: 'x' }, 'is_archived'],
    ['nothing to say', { channel: 'C0TRIAGE' }, 'no_text'],
    [
      'an unknown thread',
      { channel: 'C0TRIAGE', text: 'x', thread_ts: '1700000000.000001' },
      'thread_not_found',
    ],
    ['a thread that is no ts', { channel: 'C0TRIAGE', text: 'x', thread_ts: 'abc' }, 'invalid_thread_ts'],
    ['no channel', { text: 'x' }, 'invalid_arguments'],
    [
      'blocks that are no list',
      { channel: 'C0TRIAGE', text: 'x', blocks: { type: 'section' } },
      'invalid_blocks_format',
    ],
    [
      'metadata without a type',
      { channel: 'C0TRIAGE', text: 'x', metadata: { a: 1 } },
      'invalid_metadata_format',
    ],
  ])('refuses %s', async (_name, args, error) => {
    expect((await api('chat.postMessage', args)).error).toBe(error);
  });

  test('blocks that break a rule are refused with the place, and nothing is stored', async () => {
    const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }];
    expect(await api('chat.postMessage', { channel: 'C0TRIAGE', text: 'x', blocks })).toMatchObject({
      error: 'invalid_blocks',
      errors: ['must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
      response_metadata: {
        messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
      },
    });
    const long = Array.from({ length: 5 }, () => ({
      type: 'section',
      text: { type: 'mrkdwn', text: 'x'.repeat(2900) },
    }));
    expect((await api('chat.postMessage', { channel: 'C0TRIAGE', text: 'x', blocks: long })).error).toBe(
      'msg_blocks_too_long',
    );
    expect(pair.slack.messages('C0TRIAGE')).toEqual([]);
  });

  test('text over 40,000 is cut when posted and refused over 4,000 when updated', async () => {
    const { ts } = await api('chat.postMessage', { channel: 'C0TRIAGE', text: 'x'.repeat(40_001) });
    expect(pair.slack.messages('C0TRIAGE')[0]?.text).toHaveLength(40_000);
    expect((await api('chat.update', { channel: 'C0TRIAGE', ts, text: 'x'.repeat(4_001) })).error).toBe(
      'msg_too_long',
    );
  });

  test("others' messages and unknown ones can not be changed", async () => {
    const { ts } = await pair.slack.say('U0REP', 'C0TRIAGE', 'mine');
    expect((await api('chat.update', { channel: 'C0TRIAGE', ts, text: 'x' })).error).toBe(
      'cant_update_message',
    );
    expect((await api('chat.delete', { channel: 'C0TRIAGE', ts })).error).toBe('cant_delete_message');
    expect((await api('chat.update', { channel: 'C0TRIAGE', ts: '1.000001', text: 'x' })).error).toBe(
      'message_not_found',
    );
  });

  test('in an archived channel nothing is posted or updated; a direct message is updated by its D… id', async () => {
    const { ts } = await api('chat.postMessage', { channel: 'C0TRIAGE', text: 'x' });
    await pair.slack.archive('C0TRIAGE', 'U0REP');
    expect((await api('chat.postMessage', { channel: 'C0TRIAGE', text: 'x' })).error).toBe('is_archived');
    expect((await api('chat.update', { channel: 'C0TRIAGE', ts, text: 'y' })).error).toBe('is_inactive');
    const direct = await api('chat.postMessage', { channel: 'U0REP', text: 'x' });
    expect((await api('chat.update', { channel: 'U0REP', ts: direct.ts, text: 'y' })).error).toBe(
      'channel_not_found',
    );
    expect((await api('chat.update', { channel: direct.channel, ts: direct.ts, text: 'y' })).ok).toBe(true);
  });

  test('metadata stays until an empty object removes it', async () => {
    const metadata = { event_type: 'referral', event_payload: { id: 'r1' } };
    const { ts } = await api('chat.postMessage', { channel: 'C0TRIAGE', text: 'x', metadata });
    await api('chat.update', { channel: 'C0TRIAGE', ts, text: 'y' });
    expect(pair.slack.messages('C0TRIAGE')[0]?.metadata).toEqual(metadata);
    await api('chat.update', { channel: 'C0TRIAGE', ts, text: 'y', metadata: {} });
    expect(pair.slack.messages('C0TRIAGE')[0]?.metadata).toBeUndefined();
  });

  test('an ephemeral message is for one member and no part of the history', async () => {
    const { message_ts } = await api('chat.postEphemeral', {
      channel: 'C0TRIAGE',
      user: 'U0REP',
      text: 'psst',
    });
    expect(pair.slack.ephemerals('U0REP')).toMatchObject([
      { ts: message_ts, channel: 'C0TRIAGE', text: 'psst' },
    ]);
    expect(pair.slack.messages('C0TRIAGE')).toEqual([]);
    expect((await api('chat.update', { channel: 'C0TRIAGE', ts: message_ts, text: 'x' })).error).toBe(
      'message_not_found',
    );
    expect(
      (await api('chat.postEphemeral', { channel: 'C0TRIAGE', user: 'U0PARTNER', text: 'x' })).error,
    ).toBe('user_not_in_channel');
    await pair.slack.act('U0REP', { kind: 'dismiss', channel: 'C0TRIAGE', ts: message_ts });
    expect(pair.slack.ephemerals('U0REP')).toEqual([]);
  });

  test('direct messages: opened once, or posted to the user id', async () => {
    const opened = await api('conversations.open', { users: 'U0REP' });
    const again = await api('conversations.open', { users: 'U0REP' });
    expect(again).toMatchObject({ already_open: true, channel: { id: opened.channel.id } });
    const { channel } = await api('chat.postMessage', { channel: 'U0REP', text: 'hello' });
    expect(channel).toBe(opened.channel.id);
    expect(pair.slack.directChannel('U0REP')?.id).toBe(channel);
  });

  test('permalinks and pins', async () => {
    const { ts } = await api('chat.postMessage', { channel: 'C0TRIAGE', text: 'x' });
    expect((await api('chat.getPermalink', { channel: 'C0TRIAGE', message_ts: ts })).permalink).toContain(
      `/archives/C0TRIAGE/p${ts.replace('.', '')}`,
    );
    expect((await api('pins.add', { channel: 'C0TRIAGE', timestamp: ts })).ok).toBe(true);
    expect((await api('pins.add', { channel: 'C0TRIAGE', timestamp: ts })).error).toBe('already_pinned');
    expect(pair.slack.pins('C0TRIAGE')).toEqual([ts]);
  });

  test('a reaction, with the scope for it', async () => {
    pair.slack.settings.scopes = [...pair.slack.settings.scopes, 'reactions:write'];
    const { ts } = await api('chat.postMessage', { channel: 'C0TRIAGE', text: 'x' });
    expect((await api('reactions.add', { channel: 'C0TRIAGE', timestamp: ts, name: 'eyes' })).ok).toBe(true);
    expect((await api('reactions.add', { channel: 'C0TRIAGE', timestamp: ts, name: 'eyes' })).error).toBe(
      'already_reacted',
    );
  });
});
