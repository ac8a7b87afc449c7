import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/messages/card.js';
import { channelFactsOf } from '../../../src/platforms/slack/channel-facts.js';
import { type SlackSender, slackSender } from '../../../src/platforms/slack/send.js';
import { type FakeSlack, startFakeSlack } from '../../../src/playground/slack/index.js';
import { workspace } from './workspace.js';

let slack: FakeSlack;
let sender: SlackSender;
const card: Card = {
  summary: 'A referral for <!channel> & you',
  elements: [{ kind: 'text', text: ['See ', 'https://example.com <!here> @here ', { bold: 'now' }] }],
};
const channel = { kind: 'channel', channelId: 'C0PARTNER' } as const;

beforeAll(async () => {
  slack = await startFakeSlack({ workspace, signingSecret: 'secret', botToken: 'xoxb-fake' });
});
beforeEach(async () => {
  await slack.reset();
  sender = slackSender({ token: 'xoxb-fake', apiUrl: slack.apiUrl, timeoutMs: 2_000 });
});
afterAll(() => slack.close());

const called = () => slack.requests.map(({ method }) => method);

describe('posting', () => {
  it('posts to a channel and notifies nobody', async () => {
    const posted = await sender.post(channel, card);
    expect(posted).toMatchObject({ platform: 'slack', channelId: 'C0PARTNER' });
    expect(slack.messages('C0PARTNER').at(-1)).toMatchObject({
      ts: posted.messageId,
      text: 'A referral for &lt;!channel&gt; &amp; you',
    });
    expect(slack.notifications()).toEqual([]);
    expect(slack.requests.at(-1)?.args).toMatchObject({ unfurl_links: false, unfurl_media: false });
  });

  it('answers in a thread, edits in place, and pins once', async () => {
    const posted = await sender.post(channel, card);
    await sender.post({ ...channel, threadId: posted.messageId }, card);
    expect(slack.replies('C0PARTNER', posted.messageId)).toHaveLength(1);
    await sender.edit(posted, { ...card, summary: 'Changed' });
    expect(slack.messages('C0PARTNER').at(-1)).toMatchObject({ text: 'Changed', updates: 1 });
    expect([await sender.pin(posted), await sender.pin(posted)]).toEqual([true, true]);
    expect(slack.pins('C0PARTNER')).toEqual([posted.messageId]);
  });

  it('opens a direct conversation anew when the remembered one is gone, and posts once', async () => {
    await sender.post({ kind: 'direct', userId: 'U0REP' }, card);
    const before = called().length;
    slack.faults.add('chat.postMessage', { kind: 'error', error: 'channel_not_found' }, { times: 1 });
    const posted = await sender.post({ kind: 'direct', userId: 'U0REP' }, card);
    expect(called().slice(before)).toEqual(['chat.postMessage', 'conversations.open', 'chat.postMessage']);
    expect(slack.messages(posted.channelId)).toHaveLength(2);
  });

  it('opens a direct conversation once', async () => {
    const first = await sender.post({ kind: 'direct', userId: 'U0REP' }, card);
    await sender.post({ kind: 'direct', userId: 'U0REP' }, card);
    expect(first.channelId).toBe(slack.directChannel('U0REP')?.id);
    expect(called()).toEqual(['conversations.open', 'chat.postMessage', 'chat.postMessage']);
  });

  it('shows a private message to one person', async () => {
    await sender.post(
      { kind: 'private', userId: 'U0PAT', channelId: 'C0PARTNER', threadId: undefined },
      card,
    );
    expect(slack.ephemerals('U0PAT')).toHaveLength(1);
    expect(slack.messages('C0PARTNER')).toEqual([]);
  });

  it('takes an address with and without a slash at its end', async () => {
    const apiUrl = slack.apiUrl.replace(/\/$/, '');
    await slackSender({ token: 'xoxb-fake', apiUrl, timeoutMs: 2_000 }).post(channel, card);
    expect(slack.messages('C0PARTNER')).toHaveLength(1);
  });
});

