import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeEach, describe, expect, inject, onTestFinished, test } from 'vitest';
import { StoreUnavailable } from '../../src/errors.js';
import * as talk from '../../src/referral/decide-conversation.js';
import * as ending from '../../src/referral/decide-ending.js';
import type { Referral } from '../../src/referral/referral.js';
import { bookFrom } from '../../src/rewards/book.js';
import { keepLedger } from '../../src/rewards/keep-ledger.js';
import type { RewardStore } from '../../src/rewards/ports.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { bundleForNode } from '../bundle-for-node.js';
import { actOf, JONAS, minutesAfter, NOON, WORDS } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';
import type { BookingOrders } from './booking-process.js';
import { rewardDesk } from './desk.js';
import { EUR } from './rewards.js';

const database = await testDatabase();
await ensureIndexes(database);
const desk = await rewardDesk(database);
const { referrals, deps } = desk;
const program = await bundleForNode(new URL('./booking-process.ts', import.meta.url));

beforeEach(() => desk.empty());

const UNDO = 300;
const LATER = minutesAfter(10);

async function won(partnerId = 'fjord', at = NOON): Promise<Referral> {
  const { id } = await desk.worked(partnerId);
  return referrals.change(id, (current) => {
    const decision = ending.win(current, EUR(1_000_000), actOf(JONAS, { at }), UNDO);
    return { ...decision, messages: [] };
  });
}

const stored = async (id: string) => (await referrals.byId(id)) as Referral;
const booked = async () =>
  (await desk.ledger()).map(({ step, type, amount }) => `${step} ${type} ${amount}`).sort();
const WHOLE = ['qualified earned 25000', 'qualified held 0', 'won earned 100000', 'won held 0'];

/** Both or neither, whenever somebody looks: the roll-up says what the entries say, and so do the rows. */
async function expectSound(): Promise<void> {
  const entries = await desk.ledger();
  for (const partnerId of new Set(entries.map((entry) => entry.partnerId))) {
    const own = entries.filter((entry) => entry.partnerId === partnerId);
    const { account, rewards } = bookFrom(desk.program.id, partnerId, own, desk.program.timeZone);
    const kept = (await deps.rewards.accounts(desk.program.id, [partnerId])).get(partnerId);
    expect({ ...kept, version: 0 }).toEqual(account);
    for (const { subject, standing } of rewards) {
      const row = await deps.rewards.byId(desk.program.id, subject.rewardId);
      expect(row?.subject).toEqual(subject);
      expect(row?.standing).toMatchObject(
        JSON.parse(JSON.stringify({ state: standing.state, balance: standing.balance })),
      );
    }
  }
}

test('a win is written with what the ledger owes, and booked once it stands', async () => {
  const referral = await won();
  expect(referral.rewardsOwed).toEqual([{ id: referral.events.at(-1)?.id, due: expect.any(Date) }]);
  await keepLedger(deps);
  expect(await booked()).toEqual([]);
  desk.at(LATER);
  expect(await keepLedger(deps)).toBe(1);
  expect(await booked()).toEqual(WHOLE);
  expect((await stored(referral.id)).rewardsOwed).toEqual([]);
  expect(await keepLedger(deps)).toBe(0);
  await expectSound();
});

test('what is undone owes nothing any more', async () => {
  const { id } = await won();
  await referrals.change(id, (current) => ({ ...talk.undo(current, actOf(JONAS)), messages: [] }));
  desk.at(LATER);
  await keepLedger(deps);
  expect(await booked()).toEqual([]);
});

test('a hold ends by itself, and program managers are told; a reminder before it is due, and one then', async () => {
  const { id } = await won();
  const told = async () => {
    const rows = await database.db.collection('rewards').find({ referralId: id, step: 'won' }).toArray();
    return rows.flatMap(({ pending }) => pending as { template: string; key: string }[]);
  };
  desk.at(LATER);
  await keepLedger(deps);
  desk.at(new Date('2026-12-24T12:00:01Z'));
  await keepLedger(deps);
  await keepLedger(deps);
  expect((await told()).filter(({ template }) => template === 'reward-review')).toHaveLength(1);
  // After months of nobody looking: both reminders, once each.
  desk.at(new Date('2027-03-01T12:00:00Z'));
  await keepLedger(deps);
  await keepLedger(deps);
  expect((await told()).filter(({ template }) => template === 'payout-reminder')).toHaveLength(2);
  expect(desk.errors).toEqual([]);
  await expectSound();
});

