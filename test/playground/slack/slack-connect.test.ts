import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Heard, startPair } from './bare-bot.js';
import { card, input, modal } from './seed.js';

let pair: Awaited<ReturnType<typeof startPair>>;
const last = () => pair.bot.heard.at(-1) as Heard;

beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

async function openForm(user: string) {
  const { ts } = await pair.api('chat.postMessage', {
    channel: 'C0SHARED',
    text: 'card',
    blocks: card('refer'),
  });
  await pair.slack.press(user, 'C0SHARED', ts, 'refer');
  const view = modal([input('company', { type: 'plain_text_input' })], { notify_on_close: true });
  return pair.api('views.open', { trigger_id: last().payload.trigger_id, view });
}

describe('a person of another workspace', () => {
  test('presses: team is the installing workspace, user.team_id theirs', async () => {
    const { ts } = await pair.api('chat.postMessage', {
      channel: 'C0SHARED',
      text: 'card',
      blocks: card('refer'),
    });
    await pair.slack.press('U0PARTNER', 'C0SHARED', ts, 'refer');
    expect(last().payload).toMatchObject({
      type: 'block_actions',
      team: { id: 'T0VENDOR', domain: 'vendor' },
      user: { id: 'U0PARTNER', username: 'pat.partner', team_id: 'T0PARTNER' },
      container: { type: 'message', message_ts: ts, channel_id: 'C0SHARED', is_ephemeral: false },
      channel: { id: 'C0SHARED', name: 'vendor-partner' },
      message: { ts, user: 'U0BOT', bot_id: 'B0BOT' },
      actions: [{ type: 'button', action_id: 'refer', block_id: 'acts' }],
    });
  });

  test('submits: team is theirs, view.app_installed_team_id the installing workspace', async () => {
    const { view } = await openForm('U0PARTNER');
    expect(view).toMatchObject({ team_id: 'T0PARTNER', app_installed_team_id: 'T0VENDOR' });
    await pair.slack.submit('U0PARTNER', { company: 'ACME' });
    expect(last().payload).toMatchObject({
      type: 'view_submission',
      team: { id: 'T0PARTNER', domain: 'partner' },
      user: { id: 'U0PARTNER', team_id: 'T0PARTNER' },
      view: {
        id: view.id,
        team_id: 'T0PARTNER',
        app_installed_team_id: 'T0VENDOR',
        state: { values: { company: { value: { type: 'plain_text_input', value: 'ACME' } } } },
      },
      response_urls: [],
      is_enterprise_install: false,
    });
  });

  test('closes: the same team as in a submission', async () => {
    await openForm('U0PARTNER');
    await pair.slack.closeModal('U0PARTNER');
    expect(last().payload).toMatchObject({
      type: 'view_closed',
      team: { id: 'T0PARTNER' },
      is_cleared: false,
    });
    expect(pair.slack.modal('U0PARTNER')).toBeUndefined();
  });

  test('mentions the bot: the authorization is ours, event.user_team theirs', async () => {
    await pair.slack.say('U0PARTNER', 'C0SHARED', '<@U0BOT> refer');
    expect(last().payload).toMatchObject({
      type: 'event_callback',
      authorizations: [{ team_id: 'T0VENDOR', user_id: 'U0BOT', is_bot: true }],
      team_id: 'T0PARTNER',
      context_team_id: 'T0VENDOR',
      is_ext_shared_channel: true,
      event: {
        type: 'app_mention',
        user: 'U0PARTNER',
        team: 'T0PARTNER',
        user_team: 'T0PARTNER',
        channel: 'C0SHARED',
      },
    });
  });

  test('has no commands, no message shortcuts and no App Home, and the bot hears nothing of the attempt', async () => {
    const { ts } = await pair.slack.say('U0REP', 'C0SHARED', 'a message');
    expect((await pair.slack.command('U0PARTNER', 'C0SHARED', '/refer')).problem).toBe(
      '/refer is not a valid command.',
    );
    expect(
      (await pair.slack.messageShortcut('U0PARTNER', 'C0SHARED', ts, 'refer_from_message')).problem,
    ).toBeTruthy();
    expect((await pair.slack.openHome('U0PARTNER')).problem).toBeTruthy();
    expect(pair.bot.heard).toHaveLength(0);
    const state = pair.slack.pageState('U0PARTNER');
    expect([state.commands, state.messageShortcuts]).toEqual([[], []]);
  });

  test('is shown by users.info without e-mail; is_stranger only without a shared channel', async () => {
    const { user } = await pair.api('users.info', { user: 'U0PARTNER' });
    expect(user).toMatchObject({ team_id: 'T0PARTNER', is_stranger: false, is_restricted: false });
    expect(user.profile.email).toBeUndefined();
    expect(user.is_admin).toBeUndefined();
    expect((await pair.api('users.info', { user: 'U0STRANGER' })).user.is_stranger).toBe(true);
  });

  test('may be out of reach for direct messages', async () => {
    expect((await pair.api('conversations.open', { users: 'U0PARTNER' })).ok).toBe(true);
    pair.slack.settings.directMessagesToExternals = 'refused';
    expect((await pair.api('conversations.open', { users: 'U0PARTNER' })).error).toBe('user_not_visible');
    expect((await pair.api('chat.postMessage', { channel: 'U0PARTNER', text: 'x' })).error).toBe(
      'channel_not_found',
    );
    expect((await pair.api('conversations.open', { users: 'U0REP' })).ok).toBe(true);
  });

  test('with whom no channel is shared is out of reach too', async () => {
    expect((await pair.api('conversations.open', { users: 'U0STRANGER' })).error).toBe('user_not_visible');
    expect((await pair.api('chat.postMessage', { channel: 'U0STRANGER', text: 'x' })).error).toBe(
      'channel_not_found',
    );
  });
});

