import { describe, expect, test } from 'vitest';
import { connectStore } from '../../src/store/connect.js';
import { nobody, openPractice, serve } from './practice.js';
import { openTestStore } from './run-command.js';

const { database, doctor, http, slack, store } = await openPractice();

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
    const asked = new Set(slack().requests.map(({ method }) => method));
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
