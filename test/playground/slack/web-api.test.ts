import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { apiOf, startPair } from './bare-bot.js';
import { card } from './seed.js';

let pair: Awaited<ReturnType<typeof startPair>>;
const api: typeof pair.api = (method, args) => pair.api(method, args);

beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

describe('access', () => {
  test('a wrong token, none, and an unknown method', async () => {
    expect((await apiOf(pair.slack, 'xoxb-wrong')('auth.test')).error).toBe('invalid_auth');
    const anonymous = await fetch(`${pair.slack.apiUrl}auth.test`, { method: 'POST' });
    expect(await anonymous.json()).toEqual({ ok: false, error: 'not_authed' });
    expect((await api('chat.shout')).error).toBe('unknown_method');
    expect((await api('conversations.history', { channel: 'C0TRIAGE' })).error).toBe('unknown_method');
  });

  test('the token may come in the body, the arguments as JSON', async () => {
    const form = new URLSearchParams({ token: 'xoxb-playground' });
    const inBody = await fetch(`${pair.slack.apiUrl}auth.test`, { method: 'POST', body: form });
    expect(await inBody.json()).toMatchObject({
      ok: true,
      team_id: 'T0VENDOR',
      user_id: 'U0BOT',
      bot_id: 'B0BOT',
    });
    const asJson = await fetch(`${pair.slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-playground', 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ channel: 'C0TRIAGE', text: 'x', blocks: card('go') }),
    });
    expect(await asJson.json()).toMatchObject({
      ok: true,
      message: { blocks: [{ type: 'section' }, { type: 'actions' }] },
    });
  });

  test('a missing scope says what is needed and what is there', async () => {
    expect(await api('reactions.add', { channel: 'C0TRIAGE', timestamp: '1.0', name: 'eyes' })).toMatchObject(
      {
        error: 'missing_scope',
        needed: 'reactions:write',
        provided: pair.slack.settings.scopes.join(','),
      },
    );
    pair.slack.settings.scopes = ['chat:write'];
    expect((await api('conversations.info', { channel: 'C0TRIAGE' })).needed).toBe('channels:read');
    expect((await api('users.info', { user: 'U0REP' })).needed).toBe('users:read');
    expect((await api('auth.test')).headers.get('x-oauth-scopes')).toBe('chat:write');
  });

  test('without users:read.email no e-mail is shown', async () => {
    pair.slack.settings.scopes = ['users:read'];
    expect((await api('users.info', { user: 'U0REP' })).user.profile.email).toBeUndefined();
  });

  test('every call is logged with parsed arguments and without the token', async () => {
    await api('chat.postMessage', {
      channel: 'C0TRIAGE',
      text: 'x',
      blocks: card('go'),
      token: 'xoxb-playground',
    });
    const logged = pair.slack.requests.at(-1);
    expect(logged).toMatchObject({
      method: 'chat.postMessage',
      status: 200,
      args: { blocks: card('go') },
      response: { ok: true },
    });
    expect(JSON.stringify(logged)).not.toContain('xoxb-playground');
  });
});

describe('lists', () => {
  test('members come in pages', async () => {
    const first = await api('conversations.members', { channel: 'C0SHARED', limit: 3 });
    expect(first.members).toHaveLength(3);
    const second = await api('conversations.members', {
      channel: 'C0SHARED',
      limit: 3,
      cursor: first.response_metadata.next_cursor,
    });
    expect([...first.members, ...second.members].sort()).toEqual(['U0BOT', 'U0GUEST', 'U0PARTNER', 'U0REP']);
    expect(second.response_metadata.next_cursor).toBe('');
  });

  test('conversations.list shows public channels, private ones with the bot, and no archived ones when asked', async () => {
    const ids = async (args: Record<string, unknown>) =>
      (await api('conversations.list', args)).channels.map((channel: { id: string }) => channel.id);
    expect(await ids({ exclude_archived: true })).toEqual(['C0SHARED', 'C0TRIAGE', 'C0ELSE']);
    expect(await ids({ types: 'private_channel' })).toEqual([]);
    await pair.slack.inviteBot('C0SECRET', 'U0REP');
    expect(await ids({ types: 'private_channel' })).toEqual(['C0SECRET']);
    const [shared] = (await api('conversations.list')).channels;
    expect([shared.is_ext_shared, shared.connected_team_ids]).toEqual([true, undefined]);
  });

  test('users.list holds our own people and guests', async () => {
    const { members } = await api('users.list');
    expect(members.map((user: { id: string }) => user.id)).toEqual(['U0BOT', 'U0REP', 'U0ADMIN', 'U0GUEST']);
  });

  test('with channels:join the bot joins a public channel', async () => {
    expect((await api('conversations.join', { channel: 'C0ELSE' })).error).toBe('missing_scope');
    pair.slack.settings.scopes = [...pair.slack.settings.scopes, 'channels:join'];
    expect((await api('conversations.join', { channel: 'C0ELSE' })).ok).toBe(true);
    await pair.slack.idle();
    expect(pair.bot.heard.at(-1)?.payload.event).toMatchObject({
      type: 'member_joined_channel',
      user: 'U0BOT',
    });
    expect((await api('conversations.join', { channel: 'C0SECRET' })).error).toBe('channel_not_found');
  });
});
