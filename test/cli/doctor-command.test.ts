import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TeamsProbe } from '../../src/cli/doctor/ports.js';
import type { CliWorld } from '../../src/cli/world.js';
import { holdsOthers } from '../../src/compose.js';
import { DeliveryError } from '../../src/errors.js';
import { slackProbe } from '../../src/platforms/slack/probe.js';
import { accessToken } from '../../src/platforms/teams/access-token.js';
import { type FakeSlack, startFakeSlack } from '../../src/playground/slack/index.js';
import { startFakeTeams } from '../../src/playground/teams/index.js';
import { type Definition, definitionSchema } from '../../src/program/definition.js';
import { NO_CHAT_ENTRIES } from '../../src/program/merge-program.js';
import { connectStore } from '../../src/store/connect.js';
import { SEED } from '../playground/slack/seed.js';
import { SEED as TEAMS_SEED } from '../playground/teams/seed.js';
import { testDatabase } from '../store/database.js';
import { openTestStore, runCommand } from './run-command.js';

const TOKEN = 'xoxb-the-secret-of-the-bot';
const SECRET = 'the-signing-secret-of-the-tests';
const APP_TOKEN = 'xapp-the-secret-of-the-app';

const database = await testDatabase();
let slack: FakeSlack;
beforeEach(async () => {
  await database.db.collection('programs').deleteMany({});
  slack = await startFakeSlack({ workspace: structuredClone(SEED), signingSecret: SECRET, botToken: TOKEN });
});
afterEach(() => slack.close());

const PROGRAM = {
  id: 'p',
  name: 'Partners first',
  timeZone: 'Europe/Berlin',
  programManagers: [{ id: 'ada', name: 'Ada Admin', accounts: { slack: 'U0ADMIN' } }],
  reps: [{ id: 'rita', name: 'Rita Rep', email: 'rita.rep@vendor.example' }],
  partners: [{ id: 'pat', name: 'Partner', workspaces: { slack: ['T0PARTNER'] } }],
  channels: [
    { kind: 'partner', id: 'shared', channel: { id: 'C0SHARED' }, partner: 'pat' },
    { kind: 'triage', id: 'triage', channel: { id: 'C0TRIAGE' }, default: true },
  ],
};

async function store(change: object = {}): Promise<void> {
  const file: Definition = definitionSchema.parse({ ...PROGRAM, ...change });
  const chat = { entries: NO_CHAT_ENTRIES };
  const before = { id: file.id, version: 0, file, chat, program: file };
  await openTestStore(database).programs.save(undefined, before, []);
}

const http = () => ({
  SLACK_BOT_TOKEN: TOKEN,
  SLACK_SIGNING_SECRET: SECRET,
  SLACK_API_URL: slack.apiUrl,
});

interface Given {
  args?: string[];
  env?: NodeJS.ProcessEnv;
  now?: () => Date;
  timeoutMs?: number;
  teams?: TeamsProbe;
  openStore?: CliWorld['openStore'];
}

/** Runs `doctor` and gives each check's line without its name. Nothing secret may be in what it says. */
async function doctor({
  args = [],
  env = http(),
  now = () => new Date(),
  timeoutMs = 5_000,
  teams,
  openStore,
}: Given = {}) {
  const ran = await runCommand(['doctor', ...args], {
    env,
    openStore: openStore ?? (async () => openTestStore(database)),
    doctor: async () => ({
      clock: { now },
      slack: ({ botToken: token, apiUrl }) => slackProbe({ token, apiUrl, timeoutMs }),
      teams: (config) => teams ?? { token: () => accessToken(config).current() },
      holdsOthers,
    }),
  });
  expect(ran.out + ran.err).not.toMatch(/the-s[ie]|hunter2|\n\s+at /);
  const lines = args.includes('--json') ? [] : ran.out.split('\n').filter(Boolean);
  for (const line of lines) expect(line).toMatch(/^(ok|problem|skipped) +\S.*?: .+$/);
  const said = (check: string) => {
    const pattern = new RegExp(`^(\\w+) +${check.replaceAll(/[()]/g, '\\$&')}: (.*)$`);
    return lines.map((line) => pattern.exec(line)?.slice(1).join(' | ')).find(Boolean);
  };
  return { ...ran, lines, said };
}

