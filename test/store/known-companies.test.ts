import { beforeEach, describe, expect, test } from 'vitest';
import { checkKnown } from '../../src/known/check-known.js';
import { readColumnMap } from '../../src/known/columns.js';
import type { FileRow, Rejected } from '../../src/known/file-rows.js';
import { type ImportKnown, importKnown } from '../../src/known/import-known.js';
import { Overtaken } from '../../src/known/import-ports.js';
import type { KnownKind } from '../../src/known/known-company.js';
import { countKnown, knownCompanyStore } from '../../src/store/known-companies.js';
import { clock, matching, program, rowsOf } from '../known/lists.js';
import { testDatabase } from './database.js';

const database = await testDatabase();
const store = knownCompanyStore(database.db);
const companies = database.db.collection('known_companies');

beforeEach(async () => {
  for (const name of ['known_companies', 'known_lists', 'known_trials'])
    await database.db.collection(name).deleteMany({});
});

const TITLES = ['name', 'domain', 'id', 'email', 'opened', 'touched', 'owner', 'stage'];

async function importRows(cells: string[][], given: Partial<ImportKnown> = {}, titles = TITLES) {
  const kind: KnownKind = given.kind ?? 'customer';
  const rejected: Rejected[] = [];
  const done = await importKnown(
    { lists: store, matching, clock },
    {
      program: program(),
      kind,
      map: readColumnMap(
        titles.map((title) => `${title}=${title}`),
        kind,
      ),
      file: 'list.csv',
      rows: rowsOf(titles, ...cells.map((row) => [...row, ...Array(titles.length - row.length).fill('')])),
      onRejected: async (one) => void rejected.push(one),
      ...given,
    },
  );
  return { ...done, reasons: rejected.map(({ line, path, problem }) => `${line}: ${path} ${problem}`) };
}

const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => [
    `Company ${from + index}`,
    `c${from + index}.com`,
    `id${from + index}`,
  ]);

const check = (prospect: Parameters<typeof checkKnown>[1]['prospect']) =>
  checkKnown({ known: store, matching, clock }, { program: program(), prospect });

test('what was imported is found, by any spelling of it, and nothing else is', async () => {
  expect(
    await importRows([['Müller & Söhne GmbH', 'https://www.mueller.de/x', '7', 'jo@mueller.de']]),
  ).toMatchObject({ added: 1 });
  expect((await check({ company: 'MULLER and SOHNE' })).findings).toMatchObject([
    { company: { reference: '7' } },
  ]);
  expect(await check({ company: 'Other', domain: 'other.com' })).toMatchObject({
    outcome: 'accept',
    findings: [],
  });
});

test('a domain that many share does not crowd out the one of the same name', async () => {
  await importRows(many(150).map(([name = '', , id = '']) => [name, 'portal.com', id]));
  await importRows([['Northwind Robotics', 'northwind.com', 'last']]);
  const keys = matching.keys({ name: 'Northwind Robotics', domain: 'portal.com' });
  const asked = { programId: program().id, keys, openedSince: '2026-01-01', touchedSince: '2026-01-01' };
  const found = await store.candidates(asked);
  expect(found.map(({ reference }) => reference)).toContain('last');
});

test('of addresses and numbers only keyed hashes are kept', async () => {
  await importRows([['Acme', 'acme.com', '1', 'Jo.Doe@acme.com']]);
  const text = JSON.stringify(await companies.find().toArray());
  expect(text).toContain('emailPrint');
  expect(text.toLowerCase()).not.toMatch(/jo\.?doe/);
});

