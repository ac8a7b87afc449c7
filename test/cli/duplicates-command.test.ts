import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from './run-command.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duplicates-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function duplicates(csv: string | Buffer, ...args: string[]) {
  await writeFile(join(folder, 'accounts.csv'), csv);
  return runCommand(['duplicates', 'accounts.csv', ...args], {}, folder);
}

const CSV = [
  'Id;Account Name;Website;Phone',
  'A1;Northwind Traders Ltd;www.northwind.example;+1 212 555 0143',
  'A2;Contoso;;',
  'A3;"NORTHWIND',
  'TRADERS";;212-555-0143',
  'A4;Northwind Traders;https://northwind.example/de;',
].join('\r\n');

describe('duplicates', () => {
  it('prints every pair once, in the order of the file, with ids and evidence', async () => {
    const { code, out, err } = await duplicates(
      CSV,
      ...['--name', 'Account Name', '--domain', 'website', '--phone', 'Phone', '--id', 'Id', '--json'],
    );
    expect([code, err]).toEqual([0, '']);
    const pairs = JSON.parse(out);
    expect(pairs.map(({ a, b, verdict }: Record<string, string>) => [a, b, verdict])).toEqual([
      ['A1', 'A3', 'exact'],
      ['A1', 'A4', 'exact'],
      ['A3', 'A4', 'exact'],
    ]);
    expect(pairs[0].score).toBeGreaterThanOrEqual(0.95);
    expect(pairs[0].evidence).toEqual([
      { what: 'name', agrees: true, detail: 'same name' },
      { what: 'phone', agrees: true, detail: 'same phone' },
    ]);
  });

  it('takes a delimiter and an encoding that cannot be found out', async () => {
    const latin = Buffer.from('Name~Id\nCaf\u00e9 N\u00f8rd GmbH~1\nCafe Nord GmbH~2\n', 'latin1');
    const how = ['--delimiter', '~', '--encoding', 'windows-1252'];
    const { code, out } = await duplicates(latin, '--name', 'Name', '--id', 'Id', '--json', ...how);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ a: '1', b: '2' }]);
    const wrong = await duplicates(latin, '--name', 'Name', '--encoding', 'klingon');
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('"klingon" is not known')]);
  });

  it('names rows by the line on which they begin, when there is no id', async () => {
    const { out } = await duplicates(CSV, '--name', 'Account Name', '--json');
    expect(JSON.parse(out).map(({ a, b }: Record<string, number>) => [a, b])).toEqual([
      [2, 4],
      [2, 6],
      [4, 6],
    ]);
  });

  it('prints a table for people, without what a terminal would obey', async () => {
    const { out } = await duplicates('Name\nAlfa\u001b[31m Foods\nalfa [31m foods\n', '--name', 'Name');
    expect(out).not.toContain('\u001b');
    expect(out).toMatch(/^a {2}b {2}verdict .*\n2 {2}3 {2}exact /);
    expect(out).toContain('1 pair among 2 rows: 1 exact, 0 likely, 0 possible.');
  });

  it('leaves out empty rows, reads an address of several columns, and says when ids are repeated', async () => {
    const rows = [
      'Id,Name,Street,Town',
      '1,Northwind Foods,12 Main St,Springfield',
      ',,,',
      '',
      '1,Northwind,,',
    ];
    const csv = [...rows, '2,Northwind Foods Ltd,12 Main Street,Springfield'].join('\n');
    const how = ['--name', 'Name', '--address', 'Street', '--address', 'Town', '--json'];
    const named = await duplicates(csv, ...how, '--id', 'Id');
    expect(named.code).toBe(0);
    expect(named.err).toContain('the id 1 is that of several rows; leave out --id');
    const lined = await duplicates(csv, ...how);
    expect(lined.err).toBe('');
    expect(JSON.parse(lined.out)[1]).toMatchObject({ a: 2, b: 6, verdict: 'exact' });
    expect(JSON.parse(lined.out)[1].evidence).toContainEqual({
      what: 'address',
      agrees: true,
      detail: 'same address',
    });
  });

  it.each([
    ['utf-8 with a mark', Buffer.from('\ufeffName,Id\nCafé Nørd,1\nCAFE NORD Ltd,2\n')],
    ['utf-16', Buffer.from('\ufeffName,Id\r\nCafé Nørd,1\r\nCAFE NORD Ltd,2\r\n', 'utf16le')],
    ['windows-1252', Buffer.from('Name;Id\r\nCafé Nørd;1\r\nCAFE NORD Ltd;2\r\n', 'latin1')],
    ['lines inside quotes', Buffer.from('Name,Id\r\n"Café\r\nNørd",1\r\n"CAFE ""NORD"" Ltd",2\r\n')],
    ['old Mac lines', Buffer.from('Name,Id\rCafé Nørd,1\rCAFE NORD Ltd,2\r')],
  ])('reads %s', async (_, csv) => {
    const { code, out } = await duplicates(csv, '--name', 'name', '--id', 'ID', '--json');
    expect([code, JSON.parse(out)]).toMatchObject([0, [{ a: '1', b: '2', verdict: 'exact' }]]);
  });

  it('waits for whoever reads slowly, and stops when nobody reads any more', async () => {
    await writeFile(join(folder, 'many.csv'), `Name\n${'Northwind Traders\n'.repeat(1_500)}`);
    const pieces: string[] = [];
    let writing = 0;
    const outSlowly = async (text: string) => {
      writing += 1;
      expect(writing).toBe(1);
      await new Promise((go) => setTimeout(go, 2));
      writing -= 1;
      return pieces.push(text) < 3;
    };
    const { code, out } = await runCommand(
      ['duplicates', 'many.csv', '--name', 'Name'],
      { outSlowly },
      folder,
    );
    expect([code, out, pieces.length]).toEqual([0, '', 3]);
  });

  it('prints an empty list when there is nothing', async () => {
    expect((await duplicates('Name\nAlfa\nBeta\n', '--name', 'Name', '--json')).out).toBe('[]\n');
    expect((await duplicates('Name\n', '--name', 'Name', '--json')).out).toBe('[]\n');
  });

  it.each([
    ['Name\nAlfa\n', 'accounts.csv:1: --name "Company": is not the title of a column. Its columns are Name.'],
    ['Company,Company\nAlfa,Beta\n', 'accounts.csv:1: --name "Company": is the title of 2 columns.'],
    ['', 'accounts.csv: (file): is empty.'],
    [`${'N'.repeat(5_000)},Id\nAlfa,1\n`, `Its columns are ${'N'.repeat(39)}…, Id.`],
    ['Company,X\n"Alfa" x,1\n', 'accounts.csv:2: (row): a quote is followed by something else'],
    ['Company,X\nAlfa, Beta,1\n', 'accounts.csv:2: (row): has 3 cells where there are 2 titles.'],
  ])('says what is wrong with %j, and prints no result', async (csv, message) => {
    const { code, out, err } = await duplicates(csv, '--name', 'Company', '--json');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  it('says when there is no such file or no name', async () => {
    const missing = await runCommand(['duplicates', 'none.csv', '--name', 'Name'], {}, folder);
    expect([missing.code, missing.err]).toEqual([
      2,
      expect.stringContaining('none.csv: (file): does not exist.'),
    ]);
    expect((await duplicates(CSV)).code).toBe(2);
  });
});