test('lost afterwards: taken back, and a referral that fails does not hold up the others', async () => {
  const first = await won();
  const second = await won('harbor');
  desk.at(LATER);
  await keepLedger(deps);
  await referrals.change(first.id, (current) => ({
    ...ending.fallThrough(
      current,
      { reason: 'no_budget', shareableText: WORDS },
      actOf(JONAS, { at: LATER }),
      0,
    ),
    messages: [],
  }));
  await referrals.change(second.id, (current) => ({
    ...ending.changeAmount(current, EUR(10), actOf(JONAS, { at: LATER })),
    messages: [],
  }));
  const rewards: RewardStore = {
    ...deps.rewards,
    change: (of, decide) =>
      of.referralId === first.id ? Promise.reject(new Error('no')) : deps.rewards.change(of, decide),
  };
  expect(await keepLedger({ ...deps, rewards })).toBe(1);
  expect(desk.errors).toHaveLength(1);
  desk.at(minutesAfter(30, LATER));
  expect(await keepLedger(deps)).toBe(1);
  expect(await booked()).toContain('won clawed_back -100000');
  expect(await booked()).toContain('won changed -99999');
  await expectSound();
});

test('where something is in the way, the ledger looks again soon; after a fault of ours, later', async () => {
  for (const [error, seconds] of [
    [new StoreUnavailable('In the way.'), 20],
    [new Error('A fault.'), 120],
  ] as const) {
    await desk.empty();
    await won();
    desk.at(LATER);
    const rewards: RewardStore = { ...deps.rewards, change: () => Promise.reject(error) };
    expect(await keepLedger({ ...deps, rewards })).toBe(0);
    desk.at(new Date(LATER.getTime() + seconds * 1000 - 1));
    expect(await keepLedger(deps)).toBe(0);
    desk.at(new Date(LATER.getTime() + seconds * 1000));
    expect(await keepLedger(deps)).toBe(1);
    expect(await booked()).toEqual(WHOLE);
  }
});

test('two processes at once, and a limit that both would pass: it holds', async () => {
  const made = await Promise.all(Array.from({ length: 6 }, () => won()));
  desk.at(LATER);
  const counts = await Promise.all([keepLedger(deps), keepLedger(deps), keepLedger(deps)]);
  expect(counts.reduce((so, count) => so + count, 0)).toBe(made.length);
  expect((await desk.ledger()).filter(({ type }) => type === 'earned')).toHaveLength(2 * made.length);
  expect(desk.errors).toEqual([]);
  await expectSound();
});

describe('killed at any line, the ledger has all of it or nothing, and the next run the rest', () => {
  test('where a call to the store dies before or after it was done', async () => {
    const names = ['owed', 'partnersOf', 'change', 'lookedAt', 'due'] as const;
    for (const name of names)
      for (const done of [false, true]) {
        await desk.empty();
        const { id } = await won();
        desk.at(LATER);
        const dying = {
          ...deps.rewards,
          [name]: async (...given: never[]) => {
            if (done) await (deps.rewards[name] as (...all: never[]) => Promise<unknown>)(...given);
            throw new Error('dead');
          },
          lookLater: () => Promise.reject(new Error('dead')),
        };
        await keepLedger({ ...deps, rewards: dying }).catch(() => {});
        await expectSound();
        await keepLedger(deps);
        expect(await booked(), `${name}, ${done ? 'done' : 'not done'}`).toEqual(WHOLE);
        expect((await stored(id)).rewardsOwed).toEqual([]);
      }
  });

  test('where the process is killed at the nth word to the database', { timeout: 120_000 }, async () => {
    const orders: BookingOrders = {
      uri: inject('mongoUri'),
      database: database.db.databaseName,
      now: LATER.toISOString(),
      dieAt: 0,
    };
    // What a killed process had begun is in the way until the server gives it up: ours after five seconds, here after one.
    const admin = database.client.db('admin');
    await admin.command({ setParameter: 1, transactionLifetimeLimitSeconds: 1 });
    onTestFinished(async () => {
      await admin.command({ setParameter: 1, transactionLifetimeLimitSeconds: 5 });
    });
    let died = 0;
    for (let dieAt = 1; dieAt < 80; dieAt += 1) {
      await desk.empty();
      const { id } = await won();
      desk.at(LATER);
      const child = spawn(process.execPath, [program, JSON.stringify({ ...orders, dieAt })]);
      const [code, signal] = await once(child, 'exit');
      await expectSound();
      await keepLedger(deps);
      expect(desk.errors).toEqual([]);
      expect(await booked(), `killed at ${dieAt}`).toEqual(WHOLE);
      expect((await stored(id)).rewardsOwed).toEqual([]);
      if (signal !== 'SIGKILL') {
        expect(code).toBe(0);
        break;
      }
      died += 1;
    }
    expect(died).toBeGreaterThan(10);
  });
});
