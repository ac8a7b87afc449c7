import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { previews } from '../../src/catalogue.js';
import { readText } from '../../src/cli/text-files.js';
import type { CliWorld } from '../../src/cli/world.js';
import { StoreUnavailable } from '../../src/errors.js';
import * as slack from '../../src/platforms/slack/render.js';
import { previewRenderer } from '../../src/platforms/teams/preview.js';
import { testDatabase } from '../store/database.js';
import { openTestStore, runCommand } from './run-command.js';

const EXAMPLE = 'docs/program.example.yaml';

const database = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), 'referral-desk-cli-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  await database.db.collection('programs').deleteMany({});
});

/** Runs a command against the real store of this file, in a folder of its own. */
async function run(args: string[], changed: Partial<CliWorld> = {}) {
  let closed = 0;
  const usual: Partial<CliWorld> = {
    readText: (path) => readText(path, path.startsWith('docs/') ? process.cwd() : folder),
    openStore: async () => ({
      ...openTestStore(database),
      counts: async () => ({ referrals: 3 }),
      close: async () => {
        closed += 1;
      },
    }),
    previews: async () => previews(),
    renderers: {
      slack: async () => ({ ...slack, surfaces: { message: 'message', form: 'modal', home: 'home' } }),
      teams: async () => previewRenderer(),
    },
  };
  const { code, out, err } = await runCommand(args, { ...usual, ...changed }, folder);
  return { code, out, err, closed };
}

const noStore = {
  openStore: () => {
    throw new Error('no command without need may open the store');
  },
};

describe('program apply', () => {
  test('prints what changed; the second time nothing; each time the store is closed', async () => {
    const first = await run(['program', 'apply', EXAMPLE]);
    expect(first).toMatchObject({ code: 0, err: '', closed: 1 });
    expect(first.out).toMatch(/^added {4}program\/northgate-partners\n(added .+\n)+20 added\.\n$/);
    expect(await run(['program', 'apply', EXAMPLE])).toEqual({
      code: 0,
      out: 'No changes.\n',
      err: '',
      closed: 1,
    });
  });

  test('writes nothing in a dry run', async () => {
    const told = await run(['program', 'apply', EXAMPLE, '--dry-run']);
    expect(told.out).toContain('20 added. Nothing was written (dry run).');
    expect(await database.db.collection('programs').countDocuments()).toBe(0);
  });

  test('ends what is absent with --prune', async () => {
    await run(['program', 'apply', EXAMPLE]);
    await writeFile(join(folder, 'small.yaml'), 'id: northgate-partners\nname: N\ntimeZone: Europe/Berlin\n');
    expect((await run(['program', 'apply', 'small.yaml'])).out).toBe(
      'changed  program/northgate-partners: name\n1 changed.\n',
    );
    const pruned = await run(['program', 'apply', 'small.yaml', '--prune']);
    expect(pruned.out).toContain('ended    reps/jonas\n');
    expect(pruned.out).toContain('ended    channels/program-digest\n');
  });

  test('tells a malformed file without opening the store', async () => {
    await writeFile(join(folder, 'bad.yaml'), 'id: Bad Id\nname: N\n\ntimezone: UTC\n');
    const { code, out, err } = await run(['program', 'apply', 'bad.yaml'], noStore);
    expect([code, out]).toEqual([2, '']);
    expect(err.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^bad\.yaml:1: id: "Bad Id" has not the expected form\. Use small letters/),
      expect.stringMatching(/^bad\.yaml:1: timeZone: is missing\./),
      expect.stringMatching(/^bad\.yaml:4: timezone: is not a key that is known here\. Write timeZone/),
    ]);
  });

  test('tells a dangling reference on its line, and closes the store', async () => {
    const dangling = 'id: p\nname: N\ntimeZone: UTC\nreps:\n  - id: a\n    name: A\n    regions: [mars]\n';
    await writeFile(join(folder, 'dangling.yaml'), dangling);
    const { code, err, closed } = await run(['program', 'apply', 'dangling.yaml']);
    expect({ code, closed }).toEqual({ code: 2, closed: 1 });
    expect(err).toMatch(/^dangling\.yaml:7: reps\[0\]\.regions\[0\]: there is no regions entry "mars"\./);
  });

  test.each([
    ['missing.yaml', /^missing\.yaml: \(file\): does not exist\./],
    ['.', /^\.: \(file\): is a folder\./],
  ])('tells that %s cannot be read', async (path, expected) => {
    const { code, out, err } = await run(['program', 'apply', path], noStore);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(expected);
  });
});

describe('program export', () => {
  test('says so while there is no program', async () => {
    const { code, out, err } = await run(['program', 'export']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/There is no program yet\. Apply one/);
  });

  test('writes what apply reads back without a change, to standard output or a file', async () => {
    await run(['program', 'apply', EXAMPLE]);
    const { out } = await run(['program', 'export']);
    expect(await run(['program', 'export', '--out', 'out.yaml'])).toEqual({
      code: 0,
      out: '',
      err: '',
      closed: 1,
    });
    expect(await readFile(join(folder, 'out.yaml'), 'utf8')).toBe(out);
    expect((await run(['program', 'apply', 'out.yaml', '--prune'])).out).toBe('No changes.\n');
  });

  test('tells that a file cannot be written', async () => {
    await run(['program', 'apply', EXAMPLE]);
    const { code, err } = await run(['program', 'export', '--out', 'no/such/folder.yaml']);
    expect(code).toBe(2);
    expect(err).toMatch(/^no\/such\/folder\.yaml: \(file\): its folder does not exist\./);
  });
});