describe('all fine', () => {
  test('one line a check, exit 0, and nothing is left in the database or in Slack', async () => {
    await store();
    const { code, err, lines, said } = await doctor();
    expect([code, err]).toEqual([0, '']);
    expect(lines.map((line) => line.split(/ +/)[0])).not.toContain('problem');
    expect(said('configuration')).toBe('ok | reads; Slack over HTTP');
    expect(said('database')).toBe('ok | answers at here');
    expect(said('database replica set')).toMatch(/^ok \| replica set desk, MongoDB \d/);
    expect(said('database write')).toMatch(/^ok/);
    expect(said('database clock')).toMatch(/^ok/);
    expect(said('slack token')).toBe('ok | referral_desk in Vendor (T0VENDOR)');
    expect(said('slack scopes')).toBe('ok | all 9 are granted');
    expect(said('slack signing secret')).toMatch(/^ok/);
    expect(said('slack app token')).toMatch(/^skipped/);
    expect(said('slack clock')).toMatch(/^ok/);
    expect(said('teams credentials')).toBe('skipped | no Teams credentials are set');
    expect(said('program')).toBe('ok | Partners first: 1 partner, 1 rep, 1 program manager');
    expect(said('channel shared (partner, C0SHARED)')).toBe(
      'ok | #vendor-partner, the bot is in it, shared with T0PARTNER',
    );
    expect(said('channel triage (triage, C0TRIAGE)')).toBe('ok | #triage, the bot is in it');
    expect(said('program manager ada')).toBe('ok | Ada Admin, a member');
    expect(said('rep rita')).toBe('ok | Rita Rep, a member');
    expect(said('reachable')).toMatch(/^skipped/);

    const left = await database.db.listCollections({ name: /^doctor/ }).toArray();
    expect(left).toEqual([]);
    const asked = new Set(slack.requests.map(({ method }) => method));
    expect([...asked].sort()).toEqual(
      ['auth.test', 'conversations.info', 'users.info', 'users.lookupByEmail'].sort(),
    );
  });

  test('--json says the same as data', async () => {
    await store();
    const ran = await doctor({ args: ['--json'] });
    expect([ran.code, ran.err]).toEqual([0, '']);
    const report = JSON.parse(ran.out);
    expect(report.ok).toBe(true);
    expect(report.checks).toHaveLength((await doctor()).lines.length);
    expect(report.checks[0]).toEqual({ check: 'configuration', state: 'ok', said: 'reads; Slack over HTTP' });
  });

  test('before there is a program, its absence is no problem', async () => {
    const { code, said } = await doctor();
    expect(code).toBe(0);
    expect(said('program')).toMatch(/^skipped \| none yet\. Type \/referrals setup/);
  });

  test('without credentials it is the playground’s configuration', async () => {
    const { code, said } = await doctor({ env: {} });
    expect(code).toBe(0);
    expect(said('configuration')).toBe('ok | reads; no credentials are set, so it starts the playground');
    expect(said('slack')).toMatch(/^skipped/);
  });
});

describe('the configuration', () => {
  test('one that does not read is bad input, told as the start tells it', async () => {
    const { code, out, err } = await doctor({ env: { ...http(), PORT: 'x', SLACK_BOT_TOKEN: '' } });
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^environment: PORT: .+\nenvironment: SLACK_BOT_TOKEN: is missing/);
  });
});

