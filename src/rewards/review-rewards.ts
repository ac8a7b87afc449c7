import { Refused } from '../errors.js';
import type { PendingMessage } from '../messages/pending.js';
import { requireMay, requireProgram } from '../people/act-on-referral.js';
import type { Actor } from '../people/actor.js';
import type { Program } from '../program/program.js';
import type { Act } from '../referral/decide.js';
import type { ReferralStore } from '../referral/ports.js';
import type { RewardState } from '../referral/reward-terms.js';
import { Booking, type Reward } from './book.js';
import * as decide from './decide-review.js';
import type { LedgerDeps } from './keep-ledger.js';
import { managerCards, newsToPartner } from './news.js';
import type { RewardRow } from './ports.js';
import type { ShownReward } from './review-cards.js';

export type ReviewDeps = LedgerDeps & { referrals: Pick<ReferralStore, 'byId'> };

export interface Reviewing {
  actor: Actor;
  rewardId: string;
  /** The same when the platform delivers the act again; then nothing happens twice. */
  actKey: string;
}

/** @throws Refused for whoever is no program manager, or had a part in the referral */
export async function approveReward(deps: ReviewDeps, reviewing: Reviewing): Promise<RewardRow> {
  const { program, row } = await openReward(deps, reviewing, 'review_rewards');
  const referral = await deps.referrals.byId(row.subject.referralId);
  const why = referral
    ? decide.hadPart(reviewing.actor, referral)
    : 'The referral is gone, so nobody can say who had a part in it.';
  if (why) throw new Refused('not_allowed', why);
  return book(deps, program, row, reviewing, decide.approve);
}

export async function declineReward(
  deps: ReviewDeps,
  reviewing: Reviewing,
  words: { forPartner: string; internal?: string },
  seen?: RewardState,
): Promise<RewardRow> {
  const { program, row } = await openReward(deps, reviewing, 'review_rewards');
  return book(deps, program, row, reviewing, (reward, booking, act) =>
    decide.decline(reward, booking, words, act, seen),
  );
}

/**
 * For the form that decides: nobody types what has been done already.
 * @throws Refused, saying by whom and when
 */
export async function openUndecided(
  deps: LedgerDeps,
  asked: Pick<Reviewing, 'actor' | 'rewardId'>,
  about: RewardState | 'dispute' | 'answer',
): Promise<void> {
  const wish = about === 'dispute' ? 'dispute_reward' : 'review_rewards';
  const { row, entries, program } = await readReward(deps, asked, wish);
  if (about === 'dispute') decide.requireUndisputed(entries, program.timeZone);
  else if (about === 'answer') decide.requireUnanswered(entries, program.timeZone);
  else decide.requireAsSeen({ standing: row.standing, entries }, about, program.timeZone);
}

/** By its partner's people, once. */
export async function disputeReward(
  deps: ReviewDeps,
  reviewing: Reviewing,
  text: string,
): Promise<RewardRow> {
  const { program, row } = await openReward(deps, reviewing, 'dispute_reward');
  return book(deps, program, row, reviewing, (reward, booking, act) =>
    decide.dispute(reward, booking, text, act),
  );
}

export async function answerDispute(
  deps: ReviewDeps,
  reviewing: Reviewing,
  answer: { text: string; again: boolean },
): Promise<RewardRow> {
  const { program, row } = await openReward(deps, reviewing, 'review_rewards');
  return book(deps, program, row, reviewing, (reward, booking, act) =>
    decide.answerDispute(reward, booking, answer, program, act),
  );
}

/** A reward for somebody who may have it. @throws Refused */
async function openReward(
  deps: LedgerDeps,
  { actor, rewardId }: Pick<Reviewing, 'actor' | 'rewardId'>,
  wish: 'review_rewards' | 'dispute_reward' | 'list_all',
): Promise<{ program: Program; row: RewardRow }> {
  const program = await requireProgram(deps.programs);
  requireMay(wish, actor, program);
  const row = await deps.rewards.byId(program.id, rewardId);
  const isOwn = wish !== 'dispute_reward' || row?.subject.partnerId === actor.partner?.id;
  if (!row || !isOwn) throw new Refused('not_found', 'There is no such reward.');
  return { program, row };
}

/** One with all its entries. @throws Refused */
export async function readReward(
  deps: LedgerDeps,
  asked: Pick<Reviewing, 'actor' | 'rewardId'>,
  wish: 'review_rewards' | 'dispute_reward' | 'list_all',
): Promise<ShownReward> {
  const { program, row } = await openReward(deps, asked, wish);
  return { program, row, entries: await deps.rewards.entriesOf(program.id, row.subject.rewardId) };
}

async function book(
  deps: LedgerDeps,
  program: Program,
  { subject }: RewardRow,
  { actor, actKey }: Reviewing,
  decision: (reward: Reward, booking: Booking, act: Act) => void,
): Promise<RewardRow> {
  const act: Act = { key: actKey, by: actor.person, at: deps.clock.now() };
  const { programId, partnerId, rewardId } = subject;
  await deps.rewards.change({ programId, partnerId, rewardIds: [rewardId] }, (read) => {
    const [reward] = read.rewards;
    if (!reward) throw new Refused('not_found', 'There is no such reward.');
    const booking = new Booking(read, program.timeZone);
    decision(reward, booking, act);
    return { booking, messages: saidOf(booking, program) };
  });
  deps.outbox.wake();
  return (await deps.rewards.byId(programId, rewardId)) as RewardRow;
}

function saidOf(booking: Booking, program: Program): PendingMessage[] {
  return [...booking.added.flatMap((entry) => newsToPartner(entry, program)), ...managerCards(booking)];
}
