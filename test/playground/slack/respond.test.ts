import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Heard, startPair } from './bare-bot.js';
import { card } from './seed.js';

let pair: Awaited<ReturnType<typeof startPair>>;
let clock: Date;
const last = () => pair.bot.heard.at(-1) as Heard;

beforeEach(async () => {
  clock = new Date('2026-11-21T10:00:00Z');
  pair = await startPair({ now: () => clock });
});
afterEach(() => pair.close());

const post = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function commandUrl(): Promise<string> {
  await pair.slack.command('U0REP', 'C0TRIAGE', '/refer');
  return last().payload.response_url;
}

describe('a response_url', () => {
  test('works five times', async () => {
    const url = await commandUrl();
    const statuses: number[] = [];
    for (let count = 0; count < 6; count += 1) statuses.push((await post(url, { text: `${count}` })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    expect(await (await post(url, { text: 'x' })).json()).toMatchObject({ error: 'used_url' });
    expect(pair.slack.ephemerals('U0REP').map(({ text }) => text)).toEqual(['0', '1', '2', '3', '4']);
  });

  test('works for thirty minutes', async () => {
    const url = await commandUrl();
    clock = new Date(clock.getTime() + 30 * 60_000 + 1);
    expect(await (await post(url, { text: 'x' })).json()).toMatchObject({ error: 'expired_url' });
  });

  test('may speak to the whole channel', async () => {
    await post(await commandUrl(), { text: 'to all', response_type: 'in_channel' });
    expect(pair.slack.messages('C0TRIAGE').map(({ text }) => text)).toEqual(['to all']);
  });

  test('of a press: replaces or deletes the message, or answers that person alone', async () => {
    const { ts } = await pair.api('chat.postMessage', {
      channel: 'C0SHARED',
      text: 'card',
      blocks: card('go'),
    });
    await pair.slack.press('U0PARTNER', 'C0SHARED', ts, 'go');
    const url = last().payload.response_url;
    await post(url, { text: 'for you' });
    expect(pair.slack.ephemerals('U0PARTNER').map(({ text }) => text)).toEqual(['for you']);
    await post(url, { text: 'replaced', replace_original: true });
    expect(pair.slack.messages('C0SHARED').map(({ text }) => text)).toEqual(['replaced']);
    await post(url, { delete_original: true });
    expect(pair.slack.messages('C0SHARED')).toEqual([]);
  });

  test('of a press on an ephemeral message: the payload has no message, and it is replaced for that person', async () => {
    const { message_ts } = await pair.api('chat.postEphemeral', {
      channel: 'C0TRIAGE',
      user: 'U0REP',
      text: 'psst',
      blocks: card('go'),
    });
    await pair.slack.press('U0REP', 'C0TRIAGE', message_ts, 'go');
    expect(last().payload).toMatchObject({ container: { is_ephemeral: true, message_ts } });
    expect(last().payload.message).toBeUndefined();
    await post(last().payload.response_url, { text: 'done', replace_original: true });
    expect(pair.slack.ephemerals('U0REP').map(({ text }) => text)).toEqual(['done']);
    await post(last().payload.response_url, { delete_original: true });
    expect(pair.slack.ephemerals('U0REP')).toEqual([]);
  });

  test('checks blocks like any message', async () => {
    const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }];
    expect((await post(await commandUrl(), { text: 'x', blocks })).status).toBe(404);
    expect(pair.slack.ephemerals('U0REP')).toEqual([]);
  });
});

describe('the body of an acknowledgement', () => {
  test('of a command is shown: text, blocks, to one or to all', async () => {
    pair.bot.answer(() => ({ body: 'plain words' }));
    await pair.slack.command('U0REP', 'C0TRIAGE', '/refer');
    pair.bot.answer(() => ({ body: { response_type: 'in_channel', text: 'to all', blocks: card('go') } }));
    await pair.slack.command('U0REP', 'C0TRIAGE', '/refer');
    expect(pair.slack.ephemerals('U0REP').map(({ text }) => text)).toEqual(['plain words']);
    expect(pair.slack.messages('C0TRIAGE')).toMatchObject([{ text: 'to all', blocks: [{}, {}] }]);
  });
});
