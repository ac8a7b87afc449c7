import type { ReferralEvent } from './events.js';
import type { Referral } from './referral.js';
import type { RewardOwed } from './reward-terms.js';

/** What may change what a partner has earned. */
const CHANGES_REWARDS: ReadonlySet<ReferralEvent['type']> = new Set([
  'qualified',
  'opportunity_opened',
  'won',
  'amount_changed',
  'collected',
  'fell_through',
  'disqualified',
  'reopened',
  'undone',
  'partner_set',
  // Credited to another partner, by a program manager or by the model: the rewards go with it.
  'reattributed',
  'touched',
]);

/** Whoever undid a step in the last moment may still be writing. */
const SETTLE_MS = 15_000;

export function changesRewards({ type }: Pick<ReferralEvent, 'type'>): boolean {
  return CHANGES_REWARDS.has(type);
}

/** Until when an event can be taken back: not before that it counts. */
function settlesAt({ undo }: Pick<Referral, 'undo'>, event: ReferralEvent): Date {
  return undo?.eventId === event.id ? new Date(undo.until.getTime() + SETTLE_MS) : event.at;
}

/**
 * What the ledger owes a look at after a change, to be written with it: so referral and ledger cannot part. What was
 * undone is owed no more; what waits already still waits.
 */
export function rewardsOwedAfter(
  after: Referral,
  events: readonly ReferralEvent[],
): RewardOwed[] | undefined {
  const waiting = (after.rewardsOwed ?? []).filter(({ id }) => !after.undone.includes(id));
  const news = after.rewardTerms
    ? events
        .filter(changesRewards)
        .map((event): RewardOwed => ({ id: event.id, due: settlesAt(after, event) }))
    : [];
  const owed = [...waiting.filter(({ id }) => !news.some((one) => one.id === id)), ...news];
  if (owed.length === (after.rewardsOwed ?? []).length && news.length === 0) return after.rewardsOwed;
  return owed.length > 0 ? owed : undefined;
}

/** The events that stand, in order: not undone, and past the time in which they could be. */
export function settledEvents(referral: Referral, now: Date): ReferralEvent[] {
  return referral.events.filter(
    (event) => !referral.undone.includes(event.id) && settlesAt(referral, event) <= now,
  );
}
