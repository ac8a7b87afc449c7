import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { planNudge } from '../../src/assemble/nudge-planner.js';
import { scheduler } from '../../src/assemble/schedule.js';
import type { PrintedRow } from '../../src/cli/schedule/schedule-row.js';
import { scheduleTable } from '../../src/cli/schedule/schedule-table.js';
import type { CliWorld } from '../../src/cli/world.js';
import { welcomePackets } from '../../src/kit/welcome.js';
import { relay } from '../../src/outbox/relay.js';
import { definitionSchema } from '../../src/program/definition.js';
import { outboxStore } from '../../src/store/outbox.js';
import { pendingSource } from '../../src/store/pending-source.js';
import { referralStore } from '../../src/store/referrals.js';
import { referralIn } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';
import { openTestStore, runCommand } from './run-command.js';

const database = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), 'referral-desk-schedule-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  for (const name of ['programs', 'referrals', 'outbox']) await database.db.collection(name).deleteMany({});
});

/** A Wednesday, 10:00 in Berlin. */
const NOW = new Date('2026-11-25T09:00:00.000Z');

async function schedule(args: string[], now = NOW, changed: Partial<CliWorld> = {}) {
  return runCommand(
    ['schedule', ...args],
    {
      scheduler: async () => scheduler,
      openStore: async () => ({ ...openTestStore(database), now: async () => now }),
      ...changed,
    },
    folder,
  );
}

async function rowsUntil(until: string): Promise<PrintedRow[]> {
  const { code, out } = await schedule(['--until', until, '--json']);
  expect(code).toBe(0);
  return JSON.parse(out) as PrintedRow[];
}

const PROGRAM = {
  id: 'p',
  name: 'Partners',
  timeZone: 'Pacific/Auckland',
  programManagers: [{ id: 'ada', name: 'Ada Admin', accounts: { slack: 'U0ADMIN' } }],
  reps: [{ id: 'rita', name: 'Rita Rep', accounts: { slack: 'U0RITA' }, timeZone: 'America/New_York' }],
  partners: [],
  checkIns: { cycle: 'off' },
  channels: [{ kind: 'triage', id: 'triage', channel: { id: 'C0TRIAGE' }, default: true }],
};

async function apply(program: object = PROGRAM): Promise<void> {
  await writeFile(join(folder, 'p.yaml'), JSON.stringify(program));
  const { code, err } = await runCommand(
    ['program', 'apply', 'p.yaml'],
    {
      openStore: async () => openTestStore(database),
      afterApply: (changes, applied) => welcomePackets(changes, applied, NOW),
    },
    folder,
  );
  expect([code, err]).toEqual([0, '']);
}

describe('--until', () => {
  const noStore = {
    openStore: () => {
      throw new Error('nonsense is told before the database is opened');
    },
  };

  test.each([
    'tomorrow',
    '31.12.2026',
    '2026-13-01',
    '2026-02-30',
    '20261231',
    '',
    '2026-12-31 12:00',
    '1e9',
  ])('%j is no date', async (until) => {
    const { code, out, err } = await schedule(['--until', until], NOW, noStore);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^command line: --until: ".*" is no date\. Write a day such as 2026-12-31, .+\.\n$/);
  });

  test('what is past is refused; today is not, nor the instant that is now', async () => {
    for (const until of ['2026-11-24', '2026-11-25T08:59Z', '0001-01-01'])
      expect(await schedule(['--until', until])).toEqual({
        code: 2,
        out: '',
        err: `command line: --until: ${until} is past. Give a date from 2026-11-25 on.\n`,
      });
    expect((await schedule(['--until', '2026-11-25'])).code).toBe(0);
    expect((await schedule(['--until', '2026-11-25T09:00:00.000Z'])).code).toBe(0);
  });

  test('so is what nobody can know yet', async () => {
    const { code, err } = await schedule(['--until', '2029-11-26']);
    expect(code).toBe(2);
    expect(err).toMatch(
      /--until: 2029-11-26 is too far ahead.*Give a date up to 2029-11-25, 3 years ahead\./,
    );
    expect((await schedule(['--until', '+012026-01-01'])).code).toBe(2);
    expect((await schedule(['--until', '2029-11-25', '--json'])).code).toBe(0);
  });

  test('is needed', async () => {
    const { code, err } = await schedule([]);
    expect(code).toBe(2);
    expect(err).toMatch(
      /^command line: schedule: required option '--until <DATE>' not specified\. .+--help\.\n$/,
    );
  });

  test('a day is the program’s, and included; an instant without a zone is the program’s too', async () => {
    await apply();
    // It is 22:00 in Auckland, and morning in Berlin; New York's morning comes before Auckland's next.
    const told = async (until: string) =>
      (await rowsUntil(until)).map(({ at, subject }) => `${at} ${subject}`);
    const rita = '2026-11-25T14:00:00.000Z reps/rita';
    const ada = '2026-11-25T20:00:00.000Z programManagers/ada';
    expect(await told('2026-11-25')).toEqual([]);
    expect(await told('2026-11-26')).toEqual([rita, ada]);
    expect(await told('2026-11-26T08:59')).toEqual([rita]);
    expect(await told('2026-11-26T09:00')).toEqual([rita, ada]);
    expect(await told('2026-11-25T20:00Z')).toEqual([rita, ada]);
  });
});

