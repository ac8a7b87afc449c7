import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, inject, onTestFinished, test } from 'vitest';
import { findTemplate } from '../../src/catalogue.js';
import { Refused } from '../../src/errors.js';
import type { Card } from '../../src/messages/card.js';
import type { Actor } from '../../src/people/actor.js';
import * as ending from '../../src/referral/decide-ending.js';
import * as progress from '../../src/referral/decide-progress.js';
import { shareableText } from '../../src/referral/shareable.js';
import { Booking } from '../../src/rewards/book.js';
import { rewardIdOf } from '../../src/rewards/entry.js';
import { keepLedger } from '../../src/rewards/keep-ledger.js';
import { lineIdOf, parseLineId } from '../../src/rewards/payout-ids.js';
import { cancelLine, createPayout, payLine } from '../../src/rewards/payouts.js';
import type { PayoutLine, RewardStore } from '../../src/rewards/ports.js';
import { readStatement } from '../../src/rewards/read-rewards.js';
import { approveReward } from '../../src/rewards/review-rewards.js';
import { statementCard } from '../../src/rewards/statement-card.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { rewardCollections } from '../../src/store/reward-documents.js';
import { bundleForNode } from '../bundle-for-node.js';
import { openTestStore, runCommand } from '../cli/run-command.js';
import { wordsOf } from '../messages/words.js';
import { actOf, JONAS, minutesAfter, NOON, PRIYA, WORDS } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';
import type { BookingOrders } from './booking-process.js';
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
    channels: [
      { kind: 'partner', id: 'fjord', channel: { platform: 'slack', id: 'CFJORD' }, partner: 'fjord' },
    ],
  },
);
const desk = await rewardDesk(database, program);
const { deps, referrals } = desk;
const folder = await mkdtemp(join(tmpdir(), 'referral-desk-payouts-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const bookingProcess = await bundleForNode(new URL('./booking-process.ts', import.meta.url));
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
    ...ending.win(current, EUR(1_000_000), actOf(JONAS), 300),
    messages: [],
  }));
  await approveAll(partnerId);
  return id;
}

async function approveAll(partnerId: string): Promise<void> {
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
  expect(again.err).toMatch(
    /payout\.csv:2: line: Payout P-[0-9A-Z]{6}-[0-9A-Z]{5} was marked as paid by Command line on [^.]+\. Correct it/,
  );
  expect(await readFile(join(folder, 'rejects.csv'), 'utf8')).toContain('was marked as paid');
  expect(await owed('fjord')).toMatchObject({ balance: 0, paid: 125_000 });
});