describe('a guest', () => {
  test('carries our team id; only users.info tells', async () => {
    await pair.slack.say('U0GUEST', 'C0SHARED', '<@U0BOT> refer');
    expect(last().payload.event).toMatchObject({ user: 'U0GUEST', team: 'T0VENDOR' });
    expect(last().payload.event.user_team).toBeUndefined();
    const { user } = await pair.api('users.info', { user: 'U0GUEST' });
    expect(user).toMatchObject({ team_id: 'T0VENDOR', is_restricted: true, is_ultra_restricted: true });
  });

  test('can use commands and message shortcuts', async () => {
    const { ts } = await pair.slack.say('U0REP', 'C0SHARED', 'We know ACME');
    expect((await pair.slack.command('U0GUEST', 'C0SHARED', '/refer')).status).toBe(200);
    await pair.slack.messageShortcut('U0GUEST', 'C0SHARED', ts, 'refer_from_message');
    expect(last().payload).toMatchObject({
      type: 'message_action',
      callback_id: 'refer_from_message',
      message_ts: ts,
      message: { text: 'We know ACME', user: 'U0REP', ts },
      team: { id: 'T0VENDOR' },
    });
  });
});

describe('a member', () => {
  test('is shown with e-mail, zone and admin flag', async () => {
    const { user } = await pair.api('users.info', { user: 'U0REP' });
    expect(user).toMatchObject({
      team_id: 'T0VENDOR',
      tz: 'Europe/Berlin',
      is_admin: false,
      is_restricted: false,
    });
    expect(user.profile.email).toBe('rita.rep@vendor.example');
    expect([3600, 7200]).toContain(user.tz_offset);
    expect((await pair.api('users.info', { user: 'U0ADMIN' })).user.is_admin).toBe(true);
    expect((await pair.api('users.lookupByEmail', { email: 'RITA.rep@vendor.example' })).user.id).toBe(
      'U0REP',
    );
    expect((await pair.api('users.lookupByEmail', { email: 'pat.partner@partner.example' })).error).toBe(
      'users_not_found',
    );
  });

  test('opens the App Home', async () => {
    await pair.slack.openHome('U0REP');
    expect(last().payload.event).toMatchObject({ type: 'app_home_opened', user: 'U0REP', tab: 'home' });
    expect(last().payload.event.channel).toMatch(/^D/);
  });
});
