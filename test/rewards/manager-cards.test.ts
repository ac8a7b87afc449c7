import { beforeEach, expect, test } from 'vitest';
import { gather } from '../../src/digests/gather.js';
import { digestCard } from '../../src/digests/messages.js';
import type { PendingMessage } from '../../src/messages/pending.js';
import type { Actor } from '../../src/people/actor.js';
import * as ending from '../../src/referral/decide-ending.js';
import { composeRewardCard } from '../../src/rewards/compose-card.js';
import { keepLedger } from '../../src/rewards/keep-ledger.js';
import { createPayout, payLine } from '../../src/rewards/payouts.js';
import {
  answerDispute,
  approveReward,
  declineReward,
  disputeReward,
} from '../../src/rewards/review-rewards.js';
import { digestReads, rewardQuery } from '../../src/store/digest-reads.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { rewardCollections } from '../../src/store/reward-documents.js';
import { wordsOf } from '../messages/words.js';
import { actOf, JONAS, MAYA, minutesAfter, NOON, PRIYA } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';
import { rewardDesk } from './desk.js';
import { EUR } from './rewards.js';

/** What program managers are sent about rewards: cards, reminders, their digest. All of it is drawn when it is delivered. */

const database = await testDatabase();
await ensureIndexes(database);
const desk = await rewardDesk(database);
const { deps, referrals, program } = desk;
const reads = digestReads(database);
beforeEach(() => desk.empty());

const MANAGER = {
  person: PRIYA,
  internal: true,
  admin: false,
  programManager: program.programManagers[0],
} as Actor;
const CONTACT = { person: MAYA, internal: false, admin: false, partner: program.partners[0] } as Actor;
/** The hold of the signed deal ends on 24 December. */
const RELEASED = new Date('2026-12-24T12:00:01Z');
const later = (days: number) => new Date(RELEASED.getTime() + days * 86_400_000);

async function wonAndReleased(): Promise<{ referralId: string; rewardId: string }> {
  const { id } = await desk.worked('fjord');
  await referrals.change(id, (current) => ({
    ...ending.win(current, EUR(1_000_000), actOf(JONAS), 300),
    messages: [],
  }));
  desk.at(minutesAfter(10));
  await keepLedger(deps);
  desk.at(RELEASED);
  await keepLedger(deps);
  return { referralId: id, rewardId: `${id}:won:fjord:EUR:cash` };
}

let acts = 0;
const reviewing = (rewardId: string, actor = MANAGER) => {
  acts += 1;
  return { actor, rewardId, actKey: `press-${acts}` };
};
const review = { ...deps, referrals };
const messages = async (template: string, rewardId: string) =>
  (await desk.told()).filter((one) => one.template === template && one.facts.rewardId === rewardId);
const drawn = async (message: PendingMessage | undefined, outsiders = false) => {
  const card = message && (await composeRewardCard(deps, message, program, outsiders));
  return card && wordsOf(card).join(' ');
};

test('each time a reward waits it has a card of its own, which the decision ends', async () => {
  const { referralId, rewardId } = await wonAndReleased();
  await approveReward(review, reviewing(rewardId));
  // Worth more than was approved: somebody has to approve it anew.
  await referrals.change(referralId, (current) => ({
    ...ending.changeAmount(current, EUR(1_500_000), actOf(JONAS, { at: desk.now() })),
    messages: [],
  }));
  desk.at(later(1));
  await keepLedger(deps);
  const told = await messages('reward-review', rewardId);
  const first = told.find(({ facts }) => facts.round === 1);
  const second = told.find(({ facts }) => facts.round === 2);
  expect(new Set(told.map(({ key }) => key)).size).toBe(told.length);
  expect([first, second].map((one) => [one?.to, one?.subject])).toEqual(
    [1, 2].map((round) => [
      { kind: 'program_managers', card: 'review' },
      { kind: 'reward', id: `${rewardId}:${round}` },
    ]),
  );
  expect(await drawn(first)).toContain('It was approved by Priya Nair on 24 December 2026, 13:00.');
  expect(await drawn(first)).not.toContain('Approve');
  expect(await drawn(second)).toContain('€1,500.00 to Fjord Consulting');
  expect(await drawn(second)).toContain('Decline…');
  await declineReward(review, reviewing(rewardId), { forPartner: 'Another department.' }, 'in_review');
  expect(await drawn(second)).toMatch(
    /It was declined by Priya Nair .* The partner has read: Another department\./,
  );
  await expect(
    declineReward(review, reviewing(rewardId), { forPartner: 'Me too.' }, 'in_review'),
  ).rejects.toThrow('It was declined by Priya Nair on 25 December 2026, 13:00. Nothing was changed.');
  // Where another organisation reads along nothing of it is shown.
  expect(await drawn(first, true)).not.toMatch(/Fjord|Priya|€/);
});

