import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { problemsForSlack } from '../manifests/slack-types.js';
import { runCommand } from './run-command.js';

const folder = await mkdtemp(join(tmpdir(), 'referral-desk-manifest-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const APP_ID = '7c3a9b1e-52d4-4f6a-8e0b-1d2c3b4a5f60';
const BASE = 'https://desk.example.org';

const run = (args: string[], env: NodeJS.ProcessEnv = {}) =>
  runCommand(['manifest', ...args], { env }, folder);
const teams = (args: string[], id: string | undefined = APP_ID) =>
  run(['teams', ...args], { TEAMS_APP_ID: id });

describe('manifest slack', () => {
  test('over HTTP: everything goes to the one address, Socket Mode is off', async () => {
    const { code, out, err } = await run(['slack', '--base-url', `${BASE}/`]);
    expect([code, err]).toEqual([0, '']);
    const manifest = JSON.parse(out);
    expect(new Set(out.match(/https:[^"]+/g))).toEqual(new Set([`${BASE}/slack/events`]));
    expect(manifest.settings.socket_mode_enabled).toBe(false);
    expect(manifest.features.slash_commands[0].url).toBe(`${BASE}/slack/events`);
    expect(await problemsForSlack(manifest)).toBe('');
  });

  test('with Socket Mode: no address is needed and none is in it, everything else stays', async () => {
    const { code, out } = await run(['slack', '--socket-mode']);
    expect(code).toBe(0);
    const manifest = JSON.parse(out);
    const template = JSON.parse(await readFile('manifests/slack.json', 'utf8'));
    expect(out).not.toMatch(/https?:/);
    expect(manifest.settings).toMatchObject({
      socket_mode_enabled: true,
      interactivity: { is_enabled: true },
      event_subscriptions: { bot_events: template.settings.event_subscriptions.bot_events },
    });
    expect(manifest.oauth_config).toEqual(template.oauth_config);
    expect(await problemsForSlack(manifest)).toBe('');
  });

  test('with both, the address is there for the day Socket Mode is turned off', async () => {
    const { out } = await run(['slack', '--socket-mode', '--base-url', `${BASE}:8443`]);
    expect(JSON.parse(out).settings).toMatchObject({
      socket_mode_enabled: true,
      event_subscriptions: { request_url: `${BASE}:8443/slack/events` },
    });
  });

  test('Slack’s type is really asked', async () => {
    const { out } = await run(['slack', '--socket-mode']);
    const manifest = JSON.parse(out);
    manifest.settings.event_subscriptions.bot_events.push('app_mentioned');
    manifest.settings.interactivity = { enabled: true };
    const problems = await problemsForSlack(manifest);
    expect(problems).toMatch(/app_mentioned/);
    expect(problems).toMatch(/"enabled"' does not exist/);
  });

  test('--out writes what would have been printed', async () => {
    const { out } = await run(['slack', '--base-url', BASE]);
    expect(await run(['slack', '--base-url', BASE, '--out', 'slack.json'])).toEqual({
      code: 0,
      out: '',
      err: '',
    });
    expect(await readFile(join(folder, 'slack.json'), 'utf8')).toBe(out);
  });

  test('with neither address nor Socket Mode it says what to give', async () => {
    const { code, out, err } = await run(['slack']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^command line: --base-url: is missing\. Give .*--socket-mode.*\.\n$/);
  });
});

describe('manifest teams', () => {
  test('without --out the manifest goes to standard output, with the product’s version', async () => {
    const { code, out, err } = await teams(['--base-url', BASE]);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({
      manifestVersion: '1.25',
      version: '1.2.3',
      id: APP_ID,
      bots: [{ botId: APP_ID }],
      validDomains: ['desk.example.org'],
    });
  });

  test('with --out it is a package with the same manifest at its root', async () => {
    const { out } = await teams(['--base-url', BASE]);
    expect(await teams(['--base-url', BASE, '--out', 'desk.zip'])).toEqual({ code: 0, out: '', err: '' });
    const files = unzipSync(await readFile(join(folder, 'desk.zip')));
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    expect(new TextDecoder().decode(files['manifest.json'])).toBe(out);
    // Nothing half written is left beside it.
    expect((await readdir(folder)).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  test('an id in capitals is the same id', async () => {
    expect(JSON.parse((await teams(['--base-url', BASE], APP_ID.toUpperCase())).out).id).toBe(APP_ID);
  });

  test.each([
    [undefined, /is missing/],
    ['  ', /is missing/],
    ['my-bot', /is not an id/],
    ['00000000-0000-0000-0000-000000000000', /placeholder/],
  ])('TEAMS_APP_ID=%j is told with where to find it, and nothing is written', async (id, problem) => {
    const env = id === undefined ? {} : { TEAMS_APP_ID: id };
    const { code, out, err } = await run(['teams', '--base-url', BASE, '--out', 'none.zip'], env);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^environment: TEAMS_APP_ID: .+\. Set the Microsoft App ID .+\.\n$/);
    expect(err).toMatch(problem);
    expect(await readdir(folder)).not.toContain('none.zip');
  });
});

describe('the address', () => {
  test.each([
    ['', /is missing/],
    ['desk.example.org', /is not an address/],
    ['http://desk.example.org', /does not start with https/],
    ['https://me:hunter2@desk.example.org', /user name or a password/],
    ['https://192.0.2.7', /is a number/],
    ['https://[2001:db8::7]', /is a number/],
    ['https://localhost:3000', /is not a public name/],
    ['https://desk', /is not a public name/],
    ['https://desk.internal', /is not a public name/],
    ['https://desk_1.example.org', /is not a host name/],
    ['https://YOUR-HOST.example.com', /is the placeholder/],
    ['https://desk.example.org/bot', /holds a path/],
    ['https://desk.example.org/?a=1', /query or a fragment/],
    ['https://desk.example.org/?', /query or a fragment/],
    ['https://desk.example.org/#top', /query or a fragment/],
    ['https://desk.example.org:0', /port 0/],
    ['https://desk.example.org:99999', /is not an address/],
  ])('%s is refused on both platforms', async (address, problem) => {
    for (const { code, out, err } of [
      await run(['slack', '--base-url', address]),
      await teams(['--base-url', address]),
    ]) {
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(/^command line: --base-url: [^.]+\. Give .+\.\n$/);
      expect(err).toMatch(problem);
      expect(err).not.toContain('hunter2');
    }
  });

  test.each([
    ['HTTPS://Desk.Example.ORG', 'desk.example.org'],
    ['https://abc123-3000.euw.devtunnels.ms/', 'abc123-3000.euw.devtunnels.ms'],
    ['https://bücher.example', 'xn--bcher-kva.example'],
  ])('%s is taken', async (address, host) => {
    expect(JSON.parse((await teams(['--base-url', address])).out).validDomains).toEqual([host]);
  });
});
