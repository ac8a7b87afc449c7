import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { Refused } from '../../src/errors.js';
import type { Actor } from '../../src/people/actor.js';
import * as progress from '../../src/referral/decide-progress.js';
import { keepLedger } from '../../src/rewards/keep-ledger.js';
import { cancelLine, createPayout, payLine } from '../../src/rewards/payouts.js';
import { readStatement } from '../../src/rewards/read-rewards.js';
import { approveReward } from '../../src/rewards/review-rewards.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { openTestStore, runCommand } from '../cli/run-command.js';
import { actOf, JONAS, minutesAfter, NOON, PRIYA, WORDS } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';
import { rewardDesk } from './desk.js';
import { EUR, PLAN, rewarding } from './rewards.js';

const database = await testDatabase();
await ensureIndexes(database);
const program = rewarding(
  { plans: [PLAN], taxForms: { US: 'W-9' } },
  {
    partners: [
      { id: 'fjord', name: '=HYPERLINK("http://evil.example")', country: 'US' },
      { id: 'harbor', name: 'Harbor, Managed IT' },
    ],
  },
);
const desk = await rewardDesk(database, program);
const { deps, referrals } = desk;
const folder = await mkdtemp(join(tmpdir(), 'referral-desk-payouts-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => desk.empty());

const MANAGER: Actor = {
  person: PRIYA,
  internal: true,
  admin: false,
  programManager: program.programManagers[0],
} as Actor;

const run = (...args: string[]) =>
  runCommand(args, { openStore: async () => openTestStore(database) }, folder);

/** A won deal of 10,000 and its meeting: 1,250 in all, approved. */
async function payable(partnerId: string): Promise<string> {
  const { id } = await desk.worked(partnerId);
  await referrals.change(id, (current) => ({
    ...progress.win(current, EUR(1_000_000), actOf(JONAS), 300),
    messages: [],
  }));
  desk.at(minutesAfter(10));
  await keepLedger(deps);
  desk.at(new Date('2026-12-27T12:00:00Z'));
  await keepLedger(deps);
  const { found } = await deps.rewards.page({
    programId: program.id,
    partnerId,
    states: ['in_review'],
    limit: 50,
  });
  for (const { subject } of found)
    await approveReward(
      { ...deps, referrals },
      { actor: MANAGER, rewardId: subject.rewardId, actKey: subject.rewardId },
    );
  return id;
}

const owed = async (partnerId: string) =>
  (await deps.rewards.accounts(program.id, [partnerId])).get(partnerId)?.totals['EUR:cash'];

test('a payout as a file: a line a partner, formulas harmless, the tax form named; paid by importing it', async () => {
  await payable('fjord');
  desk.at(NOON);
  await payable('harbor');
  const made = await run('payouts', 'create', '--out', 'payout.csv');
  expect(made).toMatchObject({ code: 0, err: expect.stringMatching(/^P-[0-9A-Z]{6}: 2 lines\.\n$/) });
  const text = await readFile(join(folder, 'payout.csv'), 'utf8');
  expect(text).toContain(`"'=HYPERLINK(""http://evil.example"")",fjord,cash,1250.00,EUR,`);
  expect(text).toMatch(/,US,W-9\r\n/);
  expect(text).toContain('"Harbor, Managed IT",harbor');
  expect((await run('payouts', 'create')).err).toBe('There is nothing to pay.\n');
  expect((await run('import', 'payouts', 'payout.csv', '--dry-run')).out).toContain(
    '2 paid, 0 rejected (dry run',
  );
  expect(await run('import', 'payouts', 'payout.csv')).toMatchObject({
    code: 0,
    out: '2 rows read, 2 paid, 0 rejected\n',
  });
  expect(await owed('fjord')).toMatchObject({ balance: 0, paid: 125_000 });
  // Once more: nothing is paid twice, and each row says so.
  const again = await run('import', 'payouts', 'payout.csv', '--rejects', 'rejects.csv');
  expect(again).toMatchObject({ code: 1, out: '2 rows read, 0 paid, 2 rejected\n' });
  expect(again.err).toMatch(/payout\.csv:2: line: Payout P-[0-9A-Z]{6}-1 is paid already\. Correct it/);
  expect(await readFile(join(folder, 'rejects.csv'), 'utf8')).toContain('is paid already');
  expect(await owed('fjord')).toMatchObject({ balance: 0, paid: 125_000 });
});

test('rows that do not agree with their payout are told one by one, and the right one is taken', async () => {
  await payable('fjord');
  await run('payouts', 'create', '--out', 'payout.csv');
  const id = /P-[0-9A-Z]{6}-1/.exec(await readFile(join(folder, 'payout.csv'), 'utf8'))?.[0];
  const rows = [
    'line,amount,currency,reference',
    'P-000000-1,1250.00,EUR,',
    `${id},1250.01,EUR,`,
    `${id},1250.00,USD,`,
    `${id},1250.00,XXQ,`,
    `${id},-1250.00,EUR,`,
    `${id},99999999999999999,EUR,`,
    `${id},,EUR,`,
    `${id},1250.00,EUR,SEPA 17`,
    `${id},1250.00,EUR,SEPA 17`,
    ',1250.00,EUR,',
  ];
  await writeFile(join(folder, 'bank.csv'), rows.join('\n'));
  const done = await run('import', 'payouts', 'bank.csv');
  expect(done).toMatchObject({ code: 1, out: '10 rows read, 1 paid, 9 rejected\n' });
  const lines = done.err.split('\n');
  expect(lines[0]).toContain('bank.csv:2: line: There is no payout line P-000000-1.');
  expect(lines[1]).toContain('is of €1,250.00, not of €1,250.01');
  expect(lines[2]).toContain('is in EUR, not in USD');
  expect(lines[3]).toContain('"XXQ" is not a currency such as EUR');
  expect(lines[4]).toContain('bank.csv:6: amount:');
  expect(lines[5]).toContain('too large to be right');
  expect(lines[6]).toContain('amount: is empty');
  expect(lines[7]).toContain('stands in the file twice');
  expect((await desk.ledger()).find(({ type }) => type === 'paid')?.reason).toContain('SEPA 17');
  await writeFile(join(folder, 'wrong.csv'), 'a,b\n1,2\n');
  expect(await run('import', 'payouts', 'wrong.csv')).toMatchObject({
    code: 1,
    err: expect.stringContaining('lacks the titles line, amount, currency'),
  });
});

test('paid and taken back, it is set off against the next payout; a line that was not transferred can be cancelled', async () => {
  const first = await payable('fjord');
  const by = MANAGER.person;
  const [line] = await createPayout(deps, program, { by, actKey: 'a' });
  expect(await createPayout(deps, program, { by, actKey: 'a' })).toEqual([line]);
  await cancelLine(deps, program, line?.id ?? '', by);
  await expect(payLine(deps, program, line?.id ?? '', by)).rejects.toThrow(Refused);
  const [second] = await createPayout(deps, program, { by, actKey: 'b' });
  await payLine(deps, program, second?.id ?? '', by);
  await referrals.change(first, (current) => ({
    ...progress.fallThrough(
      current,
      { reason: 'no_budget', shareableText: WORDS },
      actOf(JONAS, { at: desk.now() }),
      0,
    ),
    messages: [],
  }));
  await keepLedger(deps);
  expect(await owed('fjord')).toMatchObject({ balance: -100_000 });
  desk.at(NOON);
  await payable('fjord');
  const [third] = await createPayout(deps, program, { by, actKey: 'c' });
  expect(third).toMatchObject({ amount: 25_000 });
  expect(third?.items.map(({ amount }) => amount).sort((a, b) => a - b)).toEqual([-100_000, 25_000, 100_000]);
  await Promise.all([1, 2, 3].map(() => payLine(deps, program, third?.id ?? '', by).catch(() => {})));
  expect(await owed('fjord')).toMatchObject({ balance: 0, paid: 150_000 });
  expect((await desk.ledger()).reduce((so, { amount }) => so + amount, 0)).toBe(0);
});

test('a partner reads its own statement, whatever it asks for; staff read any; strangers none', async () => {
  await payable('fjord');
  const [fjord, harbor] = program.partners;
  const of = (partner: typeof fjord) => ({ person: PRIYA, internal: false, admin: false, partner }) as Actor;
  const own = await readStatement(deps, of(fjord), { partnerId: 'harbor' });
  expect(own).toMatchObject({ partnerId: 'fjord', asPartner: true, page: { total: 2 } });
  expect((await readStatement(deps, of(harbor), { partnerId: 'fjord' })).page.total).toBe(0);
  expect((await readStatement(deps, MANAGER, { partnerId: 'fjord' })).asPartner).toBe(false);
  const stranger = { person: PRIYA, internal: true, admin: false } as Actor;
  await expect(readStatement(deps, stranger, { partnerId: 'fjord' })).rejects.toThrow(Refused);
  await expect(
    approveReward({ ...deps, referrals }, { actor: of(fjord), rewardId: 'x', actKey: 'k' }),
  ).rejects.toThrow('Only a program manager');
});