describe('a later import', () => {
  test('of the same file changes nothing, over several batches', async () => {
    const rows = many(2_300);
    expect(await importRows(rows)).toMatchObject({ read: 2_300, added: 2_300, unchanged: 0 });
    const before = await companies.find().project({ run: 0, listedAt: 0 }).toArray();
    expect(await importRows(rows)).toMatchObject({ added: 0, changed: 0, unchanged: 2_300, rejected: 0 });
    expect(await companies.find().project({ run: 0, listedAt: 0 }).toArray()).toEqual(before);
  });

  test('changes what has the same id, or without one the same name and domain', async () => {
    await importRows([
      ['Acme', 'acme.com', '1'],
      ['Beta', 'beta.io', '', '', '', '', 'Ann'],
    ]);
    const later = [
      ['Acme Holding', 'acme.com', '1'],
      ['BETA Ltd.', 'www.beta.io', '', '', '', '', 'Bob'],
      ['New', 'new.com', '2'],
    ];
    expect(await importRows(later)).toMatchObject({ added: 1, changed: 2, unchanged: 0 });
    expect(await companies.countDocuments()).toBe(3);
    expect((await check({ company: 'Beta', domain: 'beta.io' })).findings[0]?.company.owner).toBe('Bob');
    expect((await check({ company: 'Acme Holding' })).findings).toHaveLength(1);
  });

  test('leaves what is absent, unless the list is replaced; what comes back is in force again', async () => {
    await importRows(many(10));
    await importRows(many(8));
    expect(await countKnown(database.db)).toMatchObject({ customer: 10 });
    expect(await importRows(many(8), { replace: true, dryRun: true })).toMatchObject({ ended: 2 });
    expect(await countKnown(database.db)).toMatchObject({ customer: 10 });
    expect(await importRows(many(8), { replace: true })).toMatchObject({ ended: 2, unchanged: 8 });
    expect(await countKnown(database.db)).toMatchObject({ customer: 8 });
    expect((await check({ company: 'Company 9', domain: 'c9.com' })).findings).toEqual([]);
    expect(await importRows(many(8), { replace: true })).toMatchObject({ ended: 0, changed: 0 });
    expect(await importRows(many(10))).toMatchObject({ changed: 2, unchanged: 8 });
    expect((await check({ company: 'Company 9', domain: 'c9.com' })).findings).toHaveLength(1);
  });

  test('ends nothing when rows were rejected, or when most of the list would end', async () => {
    await importRows(many(10));
    const rejecting = await importRows([...many(8), ['', 'x.com']], { replace: true });
    expect(rejecting).toMatchObject({ ended: 0, notEnded: expect.stringContaining('1 of the file’s rows') });
    const short = await importRows(many(2), { replace: true });
    expect(short).toMatchObject({ ended: 0, notEnded: expect.stringContaining('8 of 10') });
    expect(await importRows(many(2), { replace: 'most' })).toMatchObject({ ended: 8 });
  });

  test('of another kind or program touches nothing of this one', async () => {
    await importRows(many(3));
    await importRows(many(3), { kind: 'do_not_contact' });
    await importRows(many(1), { kind: 'do_not_contact', replace: 'most' });
    expect(await countKnown(database.db)).toEqual({ customer: 3, opportunity: 0, do_not_contact: 1 });
    await importRows(many(1), { program: { ...program(), id: 'another' }, replace: 'most' });
    expect(
      (await check({ company: 'Company 2', domain: 'c2.com' })).findings.map(({ rule }) => rule),
    ).toEqual(['existing_customer']);
  });
});

describe('the same company twice in one file', () => {
  const twice = [
    ['Acme', 'acme.com', '', '', '2026-10-01'],
    ['Beta', 'beta.io'],
    ['ACME Inc.', 'acme.com', '', '', '2026-11-01'],
    ['acme', 'acme.com', '', '', '2026-09-01'],
  ];
  test('without ids is as many entries, and no more when it is imported again', async () => {
    const given = { kind: 'opportunity' } as const;
    expect(await importRows(twice, { ...given, dryRun: true })).toMatchObject({ added: 4 });
    expect(await companies.countDocuments()).toBe(0);
    expect(await importRows(twice, given)).toMatchObject({ added: 4 });
    expect(await importRows(twice, given)).toMatchObject({ added: 0, changed: 0, unchanged: 4 });
    expect((await check({ company: 'Acme', domain: 'acme.com' })).findings).toMatchObject([
      { company: { opened: '2026-11-01' }, others: 2 },
    ]);
    expect(await importRows(twice.slice(0, 3), { ...given, replace: true })).toMatchObject({ ended: 1 });
  });

  test('far apart too, in different batches', async () => {
    const rows = [...many(1_500).map(([name = '', domain = '']) => [name, domain]), ['Company 3', 'c3.com']];
    expect(await importRows(rows)).toMatchObject({ added: 1_501 });
    expect(await importRows(rows)).toMatchObject({ unchanged: 1_501 });
    expect(await importRows(rows, { dryRun: true })).toMatchObject({ unchanged: 1_501 });
  });

  test('with one id is a mistake in the list: the first row stays', async () => {
    const rows = [
      ['Acme', 'acme.com', '1'],
      ['Beta', 'beta.io', '1'],
    ];
    const said = { added: 1, rejected: 1, reasons: ['3: id is the same as in line 2'] };
    expect(await importRows(rows, { dryRun: true })).toMatchObject(said);
    expect(await importRows(rows)).toMatchObject(said);
    expect(await importRows(rows)).toMatchObject({ ...said, added: 0, unchanged: 1 });
  });
});

