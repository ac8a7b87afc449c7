import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../../src/csv/decode.js';
import { readCsv } from '../../src/csv/read-csv.js';
import { statesOf } from '../../src/export/read-request.js';
import { INTAKE_FIELDS } from '../../src/intake/fields.js';
import { PLAYGROUND_PROGRAM } from '../../src/playground/seed/program.js';
import { definitionSchema } from '../../src/program/definition.js';
import { mergeProgram, NO_CHAT_ENTRIES } from '../../src/program/merge-program.js';
import { newReferralId } from '../../src/referral/reference.js';
import type { Referral } from '../../src/referral/referral.js';
import { REWARD_STATES } from '../../src/referral/reward-terms.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { programStore } from '../../src/store/programs.js';
import { referralStore } from '../../src/store/referrals.js';
import { testDatabase } from '../store/database.js';
import { exampleReferral } from '../store/example-referral.js';
import { openTestStore, runCommand } from './run-command.js';

const store = await testDatabase();
const referrals = referralStore(store.connection);
const PROGRAM = { ...PLAYGROUND_PROGRAM, timeZone: 'Europe/Berlin' };
const programId = PROGRAM.id;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
  await ensureIndexes(store);
});
afterAll(() => rm(folder, { recursive: true }));

const run = (...args: string[]) =>
  runCommand(['export', ...args], { openStore: async () => openTestStore(store) }, folder);

async function rowsOf(text: string): Promise<Record<string, string>[]> {
  async function* bytes() {
    yield Buffer.from(text);
  }
  const records: string[][] = [];
  for await (const record of readCsv(decode(bytes(), 'utf-8')))
    if ('cells' in record) records.push(record.cells);
  const [titles = [], ...rows] = records;
  return rows.map((cells) => Object.fromEntries(titles.map((title, at) => [title, cells[at] ?? ''])));
}

const answer = (key: string, shown: string, value: string | true = shown) => ({
  ...{ key, label: key, value, shown, shareable: true },
});

function submitted(at: string, changes: Partial<Referral> = {}): Referral {
  const createdAt = new Date(at);
  return exampleReferral({
    ...{ id: newReferralId(createdAt), programId, createdAt, partner: { id: 'fjord', name: 'Fjord' } },
    ...changes,
  });
}

describe('without anything', () => {
  it('says that there is no program', async () => {
    const { code, out, err } = await run('referrals');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('program apply');
  });

  it('writes the titles alone, or an empty list', async () => {
    const program = mergeProgram(PROGRAM, { entries: NO_CHAT_ENTRIES });
    const chat = { entries: NO_CHAT_ENTRIES };
    const stored = { id: program.id, version: 0, file: PROGRAM, chat, program };
    await programStore(store.connection).save(undefined, stored, []);
    const { code, out } = await run('referrals', '--csv');
    expect(code).toBe(0);
    expect(out).toMatch(/^reference,id,submitted_at,[^\n]*\r\n$/);
    expect((await run('referrals', '--json')).out).toBe('[]\n');
    expect((await run('referrals', '--jsonl')).out).toBe('');
  });
});

