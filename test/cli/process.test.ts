import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { bundleForNode } from '../bundle-for-node.js';

const program = await bundleForNode(new URL('../../src/cli.ts', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'referral-desk-cli-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the real program in a folder of its own with only these variables; `lines` stops reading after so many. */
function run(args: string[], env: NodeJS.ProcessEnv = {}, closeEarly = false) {
  return new Promise<{ code: number | null; out: string; err: string }>((done) => {
    const { PATH, HOME, MONGOMS_SYSTEM_BINARY } = process.env;
    const given = { PATH, HOME, ...(MONGOMS_SYSTEM_BINARY ? { MONGOMS_SYSTEM_BINARY } : {}), ...env };
    const child = spawn(process.execPath, [program, ...args], { cwd: folder, env: given });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (closeEarly) child.stdout.destroy();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on('close', (code) => done({ code, out, err }));
  });
}

const example = resolve('docs/program.example.yaml');

describe('as a process', () => {
  test('preview needs no variable, no database and no writable folder, and prints only JSON, the same each time', async () => {
    const { code, out, err } = await run(['preview', '--platform', 'slack', '--json'], {
      DATA_DIR: '/proc/none',
    });
    expect([code, err]).toEqual([0, '']);
    const again = await run(['preview', '--platform', 'slack', '--json']);
    expect(again.out).toBe(out);
    expect(JSON.parse(out)).toEqual(expect.arrayContaining([expect.objectContaining({ surface: 'modal' })]));
  });

  test('a reader that leaves early (| head) is no failure', async () => {
    const { code, out, err } = await run(['preview', '--platform', 'slack', '--json'], {}, true);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out.startsWith('[')).toBe(true);
  });

  test('manifest writes a package where it was asked to, from any folder', async () => {
    const args = ['manifest', 'teams', '--base-url', 'https://desk.example.org', '--out', 'desk.zip'];
    const id = '7c3a9b1e-52d4-4f6a-8e0b-1d2c3b4a5f60';
    expect(await run(args, { TEAMS_APP_ID: id })).toEqual({ code: 0, out: '', err: '' });
    const files = unzipSync(await readFile(join(folder, 'desk.zip')));
    expect(JSON.parse(new TextDecoder().decode(files['manifest.json']))).toMatchObject({ id });
  });

  test('doctor ends by itself with 1 when nothing is there, and tells no secret', async () => {
    const { code, out, err } = await run(['doctor'], {
      MONGODB_URI: 'mongodb://me:hunter2@127.0.0.1:1/',
      SLACK_BOT_TOKEN: 'hunter2-bot',
      SLACK_SIGNING_SECRET: 'hunter2-signing',
      SLACK_API_URL: 'http://127.0.0.1:1/api/',
    });
    expect([code, err]).toEqual([1, '2 problems found.\n']);
    expect(out.match(/^problem +[^:]+:/gm)).toEqual(['problem  database:', 'problem  slack token:']);
    expect(out).not.toContain('hunter2');
  });

  test('bad input exits 2, a database that is not there 1, both without a stack or a password', async () => {
    const usage = await run(['program', 'aply']);
    expect(usage).toMatchObject({ code: 2, out: '' });
    const variable = await run(['status'], { MONGODB_URI: 'localhost', LOG_LEVEL: 'loud' });
    expect(variable).toMatchObject({ code: 2, out: '' });
    expect(variable.err.match(/^environment: (MONGODB_URI|LOG_LEVEL): /gm)).toHaveLength(2);
    const down = await run(['status'], { MONGODB_URI: 'mongodb://me:hunter2@127.0.0.1:1/' });
    expect(down).toMatchObject({ code: 1, out: '' });
    expect(usage.err + variable.err + down.err).not.toMatch(/\n\s+at |hunter2/);
  });

  test('with the built-in database: what one run stores the next one finds, real and play apart', async () => {
    const env = { DATA_DIR: join(folder, 'data') };
    const first = await run(['program', 'apply', example], env);
    expect([first.code, first.out.split('\n').at(-2)]).toEqual([0, '20 added.']);
    expect(await run(['program', 'apply', example], env)).toMatchObject({ code: 0, out: 'No changes.\n' });
    expect(await run(['program', 'export', '--playground'], env)).toMatchObject({ code: 1, out: '' });
    expect((await run(['status'], env)).out).toMatch(/program +Northgate .*: 3 partners/);
  }, 60_000);
});
