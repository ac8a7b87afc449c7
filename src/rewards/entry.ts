import type { PersonRef } from '../messages/address.js';
import type { RewardKind, RewardStep, RewardTerms } from '../referral/reward-terms.js';

export type EntryType =
  /** Added to what was earned: the step was reached, or reached again. */
  | 'earned'
  /** The deal is worth more or less than was thought. */
  | 'changed'
  | 'held'
  /** The hold is over: somebody has to approve it. */
  | 'released'
  | 'approved'
  | 'payable'
  | 'declined'
  | 'reinstated'
  | 'clawed_back'
  /** Put into a payout, and taken out of it again. */
  | 'batched'
  | 'unbatched'
  /** Transferred; or, negative balances, set off against another reward's payout. */
  | 'paid'
  | 'set_off'
  | 'disputed'
  | 'dispute_answered'
  | 'reminded';

/**
 * One line of the ledger. Written once, never changed, never deleted: what a partner is owed is the sum of `amount`, and
 * the state of a reward is the fold of its entries (fold.ts).
 */
export interface LedgerEntry {
  /** `REWARD:TRANSITION`: the same transition cannot be booked twice. */
  id: string;
  rewardId: string;
  /** Its place among the entries of its reward, from 1. */
  seq: number;
  programId: string;
  partnerId: string;
  referralId: string;
  reference: string;
  company: string;
  step: RewardStep;
  kind: RewardKind;
  currency: string;
  /** Id of the event of the referral, or of the act, that caused it. */
  transition: string;
  type: EntryType;
  /** What it adds to the sum, in minor units: paying takes away. Zero where only the state changes. */
  amount: number;
  /** Why, for staff. */
  reason: string;
  /** Why, as its partner reads it. */
  forPartner?: string;
  by: PersonRef;
  at: Date;
  /** Of earned, changed, clawed_back: what the rule gives before any limit; 0 where nothing is earned. */
  raw?: number;
  /** What it is worth is not known yet. */
  unknown?: true;
  /** Of earned: the plan's copy it follows. */
  terms?: Pick<RewardTerms, 'planId' | 'version' | 'steps' | 'caps'>;
  /** Of earned: when, for the limits of a period. */
  earnedAt?: Date;
  /** Of held. */
  hold?: Hold;
  /** Of released: paid by then at the latest. */
  payBy?: Date;
  /** Of batched: the payout line. */
  line?: string;
}

export interface Hold {
  until: Date;
  /** And until the customer has paid. */
  untilCollected: boolean;
}

/** What a reward is about; the same in each of its entries. */
export type RewardSubject = Pick<
  LedgerEntry,
  | 'rewardId'
  | 'programId'
  | 'partnerId'
  | 'referralId'
  | 'reference'
  | 'company'
  | 'step'
  | 'kind'
  | 'currency'
>;

/** A referral, a step, a partner, a currency: so that no two of any of them ever mix. */
export function rewardIdOf(of: {
  referralId: string;
  step: RewardStep;
  partnerId: string;
  currency: string;
  kind: RewardKind;
}): string {
  return [of.referralId, of.step, of.partnerId, of.currency, of.kind].join(':');
}