describe('the database', () => {
  test('down: a problem, what needs it is skipped, Slack is looked at all the same', async () => {
    const down = 'mongodb://me:hunter2@127.0.0.1:1/';
    const openStore = async () => openTestStore(await connectStore({ uri: down, database: 'desk' }));
    const { code, err, said } = await doctor({ openStore });
    expect([code, err]).toEqual([1, '1 problem found.\n']);
    expect(said('database')).toMatch(/^problem \| The store did not answer.*\. Start MongoDB/);
    expect(said('database replica set')).toMatch(/^skipped/);
    expect(said('database write')).toMatch(/^skipped/);
    expect(said('program')).toMatch(/^skipped/);
    expect(said('slack token')).toMatch(/^ok/);
  });

  test('a server that runs alone, cannot write or lives in another time', async () => {
    await store();
    const openStore = async () => ({
      ...openTestStore(database),
      server: async () => ({
        version: '6.0.5',
        kind: 'standalone' as const,
        time: new Date(Date.now() + 90_000),
      }),
      tryWrite: () => Promise.reject(new Error('not authorized on desk')),
    });
    const { code, said } = await doctor({ openStore });
    expect(code).toBe(1);
    expect(said('database replica set')).toMatch(/^problem .* runs alone.*--replSet/);
    expect(said('database write')).toMatch(/^problem \| not authorized on desk\. /);
    expect(said('database clock')).toMatch(/^problem \| this machine is (89|90) s behind\. Set both clocks/);
  });

  test('a clock of this machine that is wrong differs from MongoDB’s and from Slack’s', async () => {
    const { code, said } = await doctor({ now: () => new Date(Date.now() + 600_000) });
    expect(code).toBe(1);
    for (const check of ['database clock', 'slack clock'])
      expect(said(check)).toMatch(/^problem \| this machine is (599|600|601) s ahead\./);
  });
});

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
    slack.faults.add('auth.test', { kind: 'slow', ms: 1_500 });
    const slow = await doctor({ timeoutMs: 300 });
    expect(slow.said('slack token')).toMatch(/^problem \| Slack could not be asked \(timeout\)/);
    slack.faults.add('auth.test', { kind: 'rate_limited', retryAfterSeconds: 1 });
    expect((await doctor()).said('slack token')).toMatch(/^skipped \| Slack asks to slow down/);
  });

  test('a required scope that is missing is a problem, an optional one is told', async () => {
    await store();
    slack.settings.scopes = slack.settings.scopes.filter((scope) => !/^(im|pins):write$/.test(scope));
    const { code, said } = await doctor();
    expect(code).toBe(1);
    expect(said('slack scopes')).toMatch(
      /^problem \| missing: im:write\. Add them .* install the app again$/,
    );
    slack.settings.scopes.push('im:write');
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
      env: { SLACK_BOT_TOKEN: TOKEN, SLACK_APP_TOKEN: APP_TOKEN, SLACK_API_URL: `${server}/api/` },
    });
    expect(said('slack app token')).toMatch(expected);
    expect(said('slack signing secret')).toBe('skipped | Socket Mode needs none');
    expect(said('slack scopes')).toBe('skipped | Slack did not tell them');
    expect(code).toBe(exit);
  });
});