test('rows that do not agree with their payout are told one by one, and the right one is taken', async () => {
  await payable('fjord');
  await run('payouts', 'create', '--out', 'payout.csv');
  const id = /P-[0-9A-Z]{6}-[0-9A-Z]{5}/.exec(await readFile(join(folder, 'payout.csv'), 'utf8'))?.[0];
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

const by = MANAGER.person;

function newsCard(facts: object = {}): Card {
  const template = findTemplate('payout-news');
  if (template?.audience !== 'partnership') throw new Error('There is no such message');
  const partnerName = shareableText('Fjord');
  const context = { partnerName, programName: program.name, restricted: false, now: desk.now() };
  return template.render(context, facts as never);
}

async function payout(actKey: string): Promise<PayoutLine[]> {
  const { payoutId } = await createPayout(deps, program, { by, actKey });
  return desk.lines(payoutId);
}

async function fallThrough(id: string): Promise<void> {
  await referrals.change(id, (current) => ({
    ...ending.fallThrough(
      current,
      { reason: 'no_budget', shareableText: WORDS },
      actOf(JONAS, { at: desk.now() }),
      0,
    ),
    messages: [],
  }));
  await keepLedger(deps);
}

test('paid and taken back, it is set off against the next payout; a line that was not transferred can be cancelled', async () => {
  const first = await payable('fjord');
  const [line] = await payout('a');
  expect(await payout('a')).toEqual([line]);
  await cancelLine(deps, program, line?.id ?? '', by);
  await expect(payLine(deps, program, line?.id ?? '', by)).rejects.toThrow(
    `Payout ${line?.id} was cancelled by Priya Nair on 27 December 2026, 13:00.`,
  );
  // Delivered again, the act takes up nothing that was cancelled since.
  expect(await payout('a')).toHaveLength(1);
  const seen = await desk.ledger();
  const [second] = await payout('b');
  await payLine(deps, program, second?.id ?? '', by);
  await expect(payLine(deps, program, second?.id ?? '', by)).rejects.toThrow(
    'was marked as paid by Priya Nair',
  );
  await fallThrough(first);
  expect(await owed('fjord')).toMatchObject({ balance: -100_000 });
  desk.at(NOON);
  await payable('fjord');
  const [third] = await payout('c');
  expect(third).toMatchObject({ amount: 25_000 });
  expect(third?.items.map(({ amount }) => amount).sort((a, b) => a - b)).toEqual([-100_000, 25_000, 100_000]);
  await Promise.all([1, 2, 3].map(() => payLine(deps, program, third?.id ?? '', by).catch(() => {})));
  expect(await owed('fjord')).toMatchObject({ balance: 0, paid: 150_000 });
  const ledger = await desk.ledger();
  expect(ledger.reduce((so, { amount }) => so + amount, 0)).toBe(0);
  // Whatever came after, what was written stands as it was.
  for (const entry of seen) expect(ledger.find(({ id }) => id === entry.id)).toEqual(entry);
});

test('what is wholly set off: its partner hears what was set off against what, and reads how much on its statement', async () => {
  const lost = await payable('fjord');
  const [line] = await payout('a');
  await payLine(deps, program, line?.id ?? '', by);
  await fallThrough(lost);
  desk.at(NOON);
  const { id } = await desk.worked('fjord');
  await referrals.change(id, (current) => ({
    ...progress.qualify(current, { criteria: [] }, actOf(JONAS), 0),
    messages: [],
  }));
  await approveAll('fjord');
  const made = await run('payouts', 'create');
  expect(made.err).toMatch(
    /^P-[0-9A-Z]{6}: 0 lines\. 1 line more had nothing left to transfer: all of it was set off/,
  );
  expect(await owed('fjord')).toMatchObject({ balance: -75_000, paid: 125_000 });
  const lostReference = (await referrals.byId(lost))?.reference;
  const reference = (await referrals.byId(id))?.reference;
  const news = (await desk.told()).filter(({ template }) => template === 'payout-news').at(-1);
  expect(news).toMatchObject({
    to: { kind: 'channel' },
    facts: { setOff: expect.stringContaining(lostReference ?? '?'), transferred: false },
  });
  expect(news?.facts.rewards).toContain(reference);
  const said = wordsOf(newsCard(news?.facts)).join(' ');
  expect(said).toContain('nothing is paid out this time');
  expect(said).not.toMatch(/\d+\.\d\d/);
  const fjord = program.partners[0];
  const asPartner = { person: PRIYA, internal: false, admin: false, partner: fjord } as Actor;
  const statement = wordsOf(statementCard(await readStatement(deps, asPartner, {}))).join(' ');
  expect(statement).toContain(
    `Nothing was paid out: it is set off against €250.00 that had been paid for ${lostReference} and is no longer earned.`,
  );
  expect(statement).toContain(`€250.00 that was paid for it is set off against what ${reference} earned.`);
});

/** So many rewards of one partner that can be paid, put there as a booking leaves them. */
async function manyPayable(partnerId: string, count: number, currency = 'EUR', kind = 'cash'): Promise<void> {
  for (let done = 0; done < count; done += 200)
    await deps.rewards.change({ programId: program.id, partnerId, rewardIds: [] }, (book) => {
      const booking = new Booking(book, program.timeZone);
      for (let index = done; index < Math.min(count, done + 200); index += 1) {
        const referralId = `${partnerId}-${String(index).padStart(6, '0')}`;
        const about = { referralId, step: 'qualified', partnerId, currency, kind } as const;
        const subject = {
          ...about,
          kind: kind as 'cash',
          rewardId: rewardIdOf({ ...about, kind: kind as 'cash' }),
        };
        const rest = { programId: program.id, reference: `R-${index}`, company: `Company ${index}` };
        const base = { at: desk.now(), reason: 'Given.' };
        const of = { ...subject, ...rest };
        booking.add(of, {
          ...base,
          transition: 'e',
          type: 'earned',
          amount: 100,
          raw: 100,
          earnedAt: desk.now(),
        });
        booking.add(of, { ...base, transition: 'p', type: 'payable' });
      }
      return { booking };
    });
}

const transferred = (lines: readonly PayoutLine[]) => lines.reduce((so, { amount }) => so + amount, 0);
const takenUp = (lines: readonly PayoutLine[]) =>
  lines.flatMap(({ items }) => items.map(({ rewardId }) => rewardId));

test('more rewards than fit into a line, in several currencies and kinds: each in one line, the lines counted exactly', async () => {
  await manyPayable('fjord', 450);
  await manyPayable('fjord', 3, 'USD');
  await manyPayable('fjord', 3, 'EUR', 'credits');
  await manyPayable('harbor', 2);
  const made = await createPayout(deps, program, { by, actKey: 'many' });
  const lines = await desk.lines(made.payoutId);
  expect(made).toMatchObject({ toTransfer: 6, setOff: 0 });
  expect(lines.map(({ items }) => items.length).sort((a, b) => b - a)).toEqual([200, 200, 50, 3, 3, 2]);
  expect(new Set(takenUp(lines)).size).toBe(458);
  expect(transferred(lines)).toBe(45_800);
  for (const { id, items, currency, kind } of lines) {
    expect(id).toMatch(/^P-[0-9A-HJKMNP-TV-Z]{6}-[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(parseLineId(id.toLowerCase().replaceAll('-', ' '))).toBe(id);
    for (const { rewardId } of items) expect(rewardId).toContain(`:${currency}:${kind}`);
  }
  const { out } = await run('payouts', 'export', made.payoutId);
  expect(out.trim().split('\r\n')).toHaveLength(1 + 6);
});

test('killed at any line and pressed again, or pressed twice at once: nothing twice, nothing missing', {
  timeout: 120_000,
}, async () => {
  await manyPayable('fjord', 205);
  await manyPayable('harbor', 205);
  await manyPayable('harbor', 5, 'USD');
  for (const survives of [0, 1, 4]) {
    let left = survives;
    const dying: RewardStore = {
      ...deps.rewards,
      change: async (...given) => {
        if (left === 0) throw new Error('killed');
        left -= 1;
        return deps.rewards.change(...given);
      },
    };
    const act = { by, actKey: `act ${survives}` };
    await expect(createPayout({ ...deps, rewards: dying }, program, act)).rejects.toThrow('killed');
    const made = await Promise.all([1, 2, 3].map(() => createPayout(deps, program, act)));
    for (const one of made) expect(one).toEqual(made[0]);
    const lines = await desk.lines(made[0]?.payoutId);
    expect(takenUp(lines)).toHaveLength(415);
    expect(new Set(takenUp(lines)).size).toBe(415);
    expect(transferred(lines)).toBe(41_500);
    // Out of it again, for the next round.
    for (const { id } of lines) await cancelLine(deps, program, id, by);
  }
  expect(desk.errors).toEqual([]);
});

test('a process that is killed at the nth word to the database while it makes a payout: pressed again, it is whole', {
  timeout: 180_000,
}, async () => {
  const admin = database.client.db('admin');
  await admin.command({ setParameter: 1, transactionLifetimeLimitSeconds: 1 });
  onTestFinished(async () => {
    await admin.command({ setParameter: 1, transactionLifetimeLimitSeconds: 5 });
  });
  let died = 0;
  for (let dieAt = 4; dieAt < 80; dieAt += 3) {
    await desk.empty();
    for (const partnerId of ['fjord', 'harbor', 'orbit']) await manyPayable(partnerId, 2);
    const orders: BookingOrders = {
      uri: inject('mongoUri'),
      database: database.db.databaseName,
      now: NOON.toISOString(),
      dieAt,
      payout: 'killed',
    };
    const child = spawn(process.execPath, [bookingProcess, JSON.stringify(orders)]);
    const [, signal] = await once(child, 'exit');
    const made = await createPayout(deps, program, { by, actKey: 'killed' });
    expect(made, `killed at ${dieAt}`).toMatchObject({ toTransfer: 3, setOff: 0 });
    const lines = await desk.lines();
    expect(takenUp(lines).toSorted(), `killed at ${dieAt}`).toEqual([...new Set(takenUp(lines))].toSorted());
    expect(transferred(lines)).toBe(600);
    expect((await run('rewards', 'check')).out).toContain('the ledger adds up');
    if (signal !== 'SIGKILL') break;
    died += 1;
  }
  expect(died).toBeGreaterThan(4);
});

test('a name that another line has is given to no second one', async () => {
  await manyPayable('fjord', 1);
  const { payoutId } = await createPayout(deps, program, { by, actKey: 'taken' });
  const [line] = (await desk.lines(payoutId)) as [PayoutLine];
  await cancelLine(deps, program, line.id, by);
  // As if the name of harbor's line were the same: by chance, one in 33 million.
  await manyPayable('harbor', 1);
  const [reward] = (await deps.rewards.toPay(program.id, 1, line as never))?.pay ?? [];
  const collides = lineIdOf(payoutId, reward?.subject.rewardId ?? '', 5);
  await database.db
    .collection('payout_lines')
    .insertOne({ ...line, _id: collides as never, partnerId: 'fjord' });
  await createPayout(deps, program, { by, actKey: 'taken' });
  const own = (await desk.lines(payoutId)).filter(({ partnerId }) => partnerId === 'harbor');
  expect(own.map(({ id }) => id)).toEqual([lineIdOf(payoutId, reward?.subject.rewardId ?? '', 6)]);
});

test('of each line as much is asked, however many there are: three things and no list of the others', async () => {
  const count = 300;
  const { rewards } = rewardCollections(database.db);
  await manyPayable('fjord', 1);
  const one = await rewards.findOne({});
  await rewards.deleteMany({});
  const ids = Array.from({ length: count }, (_, index) => `p${String(index).padStart(5, '0')}`);
  await rewards.insertMany(ids.map((partnerId) => ({ ...one, _id: `r:${partnerId}`, partnerId }) as never));
  const asked = new Map<string, number>();
  const counting = new Proxy(deps.rewards, {
    get: (store, name: keyof RewardStore) => {
      asked.set(name, (asked.get(name) ?? 0) + 1);
      return store[name];
    },
  });
  await createPayout({ ...deps, rewards: counting }, program, { by, actKey: 'large' });
  expect(Object.fromEntries(asked)).toEqual({
    toPay: count + 1,
    line: count,
    change: count,
    countLines: 1,
  });
});

test('the ledger is checked against its entries: what was changed past it is found, and nothing else', async () => {
  expect((await run('rewards', 'check')).out).toBe('0 rewards, 0 entries: the ledger adds up.\n');
  await payable('fjord');
  desk.at(NOON);
  await payable('harbor');
  const [line] = await payout('a');
  await payLine(deps, program, line?.id ?? '', by);
  expect((await run('rewards', 'check')).out).toMatch(/^4 rewards, \d+ entries: the ledger adds up\.\n$/);
  const { accounts, entries, rewards } = rewardCollections(database.db);
  const tamperings = [
    () => accounts.updateOne({ partnerId: 'fjord' }, { $inc: { 'totals.EUR:cash.paid': 1 } }),
    () => rewards.updateOne({ partnerId: 'fjord' }, { $inc: { 'standing.balance': 1 } }),
    () => entries.deleteOne({ partnerId: 'harbor', type: 'held' }),
    () => accounts.deleteOne({ partnerId: 'harbor' }),
  ];
  let before = '';
  for (const tamper of tamperings) {
    await tamper();
    const { code, out } = await run('rewards', 'check');
    expect(code).toBe(1);
    expect(out).not.toBe(before);
    before = out;
  }
  expect((await run('rewards', 'check')).out).toContain(
    'The account of partner fjord is not the sum of its entries.',
  );
  expect((await run('rewards', 'check')).out).toContain('Partner harbor has entries and no account.');
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