test('what is taken back while it waits says so, and has nothing left to press', async () => {
  const { referralId, rewardId } = await wonAndReleased();
  await referrals.change(referralId, (current) => ({
    ...ending.fallThrough(
      current,
      { reason: 'no_budget', shareableText: 'No budget.' as never },
      actOf(JONAS, { at: desk.now() }),
      0,
    ),
    messages: [],
  }));
  await keepLedger(deps);
  const [card] = await messages('reward-review', rewardId);
  expect(await drawn(card)).toContain('It was taken back');
  expect(await drawn(card)).not.toContain('Approve');
});

test('a payout has to be made within 30 days: a reminder a week before and one then; none of what is paid meanwhile', async () => {
  const { rewardId } = await wonAndReleased();
  desk.at(later(22));
  await keepLedger(deps);
  expect(await messages('payout-reminder', rewardId)).toEqual([]);
  desk.at(later(23));
  await keepLedger(deps);
  const [soon] = await messages('payout-reminder', rewardId);
  expect(await drawn(soon)).toContain('A reward is to be paid soon: €1,000.00 to Fjord Consulting');
  await approveReward(review, reviewing(rewardId));
  desk.at(later(30));
  await keepLedger(deps);
  const [, overdue] = await messages('payout-reminder', rewardId);
  expect(await drawn(overdue)).toContain('A reward is overdue: €1,000.00');
  const { payoutId } = await createPayout(deps, program, { by: PRIYA, actKey: 'p' });
  for (const { id } of await desk.lines(payoutId)) await payLine(deps, program, id, PRIYA);
  expect(await drawn(overdue)).toBeUndefined();
  desk.at(later(60));
  await keepLedger(deps);
  expect(await messages('payout-reminder', rewardId)).toHaveLength(2);
});

test('the digest tells what waits for a review and how long, what is due or overdue, and objections; not what is done', async () => {
  const reader = { kind: 'manager', key: 'manager:priya', person: program.programManagers[0] } as never;
  const gathering = { ...deps, reads, referrals } as never;
  const sections = async () =>
    (await gather(gathering, program, reader, desk.now())).filter(({ matter }) =>
      /reward|payout/.test(matter),
    );
  const said = async () => {
    const heading = {
      kind: 'manager',
      key: 'manager:priya',
      programName: 'Northwind',
      rhythm: { every: 'daily', at: '09:00', day: 'mon' },
    } as const;
    return wordsOf(digestCard(heading, await sections())).join(' ');
  };
  const { rewardId } = await wonAndReleased();
  desk.at(later(9));
  const waiting = await said();
  expect(waiting).toContain('Rewards to review (2)');
  expect(waiting).toMatch(/€1,000\.00 waits for a review since [^(]+\(9 days\), to be paid by/);
  expect(waiting).toContain('Review them');
  expect(waiting).not.toContain('Payouts due');
  const { found } = await deps.rewards.page({ programId: program.id, states: ['in_review'], limit: 9 });
  for (const { subject } of found) await approveReward(review, reviewing(subject.rewardId));
  // Three weeks are left, and then six days.
  expect(await sections()).toEqual([]);
  desk.at(later(24));
  expect(await said()).toMatch(/Payouts due soon or overdue \(2\).*€1,000\.00, to be paid by/);
  desk.at(later(31));
  expect(await said()).toMatch(/€1,000\.00, overdue since/);
  await createPayout(deps, program, { by: PRIYA, actKey: 'p' });
  expect(await said()).toContain('overdue since');
  for (const { id } of await desk.lines()) await payLine(deps, program, id, PRIYA);
  expect(await sections()).toEqual([]);
  await disputeReward(review, reviewing(rewardId, CONTACT), 'It was more.');
  desk.at(later(33));
  expect(await said()).toMatch(/Objections to rewards \(1\).*objected to [^(]+\(2 days\).*Answer them/);
  await answerDispute(review, reviewing(rewardId), { text: 'It was not.', again: false });
  expect(await sections()).toEqual([]);
  // A rep's morning has nothing of it.
  const rep = { kind: 'rep', key: 'rep:jonas', person: { id: 'jonas', name: 'Jonas' } } as never;
  expect(await gather(gathering, program, rep)).toEqual([]);
});

test.each(['reward_reviews', 'payouts', 'reward_disputes'] as const)(
  '%s is found and counted by index: of many that are nothing to it, none is looked at',
  async (matter) => {
    const { rewards } = rewardCollections(database.db);
    await wonAndReleased();
    const one = await rewards.findOne({});
    const standing = { ...one?.standing, state: 'paid', balance: 0, dispute: undefined };
    await rewards.insertMany(
      Array.from({ length: 200 }, (_, index) => ({ ...one, _id: `other-${index}`, standing }) as never),
    );
    const { filter, sort } = rewardQuery(program.id, matter, NOON);
    const plan = await rewards.find(filter).sort(sort).limit(3).explain('executionStats');
    expect(plan.executionStats.totalDocsExamined).toBeLessThan(5);
    expect(JSON.stringify(plan.queryPlanner.winningPlan)).not.toContain('COLLSCAN');
  },
);