describe('preview', () => {
  test('gives every message, form and home as Slack gets it', async () => {
    const { code, out, err } = await run(['preview', '--platform', 'slack', '--json'], noStore);
    expect([code, err]).toEqual([0, '']);
    const rendered = JSON.parse(out) as { name: string; surface: string; payload: Record<string, unknown> }[];
    expect(rendered).toHaveLength(previews().length);
    expect(new Set(rendered.map(({ name }) => name)).size).toBe(rendered.length);
    for (const { surface, payload } of rendered)
      if (surface === 'message')
        expect(payload).toEqual({ text: expect.any(String), blocks: expect.any(Array) });
      else expect(payload).toMatchObject({ type: surface, blocks: expect.any(Array) });
    expect(new Set(rendered.map(({ surface }) => surface))).toEqual(new Set(['message', 'modal', 'home']));
  });

  test('lists them without --json', async () => {
    const { out } = await run(['preview', '--platform', 'slack'], noStore);
    expect(out.split('\n')).toHaveLength(previews().length + 1);
  });

  test('prints every card and dialog as Teams gets it', async () => {
    const { code, out, err } = await run(['preview', '--platform', 'teams', '--json'], noStore);
    expect([code, err]).toEqual([0, '']);
    const rendered = JSON.parse(out) as { name: string; surface: string; payload: Record<string, unknown> }[];
    expect(rendered.map(({ name }) => name)).toEqual(previews().map(({ name }) => name));
    for (const { surface, payload } of rendered) {
      if (surface === 'card') expect(payload).toMatchObject({ type: 'AdaptiveCard', version: '1.5' });
      else expect(Object.keys(payload).sort()).toEqual(['card', 'height', 'title', 'width']);
    }
    expect(new Set(rendered.map(({ surface }) => surface))).toEqual(new Set(['card', 'dialog']));
    expect((await run(['preview', '--platform', 'teams', '--json'], noStore)).out).toBe(out);
  });

  test('names the preview that cannot be rendered', async () => {
    const broken = { previews: async () => [{ name: 'odd', surface: 'form' as const }] };
    const { code, out, err } = await run(['preview', '--platform', 'slack', '--json'], broken);
    expect([code, out, err]).toEqual([1, '', 'The preview "odd" cannot be rendered. a form needs a form\n']);
  });
});

describe('status', () => {
  test('says what is there', async () => {
    await run(['program', 'apply', EXAMPLE]);
    const { code, out } = await run(['status']);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^database +desk at here: answers\nprogram +Northgate .+: 3 partners, 3 reps, .*\nreferrals +3\n$/,
    );
  });

  test('exits 1 when the database is not there', async () => {
    const down = {
      openStore: () => Promise.reject(new StoreUnavailable('The store did not answer: refused')),
    };
    expect(await run(['status'], down)).toMatchObject({
      code: 1,
      out: '',
      err: 'The store did not answer: refused\n',
    });
  });
});

describe('the command line', () => {
  test.each([
    [['aply'], /unknown command 'aply'/],
    [
      ['program', 'aply'],
      /^command line: program: unknown command 'aply'\. Write apply, if that is meant\.\n$/,
    ],
    [['program', 'apply'], /missing required argument 'FILE'\. Run .* program apply --help\.\n$/],
    [['program', 'apply', 'a', 'b'], /too many arguments/],
    [['program', 'apply', 'a', '--prun'], /unknown option '--prun'\. Write --prune/],
    [['preview'], /required option '--platform <name>' not specified/],
    [['preview', '--platform', 'irc'], /Allowed choices are slack, teams/],
    [['program'], /command line: program: needs a command\. /],
    [[], /command line: \(command\): needs a command\. /],
  ])('%j is bad usage', async (args, expected) => {
    const { code, out, err } = await run(args, noStore);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(expected);
    expect(err).not.toMatch(/\n\s+at /);
  });

  test.each([
    [['--help']],
    [['program', '--help']],
    [['help', 'program']],
    [['program', 'help', 'apply']],
    [['status', '-h']],
  ])('%j is help, on standard output', async (args) => {
    const { code, out, err } = await run(args, noStore);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Usage: /);
  });

  test('every command that does something shows an example', async () => {
    for (const args of [['program', 'apply'], ['program', 'export'], ['preview'], ['status']])
      expect((await run([...args, '--help'])).out).toContain(`npm run --silent cli -- ${args.join(' ')}`);
  });

  test('--version', async () => {
    expect(await run(['--version'])).toMatchObject({ code: 0, out: '1.2.3\n' });
  });

  test('a failure of ours is told with its cause and without a stack', async () => {
    const broken = {
      openStore: () => Promise.reject(new Error('It broke.', { cause: new Error('a wire') })),
    };
    expect(await run(['status'], broken)).toMatchObject({ code: 1, out: '', err: 'It broke. a wire\n' });
  });
});