test('rows that cannot be taken say why, and the rest goes in', async () => {
  const rows = [
    ['', 'a.com'],
    ['  -  ', 'b.com'],
    ['=HYPERLINK("x","y")', 'c.com'],
    ['A\ufffdme', 'd.com'],
    ['Acme', 'acme.com', '="0017"', '', 'soon'],
    ['Later', 'later.com', '', '', '', '2062-01-01'],
    ['Fine', 'not a domain', '="0018"', 'nor an address', '46351'],
    ['!!!'],
    ['x'.repeat(301)],
  ];
  const done = await importRows(rows);
  expect(done.reasons).toEqual([
    '2: name is empty',
    '3: name is empty',
    '4: name is a formula, not its value',
    '5: name holds a character that could not be read',
    '6: opened "soon" is not a date',
    '7: touched 2062-01-01 is in the future',
    '9: name names nothing',
    '10: name is 301 characters long',
  ]);
  expect(await companies.find().toArray()).toMatchObject([
    { name: 'Fine', reference: '0018', opened: '2026-11-25' },
  ]);
});

test('a do-not-contact list may hold names, domains or addresses, and no mail provider', async () => {
  const rows = [
    ['Acme'],
    ['', 'beta.io'],
    ['', '', '', 'jo@gmail.com'],
    ['', 'gmail.com'],
    ['', '', '', 'not one'],
    [''],
  ];
  const done = await importRows(rows, { kind: 'do_not_contact' });
  expect(done.reasons).toEqual([
    '5: domain gmail.com is a mail provider’s and would hold for everybody there',
    '6: email is not an e-mail address',
  ]);
  expect(done).toMatchObject({ added: 3, read: 5 });
  expect((await check({ company: 'X', email: 'J.O@gmail.com' })).outcome).toBe('reject');
  expect((await check({ company: 'X', email: 'other@gmail.com' })).outcome).toBe('accept');
  expect((await check({ company: 'X', domain: 'shop.beta.io' })).outcome).toBe('reject');
});

test('killed anywhere and run again, all is there once', async () => {
  const rows = many(2_500);
  for (const stop of [1, 1_000, 1_001, 2_400]) {
    async function* dying(): AsyncGenerator<FileRow> {
      let count = 0;
      for await (const row of rowsOf(TITLES, ...rows.map((row) => [...row, '', '', '', '', '']))) {
        if (count++ > stop) throw new Error('killed');
        yield row;
      }
    }
    await expect(importRows(rows, { rows: dying() })).rejects.toThrow('killed');
  }
  expect(await importRows(rows)).toMatchObject({ added: 500, unchanged: 2_000 });
  expect(await companies.countDocuments()).toBe(2_500);
});

test('of two imports of one list the one that began last goes on', async () => {
  const name = { programId: 'p', kind: 'customer', dryRun: false } as const;
  const first = await store.begin(name);
  const row = { identity: 'id 1', repeats: false, keys: ['n:acme'], line: 2, name: 'Acme' };
  expect(await first.put([row])).toEqual(['added']);
  const second = await store.begin(name);
  await expect(first.put([row])).rejects.toThrow(Overtaken);
  await expect(first.endAbsent()).rejects.toThrow(Overtaken);
  expect(await second.put([row])).toEqual(['unchanged']);
});
