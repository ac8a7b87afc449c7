import { DAY_MS } from '../program/zone-days.js';
import type { CreditModel, Touch } from '../referral/attribution.js';

export interface CreditRule {
  model: CreditModel;
  windowDays: number;
}

/**
 * Who is credited among those who had to do with a prospect, looked at from one instant.
 *  - registration_wins: the first of those whose referral stands; the first of all where none does
 *  - first_touch: the first
 *  - last_touch: the last
 * Only touches within the window count: those of the last `windowDays` times 24 hours, both ends included.
 * @returns undefined when there is none
 */
export function decideCredit(
  touches: readonly Touch[],
  { model, windowDays }: CreditRule,
  at: Date,
): Touch | undefined {
  const counted = inOrder(touches.filter((touch) => isWithin(touch, windowDays, at)));
  const [first] = counted;
  if (!first) return undefined;
  return chosenBy(model, counted, first);
}

function chosenBy(model: CreditModel, counted: readonly Touch[], first: Touch): Touch {
  switch (model) {
    case 'first_touch':
      return first;
    case 'last_touch':
      return counted.at(-1) ?? first;
    case 'registration_wins':
      return counted.find(({ registered }) => registered) ?? first;
  }
}

function isWithin({ at: touched }: Touch, windowDays: number, at: Date): boolean {
  const age = at.getTime() - touched.getTime();
  return age >= 0 && age <= windowDays * DAY_MS;
}

/** The oldest first. Ids of referrals sort by time, so two of one instant have an order too. */
export function inOrder(touches: readonly Touch[]): Touch[] {
  return touches.toSorted(
    (a, b) =>
      a.at.getTime() - b.at.getTime() ||
      (a.referralId < b.referralId ? -1 : a.referralId > b.referralId ? 1 : 0),
  );
}