describe('Teams', () => {
  const appPassword = 'the-secret-of-the-teams-app';
  const teamsAt = (tokenUrl: string, password = appPassword) => ({
    TEAMS_APP_ID: TEAMS_SEED.bot.appId,
    TEAMS_APP_PASSWORD: password,
    TEAMS_TENANT_ID: TEAMS_SEED.homeTenant,
    TEAMS_TOKEN_URL: tokenUrl,
    TEAMS_OPENID_METADATA_URL: tokenUrl,
  });

  test('alone or beside Slack: Microsoft gives a token, refuses it, or does not answer', async () => {
    const tenant = await startFakeTeams({ tenant: structuredClone(TEAMS_SEED), appPassword });
    const alone = await doctor({ env: teamsAt(tenant.tokenUrl) });
    const both = await doctor({ env: { ...http(), ...teamsAt(tenant.tokenUrl, 'the-second') } });
    await tenant.close();
    expect(alone.code).toBe(0);
    expect(alone.said('configuration')).toBe('ok | reads; Teams');
    expect(alone.said('slack')).toBe('skipped | no Slack credentials are set');
    expect(alone.said('teams credentials')).toBe(
      `ok | Microsoft gives the app ${TEAMS_SEED.bot.appId} its token`,
    );
    expect(both.code).toBe(1);
    expect(both.said('configuration')).toBe('ok | reads; Slack over HTTP and Teams');
    expect(both.said('slack token')).toMatch(/^ok/);
    expect(both.said('teams credentials')).toMatch(
      /^problem \| Microsoft’s login service says \w+\. .*TEAMS_APP_PASSWORD/,
    );
    const gone = await doctor({ env: teamsAt(`${await nobody()}/token`) });
    expect(gone.code).toBe(1);
    expect(gone.said('teams credentials')).toMatch(
      /^problem \| .* does not answer \(login_unreachable\)\. Look at/,
    );
  });

  test('the emulator has no credentials to look at', async () => {
    const { code, said } = await doctor({ env: { TEAMS_EMULATOR: '1' } });
    expect(code).toBe(0);
    expect(said('configuration')).toBe('ok | reads; Teams’ emulator');
    expect(said('teams credentials')).toMatch(/^skipped \| the emulator/);
  });

  test.each([
    ['AADSTS7000222', /The secret has expired/],
    ['AADSTS700016', /TEAMS_TENANT_ID and TEAMS_APP_TYPE/],
    ['invalid_client', /against portal\.azure\.com/],
  ])('%s has its remedy', async (code, remedy) => {
    const token = () => Promise.reject(new DeliveryError('final', code, 'refused'));
    const { said } = await doctor({ env: teamsAt('http://127.0.0.1/token'), teams: { token } });
    expect(said('teams credentials')).toMatch(remedy);
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
    await slack.share('C0SHARED', 'T0OTHER', ['U0STRANGER']);
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
    slack.settings.scopes = slack.settings.scopes.filter((scope) => scope !== 'users:read.email');
    expect((await doctor()).said('rep rita')).toMatch(/^problem .*by e-mail alone.*grant users:read\.email$/);
  });

  test('a program without anybody to ask or anywhere to go', async () => {
    await store({ programManagers: [], channels: [] });
    expect((await doctor()).said('program')).toMatch(
      /^problem \| Partners first has no program manager and no triage channel\. Type/,
    );
  });
});

const servers: ReturnType<typeof createServer>[] = [];
afterAll(() => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An address at which nothing listens. */
async function nobody(): Promise<string> {
  const address = await serve(() => {});
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return address;
}

describe('the public address', () => {
  test('answers as ours, as another’s, or not at all', async () => {
    const ours = await serve((request, response) =>
      response.end(request.url === '/healthz' ? '{"ok":true}' : 'no'),
    );
    expect((await doctor({ args: ['--base-url', ours] })).said('reachable')).toBe(
      `ok | ${ours}/healthz answers`,
    );
    const theirs = await serve((_request, response) => response.writeHead(302, { location: ours }).end());
    expect((await doctor({ args: ['--base-url', `${theirs}/`] })).said('reachable')).toMatch(
      /^problem \| .* answers with status 302, .*\. Have the proxy/,
    );
    const { code, said } = await doctor({ args: ['--base-url', await nobody()] });
    expect(code).toBe(1);
    expect(said('reachable')).toMatch(
      /^problem .*\/healthz does not answer \(ECONNREFUSED\)\. Start the program/,
    );
  });

  test.each([
    'desk.example.com',
    'ftp://desk.example.com',
    'https://a:hunter2@b.example',
    'https://b.example/x',
  ])('%s is no address', async (address) => {
    const { code, out, err } = await doctor({ args: ['--base-url', address] });
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^command line: --base-url: is not an address/);
  });
});
