import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Heard, startPair } from './bare-bot.js';

let pair: Awaited<ReturnType<typeof startPair>>;
const last = () => pair.bot.heard.at(-1) as Heard;

beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

describe('channels', () => {
  test('conversations.info tells who shares it', async () => {
    const { channel } = await pair.api('conversations.info', {
      channel: 'C0SHARED',
      include_num_members: true,
    });
    expect(channel).toMatchObject({
      is_ext_shared: true,
      is_shared: true,
      context_team_id: 'T0VENDOR',
      shared_team_ids: ['T0VENDOR', 'T0PARTNER'],
      connected_team_ids: ['T0PARTNER'],
      internal_team_ids: ['T0VENDOR'],
      num_members: 4,
      is_member: true,
      is_archived: false,
      creator: 'U0REP',
    });
    expect((await pair.api('conversations.members', { channel: 'C0SHARED' })).members).toContain('U0PARTNER');
  });

  test('the bot hears of sharing, its end, archiving, renaming and new ids', async () => {
    await pair.slack.share('C0SHARED', 'T0OTHER', ['U0STRANGER']);
    expect(last().payload.event).toMatchObject({
      type: 'channel_shared',
      connected_team_id: 'T0OTHER',
      channel: 'C0SHARED',
    });
    expect((await pair.api('conversations.members', { channel: 'C0SHARED' })).members).toContain(
      'U0STRANGER',
    );
    await pair.slack.unshare('C0SHARED', 'T0OTHER');
    expect(last().payload.event).toMatchObject({
      type: 'channel_unshared',
      previously_connected_team_id: 'T0OTHER',
      is_ext_shared: true,
    });
    expect((await pair.api('conversations.members', { channel: 'C0SHARED' })).members).not.toContain(
      'U0STRANGER',
    );
    await pair.slack.rename('C0SHARED', 'renamed');
    expect(last().payload.event).toMatchObject({
      type: 'channel_rename',
      channel: { id: 'C0SHARED', name: 'renamed' },
    });
    const { ts } = await pair.api('chat.postMessage', { channel: 'C0SHARED', text: 'before' });
    await pair.slack.changeChannelId('C0SHARED', 'C0NEW');
    expect(last().payload.event).toMatchObject({
      type: 'channel_id_changed',
      old_channel_id: 'C0SHARED',
      new_channel_id: 'C0NEW',
    });
    expect((await pair.api('chat.update', { channel: 'C0SHARED', ts, text: 'x' })).error).toBe(
      'channel_not_found',
    );
    expect((await pair.api('chat.update', { channel: 'C0NEW', ts, text: 'after' })).ok).toBe(true);
    await pair.slack.archive('C0NEW', 'U0REP');
    expect(last().payload.event).toMatchObject({ type: 'channel_archive', channel: 'C0NEW', user: 'U0REP' });
    expect((await pair.api('chat.postMessage', { channel: 'C0NEW', text: 'x' })).error).toBe('is_archived');
  });

  test('an archived channel can come back', async () => {
    await pair.slack.archive('C0TRIAGE', 'U0REP');
    await pair.slack.unarchive('C0TRIAGE', 'U0REP');
    expect(last().payload.event).toMatchObject({
      type: 'channel_unarchive',
      channel: 'C0TRIAGE',
      user: 'U0REP',
    });
    expect((await pair.api('chat.postMessage', { channel: 'C0TRIAGE', text: 'x' })).ok).toBe(true);
  });

  test('an invited bot hears who invited it, and leaves with channel_left', async () => {
    expect((await pair.api('chat.postMessage', { channel: 'C0ELSE', text: 'x' })).error).toBe(
      'not_in_channel',
    );
    await pair.slack.inviteBot('C0ELSE', 'U0REP');
    expect(last().payload.event).toMatchObject({
      type: 'member_joined_channel',
      user: 'U0BOT',
      inviter: 'U0REP',
      channel: 'C0ELSE',
      team: 'T0VENDOR',
    });
    expect((await pair.api('chat.postMessage', { channel: 'C0ELSE', text: 'x' })).ok).toBe(true);
    await pair.slack.addMember('C0ELSE', 'U0ADMIN', 'U0REP');
    expect(last().payload.event).toMatchObject({ type: 'member_joined_channel', user: 'U0ADMIN' });
    await pair.slack.removeBot('C0ELSE', 'U0REP');
    expect(last().payload.event).toMatchObject({
      type: 'channel_left',
      channel: 'C0ELSE',
      actor_id: 'U0REP',
    });
  });

  test('a private channel the bot is not in does not exist for it; in it, its events are group events', async () => {
    expect((await pair.api('conversations.info', { channel: 'C0SECRET' })).error).toBe('channel_not_found');
    expect((await pair.api('chat.postMessage', { channel: 'C0SECRET', text: 'x' })).error).toBe(
      'channel_not_found',
    );
    await pair.slack.inviteBot('C0SECRET', 'U0REP');
    expect(last().payload.event.channel_type).toBe('G');
    await pair.slack.archive('C0SECRET', 'U0REP');
    expect(last().payload.event.type).toBe('group_archive');
  });

  test('the bot hears only of events it subscribes to and has the scope for', async () => {
    pair.slack.settings.subscribedEvents = ['app_mention', 'channel_shared'];
    await pair.slack.rename('C0SHARED', 'unheard');
    expect(pair.bot.heard).toHaveLength(0);
    await pair.slack.share('C0SHARED', 'T0OTHER');
    expect(pair.bot.heard).toHaveLength(1);
    pair.slack.settings.scopes = ['chat:write'];
    expect((await pair.slack.say('U0REP', 'C0SHARED', '<@U0BOT> hello')).status).toBeUndefined();
    expect(pair.bot.heard).toHaveLength(1);
  });

  test('a mention where the bot is not reaches nobody', async () => {
    const { problem } = await pair.slack.say('U0REP', 'C0ELSE', '<@U0BOT> hello');
    expect(problem).toContain('not in this channel');
    expect(pair.bot.heard).toHaveLength(0);
  });

  test('after an uninstall the token is dead and the bot was told', async () => {
    await pair.slack.uninstall();
    expect(pair.bot.heard.map(({ payload }) => payload.event.type)).toEqual([
      'tokens_revoked',
      'app_uninstalled',
    ]);
    expect((await pair.api('auth.test')).error).toBe('account_inactive');
  });
});
