import { beforeEach, expect, test } from 'vitest';
import { planningNudges } from '../../src/assemble/plan-nudges.js';
import { NO_CHAT_ENTRIES } from '../../src/program/merge-program.js';
import { programStore } from '../../src/store/programs.js';
import { referralStore } from '../../src/store/referrals.js';
import { BASE } from '../program/programs.js';
import { minutesAfter } from '../referral/referrals.js';
import { found } from '../review/desk.js';
import { testDatabase } from '../store/database.js';
import { exampleReferral } from '../store/example-referral.js';
import { openTestStore, runCommand } from './run-command.js';

const database = await testDatabase();
const programs = programStore(database.connection);
const referrals = planningNudges(referralStore(database.connection), programs, () => undefined);
const run = (...args: string[]) =>
  runCommand(['review', ...args], { openStore: async () => openTestStore(database) });

beforeEach(async () => {
  for (const name of ['programs', 'referrals']) await database.db.collection(name).deleteMany({});
});

async function withProgram(): Promise<void> {
  const chat = { entries: NO_CHAT_ENTRIES };
  await programs.save(undefined, { id: BASE.id, version: 1, file: BASE, chat, program: BASE }, []);
}

const waiting = (minutes: number, company: string) =>
  referrals.insert(
    exampleReferral({
      programId: BASE.id,
      state: 'in_review',
      stateSince: minutesAfter(minutes),
      prospect: { company },
      review: { kind: 'duplicate', why: 'Known.' },
      findings: [found({ staffText: 'In the\nlist.' })],
    }),
  );

test('says that there is no program, or nothing to decide', async () => {
  expect(await run()).toMatchObject({ code: 1, err: expect.stringContaining('There is no program yet') });
  await withProgram();
  expect(await run()).toEqual({ code: 0, out: 'Nothing waits for a decision.\n', err: '' });
  expect(await run('--json')).toMatchObject({ code: 0, out: '[]\n' });
  expect(await run('--rules')).toMatchObject({ out: 'No rule has held on a referral yet.\n' });
  expect(await run('--rules', '--json')).toMatchObject({ out: '[]\n' });
});

test('lists the oldest first, what was typed on one line, and over more than a page', async () => {
  await withProgram();
  for (let minute = 60; minute > 0; minute -= 1) await waiting(minute, `Company ${minute}\u001b[2J`);
  const { out } = await run('--limit', '55', '--json');
  const rows = JSON.parse(out) as { company: string }[];
  expect(rows.map(({ company }) => company.replace(/\D+(\d+).*/su, '$1'))).toEqual(
    Array.from({ length: 55 }, (_, index) => String(index + 1)),
  );
  expect(rows[0]).toMatchObject({
    kind: 'duplicate',
    partner: 'Northwind',
    since: minutesAfter(1).toISOString(),
    reason: 'In the\nlist.',
    rules: [{ rule: 'existing_customer', outcome: 'review', why: 'In the\nlist.' }],
  });
  const table = (await run('--limit', '1')).out;
  expect(table).toContain('Known company or duplicate\n  Company 1 [2J (Northwind): In the list.\n');
  expect(table).toContain('And 59 more');
});

test('--rules counts', async () => {
  await withProgram();
  await waiting(1, 'One');
  const { out } = await run('--rules', '--json');
  expect(JSON.parse(out)).toEqual([{ rule: 'existing_customer', held: 1, overruled: 0, confirmed: 0 }]);
  expect((await run('--rules')).out).toBe('existing_customer  held once; nobody has looked yet\n');
});

test('refuses a limit that is none', async () => {
  for (const limit of ['0', 'many', '1.5', '1001'])
    expect(await run('--limit', limit)).toMatchObject({
      code: 2,
      err: expect.stringContaining('whole number'),
    });
});
