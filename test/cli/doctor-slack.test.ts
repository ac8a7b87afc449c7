import { describe, expect, test } from 'vitest';
import { nobody, openPractice, serve } from './practice.js';

const { doctor, http, slack, store } = await openPractice();

const APP_TOKEN = 'xapp-the-secret-of-the-app';

describe('Slack', () => {
  test('a wrong token: one problem, and what needs it is skipped', async () => {
    await store();
    const { code, err, said } = await doctor({ env: { ...http(), SLACK_BOT_TOKEN: 'xoxb-the-second' } });
    expect([code, err]).toEqual([1, '1 problem found.\n']);
    expect(said('slack token')).toMatch(/^problem \| Slack says invalid_auth\. Set SLACK_BOT_TOKEN/);
    expect(said('slack scopes')).toMatch(/^skipped/);
    expect(said('channel triage (triage, C0TRIAGE)')).toMatch(/^skipped/);
    expect(said('rep rita')).toMatch(/^skipped/);
  });

  test('out of reach, and answering too late', async () => {
    const gone = await doctor({ env: { ...http(), SLACK_API_URL: `${await nobody()}/api/` } });
    expect(gone.code).toBe(1);
    expect(gone.said('slack token')).toMatch(
      /^problem \| Slack could not be asked \(ECONNREFUSED\)\. Look at .*SLACK_API_URL/,
    );
    slack().faults.add('auth.test', { kind: 'slow', ms: 1_500 });
    const slow = await doctor({ timeoutMs: 300 });
    expect(slow.said('slack token')).toMatch(/^problem \| Slack could not be asked \(timeout\)/);
    slack().faults.add('auth.test', { kind: 'rate_limited', retryAfterSeconds: 1 });
    expect((await doctor()).said('slack token')).toMatch(/^skipped \| Slack asks to slow down/);
  });

  test('a required scope that is missing is a problem, an optional one is told', async () => {
    await store();
    slack().settings.scopes = slack().settings.scopes.filter((scope) => !/^(im|pins):write$/.test(scope));
    const { code, said } = await doctor();
    expect(code).toBe(1);
    expect(said('slack scopes')).toMatch(
      /^problem \| missing: im:write\. Add them .* install the app again$/,
    );
    slack().settings.scopes.push('im:write');
    const fine = await doctor();
    expect(fine.code).toBe(0);
    expect(fine.said('slack scopes')).toBe(
      'ok | all required are granted; optional and missing: pins:write (the card has to be pinned by hand)',
    );
  });

  test.each([
    ['accepted', { ok: true, url: 'wss://example.org/' }, /^ok/, 0],
    ['refused', { ok: false, error: 'not_allowed_token_type' }, /^problem .*Turn Socket Mode on, and set/, 1],
  ])('the app token of Socket Mode, %s', async (_what, answer, expected, exit) => {
    const server = await serve((request, response) => {
      response.setHeader('content-type', 'application/json');
      const isOpening = request.url === '/api/apps.connections.open';
      if (isOpening) expect(request.headers.authorization).toBe(`Bearer ${APP_TOKEN}`);
      const identity = { ok: true, team: 'Vendor', team_id: 'T0VENDOR', user: 'desk' };
      response.end(JSON.stringify(isOpening ? answer : identity));
    });
    const { code, said } = await doctor({
      env: {
        SLACK_BOT_TOKEN: 'xoxb-the-secret',
        SLACK_APP_TOKEN: APP_TOKEN,
        SLACK_API_URL: `${server}/api/`,
      },
    });
    expect(said('slack app token')).toMatch(expected);
    expect(said('slack signing secret')).toBe('skipped | Socket Mode needs none');
    expect(said('slack scopes')).toBe('skipped | Slack did not tell them');
    expect(code).toBe(exit);
  });
});

describe('channels', () => {
  const triage = (id: string) => ({ kind: 'triage', id: 'triage', channel: { id }, default: true });
  const partner = { kind: 'partner', id: 'shared', channel: { id: 'C0SHARED' }, partner: 'pat' };

  test.each([
    ['archived', 'C0OLD', /^problem \| #old is archived\. Unarchive it/],
    ['not a member', 'C0ELSE', /^problem \| the bot is not in #elsewhere\. Invite it/],
    ['private and not a member', 'C0SECRET', /^problem \| Slack says channel_not_found\. Invite the bot/],
    ['unknown', 'C0NOWHERE', /^problem \| Slack says channel_not_found\./],
    ['shared, though for staff', 'C0SHARED', /^problem \| #vendor-partner is shared with T0PARTNER, so/],
  ])('%s', async (_what, id, expected) => {
    await store({ channels: [triage(id)] });
    const { code, err, said } = await doctor();
    expect([code, err]).toEqual([1, '1 problem found.\n']);
    expect(said(`channel triage (triage, ${id})`)).toMatch(expected);
  });

  test('an organisation in a partner’s channel that is not the partner’s', async () => {
    await store();
    await slack().share('C0SHARED', 'T0OTHER', ['U0STRANGER']);
    expect((await doctor()).said('channel shared (partner, C0SHARED)')).toMatch(
      /^problem .*not known as Partner’s \(T0OTHER\).*workspaces\.slack of pat/,
    );
  });

  test('what has ended, or is on Teams, is not asked of Slack', async () => {
    const ended = { ...triage('C0OLD'), id: 'old', ended: true };
    const teams = { kind: 'digest', id: 'teams', channel: { platform: 'teams', id: '19:a@thread.tacv2' } };
    await store({ channels: [partner, triage('C0TRIAGE'), ended, teams] });
    const { code, lines, said } = await doctor();
    expect(code).toBe(0);
    expect(lines.join()).not.toContain('C0OLD');
    expect(said('channel teams (digest, 19:a@thread.tacv2)')).toMatch(/^skipped/);
  });
});

describe('people', () => {
  const rep = (more: object) => ({ reps: [{ id: 'rita', name: 'Rita Rep', ...more }] });

  test.each([
    [
      'an account that is gone',
      { accounts: { slack: 'U0GONE' } },
      /^problem \| Slack says user_not_found\. Correct/,
    ],
    ['an e-mail nobody has', { email: 'x@vendor.example' }, /^problem \| Slack says users_not_found\./],
    ['a guest', { accounts: { slack: 'U0GUEST' } }, /^problem \| Gus Guest is a guest, who never counts/],
    ['another workspace', { accounts: { slack: 'U0PARTNER' } }, /^problem .*another workspace \(T0PARTNER\)/],
    ['an app', { accounts: { slack: 'U0BOT' } }, /^problem \| Referral Desk is an app/],
    ['nothing to find them by', {}, /^problem \| Rita Rep has neither account nor e-mail\. Add/],
    ['Teams alone', { accounts: { teams: 'an-object-id' } }, /^skipped/],
  ])('%s', async (_what, more, expected) => {
    await store(rep(more));
    const { code, said } = await doctor();
    expect(said('rep rita')).toMatch(expected);
    expect(code).toBe(said('rep rita')?.startsWith('problem') ? 1 : 0);
  });

  test('known by e-mail alone, which the app may not read', async () => {
    await store();
    slack().settings.scopes = slack().settings.scopes.filter((scope) => scope !== 'users:read.email');
    expect((await doctor()).said('rep rita')).toMatch(/^problem .*by e-mail alone.*grant users:read\.email$/);
  });

  test('a program without anybody to ask or anywhere to go', async () => {
    await store({ programManagers: [], channels: [] });
    expect((await doctor()).said('program')).toMatch(
      /^problem \| Partners first has no program manager and no triage channel\. Type/,
    );
  });
});