describe('failing', () => {
  it('never asks twice, whatever Slack answers', async () => {
    slack.faults.add('chat.postMessage', { kind: 'rate_limited', retryAfterSeconds: 9 });
    slack.faults.add('chat.postMessage', { kind: 'lost_reply' });
    slack.faults.add('chat.postMessage', { kind: 'server_error', status: 500 });
    await expect(sender.post(channel, card)).rejects.toMatchObject({
      outcome: 'retryable',
      retryAfterMs: 9_000,
    });
    await expect(sender.post(channel, card)).rejects.toMatchObject({ outcome: 'unknown' });
    await expect(sender.post(channel, card)).rejects.toMatchObject({ outcome: 'unknown' });
    expect(called()).toEqual(['chat.postMessage', 'chat.postMessage', 'chat.postMessage']);
    expect(slack.messages('C0PARTNER')).toHaveLength(1);
  });

  it('is not stopped in one channel by a 429 in another', async () => {
    slack.faults.add(
      'chat.postMessage',
      { kind: 'rate_limited', retryAfterSeconds: 60 },
      { channel: 'C0TRIAGE' },
    );
    await expect(sender.post({ kind: 'channel', channelId: 'C0TRIAGE' }, card)).rejects.toThrow();
    await expect(sender.post(channel, card)).resolves.toBeDefined();
  });

  it('may repeat what was not yet a post, and an edit', async () => {
    slack.faults.add('conversations.open', { kind: 'lost_reply' });
    slack.faults.add('chat.update', { kind: 'lost_reply' });
    await expect(sender.post({ kind: 'direct', userId: 'U0REP' }, card)).rejects.toMatchObject({
      outcome: 'retryable',
    });
    const posted = await sender.post(channel, card);
    await expect(sender.edit(posted, card)).rejects.toMatchObject({ outcome: 'retryable' });
  });

  it('gives up on a channel that is archived or gone', async () => {
    await slack.archive('C0TRIAGE', 'U0REP');
    await expect(sender.post({ kind: 'channel', channelId: 'C0TRIAGE' }, card)).rejects.toMatchObject({
      outcome: 'final',
      code: 'is_archived',
    });
    await expect(sender.post({ kind: 'channel', channelId: 'C0GONE' }, card)).rejects.toMatchObject({
      outcome: 'final',
    });
  });

  it('pins as well as it may', async () => {
    slack.faults.add('pins.add', { kind: 'error', error: 'missing_scope' });
    const posted = await sender.post(channel, card);
    expect(await sender.pin(posted)).toBe(false);
  });

  it('says of a card that cannot be shown that it never will be', async () => {
    const tooMany = {
      summary: 's',
      elements: Array.from({ length: 51 }, () => ({ kind: 'divider' as const })),
    };
    await expect(sender.post(channel, tooMany)).rejects.toMatchObject({
      outcome: 'final',
      code: 'render_error',
    });
    expect(called()).toEqual([]);
  });
});

describe('channel facts', () => {
  it('names the other organisations present, and asks once while they are fresh', async () => {
    expect(await sender.channelFacts('C0PARTNER')).toEqual({
      channel: { platform: 'slack', id: 'C0PARTNER' },
      name: 'acme-partner',
      archived: false,
      botIsMember: true,
      otherTeamIds: ['T0ACME'],
    });
    await slack.share('C0PARTNER', 'T0OTHER');
    expect((await sender.channelFacts('C0PARTNER')).otherTeamIds).toEqual(['T0ACME']);
    sender.forgetChannel('C0PARTNER');
    expect((await sender.channelFacts('C0PARTNER')).otherTeamIds).toEqual(['T0ACME', 'T0OTHER']);
    expect(called()).toEqual(['conversations.info', 'conversations.info']);
  });

  it('counts a host’s own list of workspaces as ours only when we are on it', () => {
    const shared_team_ids = ['T0HOME', 'T0HOST'];
    const others = (internal_team_ids: string[]) =>
      channelFactsOf('C1', { shared_team_ids, internal_team_ids }, 'T0HOME').otherTeamIds;
    expect(others(['T0HOST'])).toEqual(['T0HOST']);
    expect(others(['T0HOME'])).toEqual(['T0HOST']);
    expect(others(['T0HOME', 'T0HOST'])).toEqual([]);
  });

  it('does not count who is merely invited', () => {
    const facts = channelFactsOf('C1', { shared_team_ids: ['T0HOME'], context_team_id: 'T0HOME' }, undefined);
    expect(facts.otherTeamIds).toEqual([]);
  });
});
