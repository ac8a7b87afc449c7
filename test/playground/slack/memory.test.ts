import { describe, expect, test } from 'vitest';
import { type Memory, startFakeSlack } from '../../../src/playground/slack/index.js';
import { apiOf, SECRET, startPair, TOKEN } from './bare-bot.js';
import { card, input, modal, SEED } from './seed.js';

/** Keeps the snapshot as JSON, as a database would. */
function jsonMemory(): Memory & { saved: number; text?: string } {
  return {
    saved: 0,
    async load() {
      return this.text === undefined ? null : JSON.parse(this.text);
    },
    async save(snapshot) {
      this.saved += 1;
      this.text = JSON.stringify(snapshot);
    },
  };
}

describe('a restart', () => {
  test('keeps messages, threads, pins, open modals with their text, response_urls and the order of ts', async () => {
    const memory = jsonMemory();
    const first = await startPair({ memory });
    const { ts } = await first.api('chat.postMessage', {
      channel: 'C0SHARED',
      text: 'card',
      blocks: card('go'),
    });
    await first.api('chat.postMessage', { channel: 'C0SHARED', text: 'reply', thread_ts: ts });
    await first.api('pins.add', { channel: 'C0SHARED', timestamp: ts });
    await first.api('chat.postEphemeral', { channel: 'C0SHARED', user: 'U0REP', text: 'psst' });
    await first.slack.press('U0REP', 'C0SHARED', ts, 'go');
    const { trigger_id } = first.bot.heard[0]?.payload ?? {};
    await first.api('views.open', {
      trigger_id,
      view: modal([input('company', { type: 'plain_text_input' })]),
    });
    first.bot.answer(() => ({ status: 500 }));
    await first.slack.submit('U0REP', { company: 'ACME' });
    await first.close();

    const second = await startPair({ memory });
    expect(second.slack.messages('C0SHARED').map(({ text }) => text)).toEqual(['card']);
    expect(second.slack.replies('C0SHARED', ts).map(({ text }) => text)).toEqual(['reply']);
    expect(second.slack.pins('C0SHARED')).toEqual([ts]);
    expect(second.slack.ephemerals('U0REP').map(({ text }) => text)).toEqual(['psst']);
    expect(second.slack.modal('U0REP')?.view).toMatchObject({
      state: { values: { company: { value: { value: 'ACME' } } } },
    });
    const later = await second.api('chat.postMessage', { channel: 'C0SHARED', text: 'later' });
    expect(Number(later.ts)).toBeGreaterThan(Number(ts));
    await second.slack.submit('U0REP');
    expect(second.slack.modal('U0REP')).toBeUndefined();
    await second.close();
  });

  test('is prepared soon after a change, not only on close', async () => {
    const memory = jsonMemory();
    const pair = await startPair({ memory });
    await pair.api('chat.postMessage', { channel: 'C0SHARED', text: 'kept' });
    await expect.poll(() => memory.text ?? '').toContain('kept');
    await pair.close();
  });

  test('after a reset everything is as seeded', async () => {
    const memory = jsonMemory();
    const pair = await startPair({ memory });
    await pair.api('chat.postMessage', { channel: 'C0SHARED', text: 'gone' });
    await pair.slack.archive('C0TRIAGE', 'U0REP');
    await pair.slack.reset();
    expect(pair.slack.messages('C0SHARED')).toEqual([]);
    expect(pair.slack.channel('C0TRIAGE')?.isArchived).toBe(false);
    expect(pair.slack.traffic(0)).toEqual([]);
    expect(memory.text).not.toContain('gone');
    await pair.close();
  });

  test('triggers and response_urls that have long expired are not kept', async () => {
    const memory = jsonMemory();
    let clock = new Date('2026-11-21T10:00:00Z');
    const pair = await startPair({ memory, now: () => clock });
    await pair.slack.command('U0REP', 'C0TRIAGE', '/refer');
    const { response_url, trigger_id } = pair.bot.heard[0]?.payload ?? {};
    clock = new Date('2026-11-21T12:00:00Z');
    await pair.slack.say('U0REP', 'C0TRIAGE', 'later');
    await pair.close();
    expect(memory.text).toContain('later');
    expect(memory.text).not.toContain(new URL(response_url).pathname);
    expect(memory.text).not.toContain(trigger_id);
  });

  test('people and commands are those of the seed it starts with, not those of the snapshot', async () => {
    const memory = jsonMemory();
    const first = await startPair({ memory });
    await first.api('chat.postMessage', { channel: 'C0SHARED', text: 'kept' });
    await first.close();
    const commands = [...SEED.commands, { command: '/new', hint: '' }];
    const second = await startPair({ memory, workspace: { ...SEED, commands } });
    expect(second.slack.pageState('U0REP').commands).toEqual(commands);
    expect(second.slack.messages('C0SHARED')).toHaveLength(1);
    await second.close();
  });

  test('a snapshot it does not understand is as none', async () => {
    const memory: Memory = { load: async () => ({ version: 99 }), save: async () => {} };
    const slack = await startFakeSlack({ workspace: SEED, signingSecret: SECRET, botToken: TOKEN, memory });
    expect((await apiOf(slack)('auth.test')).ok).toBe(true);
    await slack.close();
  });
});