describe('referrals', () => {
  beforeAll(async () => {
    const won = new Date('2026-03-02T11:00:00Z');
    for (const one of [
      submitted('2026-01-31T22:59:59Z'),
      submitted('2026-01-31T23:30:00Z', {
        state: 'won',
        partner: { id: 'harbor', name: '=Harbor, "Ltd"' },
        answers: [
          answer('company', '=HYPERLINK("x")'),
          answer('contact_name', 'Ann'),
          answer('problem', 'Two\r\nlines; and "quotes", ü'),
          answer('consent', 'Yes', true),
          answer('old_question', 'Kept'),
        ],
        outcome: { state: 'won', amount: { minorUnits: 1_250_050, currency: 'EUR' }, at: won },
        events: [
          {
            ...{ id: 'a', at: won, by: exampleReferral().submittedBy, state: 'accepted' },
            type: 'accepted',
          },
        ],
      }),
      submitted('2026-02-28T22:00:00Z', { state: 'routed' }),
    ])
      await referrals.insert(one);
  });

  it('come oldest first, with a column for each field of the form that is not sensitive', async () => {
    const { code, out, err } = await run('referrals');
    expect([code, err]).toEqual([0, '']);
    const rows = await rowsOf(out);
    expect(rows).toHaveLength(3);
    const names = Object.keys(rows[0] ?? {});
    expect(new Set(names).size).toBe(out.split('\r\n', 1)[0]?.split(',').length);
    expect(names).toEqual(
      expect.arrayContaining(INTAKE_FIELDS.filter(({ sensitive }) => !sensitive).map(({ key }) => key)),
    );
    expect(names.filter((name) => /contact_(name|email|phone)|submitted_by|other/.test(name))).toEqual([]);
    expect(rows[1]).toMatchObject({
      partner_id: 'harbor',
      partner: `'=Harbor, "Ltd"`,
      company: `'=HYPERLINK("x")`,
      problem: 'Two\nlines; and "quotes", ü',
      consent: 'true',
      state: 'won',
      amount_minor: '1250050',
      amount: '12500.50',
      currency: 'EUR',
    });
    expect(rows[1]?.accepted_at).toBe('2026-03-02T12:00:00+01:00');
  });

  it('with contacts have them, and what the form asked once', async () => {
    const [, row] = await rowsOf((await run('referrals', '--contacts')).out);
    expect(row).toMatchObject({ contact_name: 'Ann', other_answers: 'old_question: Kept' });
  });

  it('are raw in JSON, as an array or line by line', async () => {
    const array = JSON.parse((await run('referrals', '--json')).out);
    const { out } = await run('referrals', '--jsonl');
    const each = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(each).toEqual(array);
    expect(array[1]).toMatchObject({
      ...{ company: '=HYPERLINK("x")', consent: true, amount_minor: 1_250_050, amount: '12500.50' },
      end_reason: null,
    });
  });

  it.each([
    [['--from', '2026-02-01', '--until', '2026-02-28'], 2],
    [['--state', 'won,routed'], 2],
    [['--state', 'open'], 2],
    [['--state', 'closed'], 1],
    [['--partner', 'harbor'], 1],
    [['--partner', 'Fjord Consulting'], 2],
    [['--partner', 'harbor', '--state', 'open'], 0],
  ])('%j', async (args, count) => {
    expect(await rowsOf((await run('referrals', ...args)).out)).toHaveLength(count);
  });

  it('marks the bytes for Excel, and takes another delimiter', async () => {
    const { out } = await run('referrals', '--bom', '--delimiter', ';');
    expect(out.startsWith('\ufeffreference;id;')).toBe(true);
    expect(await rowsOf(out)).toHaveLength(3);
  });

  it('goes to a file that only its owner reads, and says how many', async () => {
    const { out, err } = await run('referrals', '--out', 'all.csv');
    expect([out, err]).toEqual(['', '3 referrals written to all.csv\n']);
    expect(await rowsOf(await readFile(join(folder, 'all.csv'), 'utf8'))).toHaveLength(3);
  });

  it.each([
    [
      ['--partner', 'fjrod'],
      '--partner: "fjrod" is no partner of the program. Write fjord, if that is meant.',
    ],
    [['--state', 'wno'], '--state: "wno" is no state of referrals. Write won, if that is meant.'],
    [['--state', ','], '--state: "," is no state of referrals.'],
    [['--from', '2026-02-30'], '--from: "2026-02-30" is no date. Write a day such as 2026-11-21.'],
    [['--from', '2026-03-01', '--until', '2026-02-01'], '--until: 2026-02-01 is before 2026-03-01.'],
    [['--from', ''], '--from: is empty.'],
    [['--delimiter', 'x'], '--delimiter: "x" is none of these.'],
    [['--json', '--bom'], '--bom: is for CSV.'],
    [['--json', '--csv'], 'csv'],
    [['--out', 'no/such/folder.csv'], 'its folder does not exist'],
  ])('%j is refused with what to do', async (args, message) => {
    const { code, out, err } = await run('referrals', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  it('stops asking the database when nobody reads any more', async () => {
    let taken = 0;
    const { code } = await runCommand(
      ['export', 'referrals'],
      {
        openStore: async () => openTestStore(store),
        outSlowly: async () => {
          taken += 1;
          return false;
        },
      },
      folder,
    );
    expect([code, taken]).toEqual([0, 1]);
  });
});

describe('partners', () => {
  it('have their state and their figures', async () => {
    const rows = await rowsOf((await run('partners')).out);
    expect(rows.map(({ id }) => id)).toEqual(PLAYGROUND_PROGRAM.partners.map(({ id }) => id));
    expect(rows.find(({ id }) => id === 'fjord')).toMatchObject({
      ...{ name: 'Fjord Consulting', state: 'active', referrals: '2', referrals_open: '2' },
      channel_platform: 'slack',
    });
    expect(rows.find(({ id }) => id === 'harbor')).toMatchObject({ referrals: '1', referrals_won: '1' });
    expect(rows[0]).not.toHaveProperty('contacts');
  });

  it('are shown as what they are: suspended, and why, or invited', async () => {
    const suspended = { id: 'sus', name: 'Suspended', kind: 'services', standing: 'not_eligible' };
    const program = definitionSchema.parse({
      ...PROGRAM,
      partners: [...PROGRAM.partners, suspended, { id: 'new', name: 'New' }],
    });
    const programs = programStore(store.connection);
    const before = await programs.stored();
    if (!before) throw new Error('There is no program');
    await programs.save(before, { ...before, file: program }, []);
    const rows = await rowsOf((await run('partners', '--state', 'suspended,invited')).out);
    expect(rows.map(({ id, state, standing }) => [id, state, standing])).toEqual([
      ['sus', 'suspended', 'not_eligible'],
      ['new', 'invited', ''],
    ]);
    const now = await programs.stored();
    await programs.save(now, { ...before, version: now?.version ?? 0 }, []);
  });

  it('are narrowed by state, and people come with --contacts alone', async () => {
    expect(await rowsOf((await run('partners', '--state', 'ended')).out)).toEqual([]);
    const [row] = await rowsOf((await run('partners', '--partner', 'fjord', '--contacts')).out);
    expect(row?.contacts).toContain('Sam Rivera');
    expect((await run('partners', '--state', 'won')).err).toContain('is no state of partners');
  });
});

describe('rewards', () => {
  it('have the ledger’s own states', () => {
    expect(statesOf('rewards')).toEqual(REWARD_STATES);
  });

  it('have each amount in minor units and as decimal text, also below zero', async () => {
    const at = new Date('2026-03-02T11:00:00Z');
    const about = {
      ...{ programId, partnerId: 'fjord', referralId: 'a'.repeat(24), reference: 'R-1', company: '@Acme' },
      ...{ step: 'won', kind: 'cash', currency: 'EUR' },
    };
    const standing = {
      state: 'clawed_back',
      reason: 'The deal was lost.',
      earned: 0,
      paid: 12_550,
      balance: -12_550,
      at,
    };
    await store.db
      .collection<{ _id: string }>('rewards')
      .insertMany([
        { _id: 'one', ...about, standing: { ...standing, earnedAt: at } } as never,
        { _id: 'two', ...about, partnerId: 'harbor', standing: { ...standing, state: 'payable' } } as never,
      ]);
    const rows = await rowsOf((await run('rewards')).out);
    expect(rows.map(({ id }) => id)).toEqual(['one', 'two']);
    expect(rows[0]).toMatchObject({
      ...{ company: "'@Acme", partner: 'Fjord Consulting', step: 'won', currency: 'EUR' },
      ...{ balance_minor: '-12550', balance: '-125.50', paid: '125.50', amount: '0.00' },
      ...{ state: 'clawed_back', earned_at: '2026-03-02T12:00:00+01:00' },
    });
    expect(await rowsOf((await run('rewards', '--state', 'payable')).out)).toHaveLength(1);
    expect(await rowsOf((await run('rewards', '--from', '2026-03-03')).out)).toEqual([]);
    expect((await run('rewards', '--partner', 'harbor', '--jsonl')).out.trim().split('\n')).toHaveLength(1);
    expect((await run('rewards', '--state', 'won')).code).toBe(2);
  });
});
