import { DateTime } from 'luxon';
import type { PersonRef } from '../messages/address.js';
import type { RewardKind, RewardState, RewardStep } from '../referral/reward-terms.js';
import type { EntryType } from './entry.js';

/** How everybody reads a reward. */

export const STATE_WORDS: Record<RewardState, string> = {
  pending: 'Not settled yet',
  on_hold: 'Earned, on hold',
  in_review: 'Being reviewed',
  approved: 'Approved',
  payable: 'Approved, to be paid',
  paid: 'Paid',
  declined: 'Declined',
  clawed_back: 'Taken back',
};

export const STEP_WORDS: Record<RewardStep, string> = {
  qualified: 'Qualified meeting',
  won: 'Signed deal',
};

export const KIND_WORDS: Record<RewardKind, string> = {
  cash: 'Cash',
  credits: 'Credits',
  buyer_discount: 'Discount for the buyer',
};

export const ENTRY_WORDS: Record<EntryType, string> = {
  earned: 'earned',
  changed: 'worth changed',
  held: 'put on hold',
  released: 'hold ended',
  approved: 'approved',
  payable: 'to be paid',
  declined: 'declined',
  reinstated: 'taken up again',
  clawed_back: 'taken back',
  batched: 'put into a payout',
  unbatched: 'taken out of a payout',
  paid: 'paid',
  set_off: 'set off',
  disputed: 'disputed',
  dispute_answered: 'dispute answered',
  reminded: 'reminded',
};

/** `by Priya Nair on 3 December 2026, 14:02`, by the clock of the program. */
export function byAndWhen({ by, at }: { by: Pick<PersonRef, 'name'>; at: Date }, zone: string): string {
  const when = DateTime.fromJSDate(at, { zone }).setLocale('en-GB').toFormat('d MMMM yyyy, HH:mm');
  return `by ${by.name} on ${when}`;
}
