import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { connectStore } from '../../src/store/connect.js';
import { bundleForNode } from '../bundle-for-node.js';

const program = await bundleForNode(new URL('../../src/cli.ts', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'referral-desk-import-'));
const store = await connectStore({ uri: inject('mongoUri'), database: 'desk' });
const companies = store.db.collection('known_companies');
afterAll(async () => {
  await store.connection.dropDatabase();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => companies.deleteMany({}));

function start(args: string[], flags: string[] = []): ChildProcess {
  const { PATH, HOME } = process.env;
  return spawn(process.execPath, [...flags, program, ...args], {
    cwd: folder,
    env: { PATH, HOME, MONGODB_URI: inject('mongoUri') },
  });
}

function run(args: string[], flags?: string[]) {
  return new Promise<{ code: number | null; out: string; err: string }>((done) => {
    const child = start(args, flags);
    let [out, err] = ['', ''];
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on('close', (code) => done({ code, out, err }));
  });
}

const MAP = ['--map', 'name=Account Name', '--map', 'domain=Website', '--map', 'id=Id'];
const customers = (file: string, ...more: string[]) => [
  'import',
  'known',
  file,
  '--kind',
  'customer',
  ...MAP,
  ...more,
];
const lineOf = (index: number) => `"Company ${index}, Inc.",www.c${index}.com,id${index}`;
const listOf = (count: number) =>
  ['Account Name,Website,Id', ...Array.from({ length: count }, (_, index) => lineOf(index))].join('\r\n');

test('without a program, or without the file, it says what to do', async () => {
  await writeFile(join(folder, 'a.csv'), listOf(1));
  expect(await run(customers('a.csv'))).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no program yet'),
  });
  expect(await run(['program', 'apply', resolve('docs/program.example.yaml')])).toMatchObject({ code: 0 });
  expect(await run(customers('none.csv'))).toEqual({
    code: 2,
    out: '',
    err: 'none.csv: (file): does not exist. Give the path of a CSV file.\n',
  });
});

describe('a file that cannot be imported at all', () => {
  test.each([
    ['empty', '', /^x\.csv: \(file\): is empty\. /],
    ['a spreadsheet', 'PK\u0003\u0004…', /^x\.csv: \(file\): is a spreadsheet or an archive/],
    [
      'other titles',
      'Acount Name;Website;Id\nA;b.com;1',
      /^x\.csv:1: name: there is no column "Account Name"\. Its columns are "Acount Name", "Website", "Id"\./,
    ],
    [
      'a title twice',
      'Account Name,Website,Id,account name ,Id\nA,b.com,1,B,2',
      /^x\.csv:1: id: 2 columns are called "Id" \(3, 5\)\. /,
    ],
    [
      'a quote in its titles',
      '"Account Name,Website,Id\nA,b.com,1',
      /^x\.csv:1: \(row\): a quote is opened and never closed\. /,
    ],
  ])('%s', async (_, text, said) => {
    await writeFile(join(folder, 'x.csv'), text);
    const { code, out, err } = await run(customers('x.csv', '--rejects', 'never.csv'));
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(said);
    await expect(stat(join(folder, 'never.csv'))).rejects.toThrow('ENOENT');
    expect(await companies.countDocuments()).toBe(0);
  });

  test('what was asked is wrong', async () => {
    const asked = ['import', 'known', 'a.csv', '--kind', 'customer', '--map', 'nme=X', '--map', 'domain'];
    const { code, err } = await run(asked);
    expect(code).toBe(2);
    expect(err.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^command line: --map: "nme" is not a field\. Use one of name, domain/),
      expect.stringMatching(/^command line: --map: "domain" names no column\. /),
    ]);
    expect(await run(['import', 'known', 'a.csv', '--kind', 'client', ...MAP])).toMatchObject({ code: 2 });
  });
});

