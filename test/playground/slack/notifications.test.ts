import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { richText } from '../../../src/playground/slack/block-kit/rich-text.js';
import { startPair } from './bare-bot.js';

let pair: Awaited<ReturnType<typeof startPair>>;
beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

const section = (text: string, more: Record<string, unknown> = {}) => [
  { type: 'section', text: { type: 'mrkdwn', text, ...more } },
];

describe('whom a message would notify', () => {
  test.each([
    ['everybody in the channel', 'Look <!channel>', ['U0REP', 'U0GUEST', 'U0PARTNER']],
    ['everybody who is there', 'Look <!here|here>', ['U0REP', 'U0GUEST', 'U0PARTNER']],
    ['a person in the channel', 'Thanks <@U0PARTNER>', ['U0PARTNER']],
    ['nobody: the person is not in the channel', 'Thanks <@U0ADMIN>', []],
  ])('%s', async (_name, text, notified) => {
    await pair.api('chat.postMessage', { channel: 'C0SHARED', text: 'fallback', blocks: section(text) });
    expect(pair.slack.notifications('C0SHARED')).toMatchObject([{ notified }]);
  });

  test.each([
    ['escaped mentions', 'Look &lt;!channel&gt; and &lt;@U0PARTNER&gt;', {}],
    ['a bare @here that Slack is told not to parse', 'Look @here', { verbatim: true }],
    ['an address', 'Write to ann@here.example or info@channel', {}],
  ])('nobody by %s', async (_name, text, more) => {
    await pair.api('chat.postMessage', { channel: 'C0SHARED', text, blocks: section(text, more) });
    expect(pair.slack.notifications()).toEqual([]);
  });

  test('nobody by the text of a message posted with mrkdwn off', async () => {
    await pair.api('chat.postMessage', { channel: 'C0SHARED', text: '<!channel>', mrkdwn: false });
    expect(pair.slack.notifications()).toEqual([]);
  });

  test('a bare @here in mrkdwn is parsed unless verbatim says otherwise', async () => {
    await pair.api('chat.postMessage', { channel: 'C0SHARED', text: 'x', blocks: section('Look @here') });
    expect(pair.slack.notifications()).toMatchObject([{ mentions: ['here'] }]);
  });

  test('nobody by plain text, somebody by the fallback text and by an update', async () => {
    const blocks = [{ type: 'header', text: { type: 'plain_text', text: '<!channel> @here' } }];
    const { ts } = await pair.api('chat.postMessage', { channel: 'C0SHARED', text: 'x', blocks });
    expect(pair.slack.notifications()).toEqual([]);
    await pair.api('chat.update', { channel: 'C0SHARED', ts, text: '<!channel>', blocks });
    expect(pair.slack.notifications()).toMatchObject([{ ts, mentions: ['channel'], byUpdate: true }]);
  });
});

describe('what a person types as rich text', () => {
  test('mentions, channels, broadcasts and links are elements; the rest is text', () => {
    const { elements } = richText('Hi <@U0BOT> in <#C0X|x> <!here> see <https://a.example|a> end', 'b1') as {
      elements: { elements: unknown[] }[];
    };
    expect(elements[0]?.elements).toEqual([
      { type: 'text', text: 'Hi ' },
      { type: 'user', user_id: 'U0BOT' },
      { type: 'text', text: ' in ' },
      { type: 'channel', channel_id: 'C0X' },
      { type: 'text', text: ' ' },
      { type: 'broadcast', range: 'here' },
      { type: 'text', text: ' see ' },
      { type: 'link', url: 'https://a.example' },
      { type: 'text', text: ' end' },
    ]);
  });
});