describe('schedule', () => {
  test('with an empty store plans the playground’s program, and says so beside the result', async () => {
    const { code, out, err } = await schedule(['--until', '2026-12-01', '--json']);
    expect(code).toBe(0);
    expect(err).toBe('There is no program yet: this is the playground’s, Northwind Shield.\n');
    const rows = JSON.parse(out) as PrintedRow[];
    expect(rows).toContainEqual({
      at: '2026-11-26T08:00:00.000Z',
      zone: 'Europe/Berlin',
      local: '2026-11-26T09:00',
      kind: 'digest',
      subject: 'programManagers/priya',
      channel: 'slack U0PRIYA',
      reason: 'Daily at 09:00, when there is something to say.',
    });
    expect(await database.db.collection('programs').countDocuments()).toBe(0);
  });

  test('rows are in order of time, each true in its zone, and the same the next time', async () => {
    await apply();
    const referrals = referralStore(database.connection);
    const program = definitionSchema.parse(PROGRAM);
    for (let number = 0; number < 60; number += 1) {
      const referral = referralIn('routed', {
        id: String(number).padStart(24, '0'),
        reference: `R-${number}`,
        submissionKey: `view:${number}`,
        programId: 'p',
        stateSince: NOW,
        claimBy: new Date('2026-11-26T00:00:00.000Z'),
        route: {
          assignmentId: 'triage',
          channel: { platform: 'slack', id: 'C0TRIAGE' },
          reason: 'r',
          at: NOW,
        },
      });
      await referrals.insert({ ...referral, nudge: planNudge(referral, program) });
    }
    const before = await database.db.collection('referrals').find().sort({ _id: 1 }).toArray();
    const rows = await rowsUntil('2026-12-24');
    expect(new Set(rows.map(({ subject }) => subject)).size).toBe(62);
    expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).toSorted());
    for (const { at, zone, local } of rows)
      expect(DateTime.fromISO(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm")).toBe(local);
    expect(await rowsUntil('2026-12-24')).toEqual(rows);
    expect(await database.db.collection('referrals').find().sort({ _id: 1 }).toArray()).toEqual(before);
  });

  test('the reminder of a partner that has just joined is there before the desk has run, and afterwards', async () => {
    await apply({
      ...PROGRAM,
      partners: [{ id: 'pat', name: 'Pat & Co' }],
      channels: [
        ...PROGRAM.channels,
        { kind: 'partner', id: 'pats', channel: { id: 'C0PAT' }, partner: 'pat' },
      ],
    });
    const reminders = async () =>
      (await rowsUntil('2027-01-31')).filter(({ kind }) => kind === 'first_referral_reminder');
    const [reminder, ...more] = await reminders();
    expect(reminder).toMatchObject({ subject: 'partners/pat', channel: 'slack C0PAT' });
    expect(more).toEqual([]);
    await relay({
      store: outboxStore(database.db),
      sources: [pendingSource(database.db, 'programs')],
      program: async () => undefined,
    });
    expect(await reminders()).toEqual([reminder]);
  });

  test('nothing due is an answer', async () => {
    await apply({ ...PROGRAM, programManagers: [], reps: [] });
    expect(await schedule(['--until', '2026-12-24', '--json'])).toEqual({ code: 0, out: '[]\n', err: '' });
    expect((await schedule(['--until', '2026-12-24'])).out).toBe('Nothing is due until 2026-12-24.\n');
  });

  test('the table is aligned, and long names are shortened', async () => {
    const row = {
      at: NOW,
      zone: 'America/Argentina/ComodRivadavia',
      kind: 'claim_reminder',
      subject: 'referrals/R-1',
    };
    const long = `R-1 ${'Donaudampfschifffahrt 🚢 '.repeat(9)}`;
    const table = scheduleTable([
      { ...row, called: long, channel: 'slack C0TRIAGE', reason: 'Nobody has\nclaimed it.' },
      {
        ...row,
        zone: 'UTC',
        called: 'R-2 Acme',
        channel: `teams 19:${'x'.repeat(60)}@thread.tacv2`,
        reason: 'Nobody.',
      },
    ]);
    const [head, first, second, ...rest] = table.split('\n');
    expect(rest).toEqual(['']);
    expect(head).toMatch(/^WHEN +ZONE +WHAT +ABOUT +WHERE +WHY$/);
    expect(first).toContain(
      '2026-11-25 06:00  America/Argentina/Comod…  claim reminder  R-1 Donaudampfschifffahrt 🚢 Don…  slack',
    );
    const column = [...(head ?? '')].join('').indexOf('WHY');
    expect([...(first ?? '')].slice(column).join('')).toBe('Nobody has claimed it.');
    expect([...(second ?? '')].slice(column).join('')).toBe('Nobody.');
  });
});