test('bad rows are told and kept, the rest goes in; corrected, the rejects go in too', async () => {
  const text = [
    'Account Name;Website;Id;Mail',
    'Müller & Söhne;mueller.de;1;jo@mueller.de',
    '=HYPERLINK(1);x.com;2;',
    ';y.com;3;',
    '"Open;z.com;4;',
    'Böse;w.com;5;extra;cell',
    'Gut GmbH;gut.de;6;',
  ].join('\r\n');
  await writeFile(join(folder, 'bad.csv'), Buffer.from(text, 'latin1'));
  const { code, out, err } = await run(
    customers('bad.csv', '--map', 'email=Mail', '--rejects', 'rejects.csv', '--json'),
  );
  expect(code).toBe(1);
  expect(JSON.parse(out)).toEqual({ read: 6, added: 2, changed: 0, unchanged: 0, rejected: 4, ended: 0 });
  expect(err.match(/^bad\.csv:\d+: \S+: .+\. .+\.$/gm)).toHaveLength(4);
  expect(err).toMatch(/4 rows were rejected: see rejects\.csv\.\n$/);
  expect(err).not.toContain('@');
  const rejects = await readFile(join(folder, 'rejects.csv'), 'utf8');
  expect(rejects.split('\r\n').slice(0, 3)).toEqual([
    '\ufeffline,reason,Account Name,Website,Id,Mail',
    '3,"name: is a formula, not its value. Export values instead of formulas.",=HYPERLINK(1),x.com,2,',
    '4,name: is empty. Fill it in: a company without a name cannot be recognised.,,y.com,3,',
  ]);
  expect((await stat(join(folder, 'rejects.csv'))).mode & 0o077).toBe(0);
  await writeFile(
    join(folder, 'rejects.csv'),
    rejects.split('\r\n').slice(0, 2).join('\n').replace('=HYPERLINK(1)', 'Right'),
  );
  expect(await run(customers('rejects.csv'))).toMatchObject({
    code: 0,
    out: expect.stringMatching(/added +1\n/),
  });
  expect(await companies.distinct('name')).toEqual(['Gut GmbH', 'Müller & Söhne', 'Right']);
});

test('the same file again changes nothing and says so; a dry run writes nothing', async () => {
  await writeFile(join(folder, 'same.csv'), Buffer.from(`\ufeff${listOf(3)}`, 'utf16le'));
  const dry = await run(customers('same.csv', '--dry-run'));
  expect(dry).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringMatching(/dry run: nothing was written.*\n +added +3\n/),
  });
  expect(await companies.countDocuments()).toBe(0);
  expect(await run(customers('same.csv'))).toMatchObject({
    code: 0,
    out: expect.stringMatching(/added +3\n/),
  });
  expect(await run(customers('same.csv'))).toMatchObject({
    code: 0,
    out: expect.stringMatching(/unchanged +3\n[\s\S]*No changes\.\n$/),
  });
  expect((await run(['status'])).out).toMatch(/^customers +3$/m);
});

test('killed with kill -9 in the middle and run again, every row is there once', async () => {
  await writeFile(join(folder, 'long.csv'), listOf(12_000));
  for (const share of [1, 4_000]) {
    const child = start(customers('long.csv'));
    const gone = new Promise((done) => child.on('close', done));
    while ((await companies.countDocuments()) < share && child.exitCode === null) await sleep(5);
    child.kill('SIGKILL');
    await gone;
  }
  const before = await companies.countDocuments();
  expect(before).toBeLessThan(12_000);
  const { code, out } = await run(customers('long.csv', '--json'));
  const { added, unchanged } = JSON.parse(out);
  expect([code, added + unchanged, unchanged >= before]).toEqual([0, 12_000, true]);
  expect(await companies.countDocuments()).toBe(12_000);
}, 60_000);

test('200 MB take less memory than they are', async () => {
  const path = join(folder, 'large.csv');
  const file = createWriteStream(path);
  const notes = `,"${'a note, with ""quotes""\n'.repeat(420)}"\r\n`;
  file.write('Account Name,Website,Id,Notes\r\n');
  for (let index = 0; index < 20_000; index += 1)
    if (!file.write(lineOf(index) + notes)) await once(file, 'drain');
  await new Promise<void>((done) => file.end(done));
  expect((await stat(path)).size).toBeGreaterThan(200_000_000);
  const { code, out, err } = await run(customers('large.csv', '--dry-run', '--json'), [
    '--max-old-space-size=128',
  ]);
  await rm(path);
  expect([code, err]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject({ read: 20_000, added: 20_000, rejected: 0 });
}, 120_000);
