import type { PendingMessage } from '../messages/pending.js';
import type { Referral } from '../referral/referral.js';
import type { Every, ReaderKey } from './slots.js';

/** What a reader's document says. */
export interface ReaderRecord {
  key: ReaderKey;
  /** What the reader chose in chat. */
  chosen?: Every;
  nextAt?: Date;
  /** The reader's date of the last slot that was dealt with. */
  lastDate?: string;
  /** When that was: what is new is new since then. */
  lastAt?: Date;
  /** By what the next slot was planned: planned anew when that has changed. */
  plan?: string;
}

/** A due reader, handed to one process for two minutes. */
export interface TakenReader extends ReaderRecord {
  /** This one included; counted before the work. */
  attempts: number;
  taker: string;
}

/** What is written when a slot was dealt with. */
export interface SlotDone {
  nextAt?: Date | undefined;
  /** Absent: there was no slot to be sent any more. */
  slot?: { date: string; at: Date; parked?: true };
  messages: PendingMessage[];
}

/** One document a reader. Every method fails with StoreUnavailable when the database does not answer. */
export interface DigestSlotStore {
  byKey(programId: string, key: ReaderKey): Promise<ReaderRecord | undefined>;
  all(programId: string): Promise<ReaderRecord[]>;
  /** Those whose next slot is due, the earliest first. Nobody else gets them for two minutes. */
  takeDue(programId: string, now: Date, limit: number): Promise<TakenReader[]>;
  /** State and messages in one write; false when somebody else has taken it since. */
  finish(programId: string, taken: TakenReader, done: SlotDone): Promise<boolean>;
  /** When each comes next, on condition that its plan is as it was read; no `nextAt`: not before it is planned again. */
  plan(
    programId: string,
    plans: readonly { key: ReaderKey; was: string | undefined; plan: string; nextAt: Date | undefined }[],
  ): Promise<void>;
  choose(
    programId: string,
    key: ReaderKey,
    chosen: Every,
    plan: string,
    nextAt: Date | undefined,
  ): Promise<void>;
}

/** What a program manager's digest looks for among referrals. */
export const REFERRAL_MATTERS = ['overdue', 'quiet', 'review', 'unanswered', 'loops'] as const;
export type ReferralMatter = (typeof REFERRAL_MATTERS)[number];

/** And among rewards. */
export const REWARD_MATTERS = ['reward_reviews', 'payouts', 'reward_disputes'] as const;
export type RewardMatter = (typeof REWARD_MATTERS)[number];

/** A reward that somebody has to see to. */
export interface WaitingReward {
  partnerId: string;
  company: string;
  reference: string;
  /** In minor units. */
  amount: number;
  currency: string;
  /** Since when it waits: for a review, to be paid, for an answer. */
  since: Date;
  /** By when it has to be paid. */
  payBy?: Date;
}

export interface Found<One> {
  found: One[];
  /** How many there are, counted up to 1,000. */
  total: number;
}

/** A delivery that was given up. */
export interface ParkedDelivery {
  template: string;
  reason: string;
  at: Date;
  /** About which referral, if about one. */
  referral?: { id: string; reference: string; company: string };
}

/** By their ids, the newest first. */
export interface PartnerNews {
  joined: readonly { partnerId: string; at: Date }[];
  dormant: readonly { partnerId: string; at: Date }[];
}

/** By index, whatever the number of referrals. Fails with StoreUnavailable when the database does not answer. */
export interface DigestReads {
  /** The most urgent first; `skip` to page. */
  referrals(
    programId: string,
    matter: ReferralMatter,
    now: Date,
    page: { limit: number; skip?: number },
  ): Promise<Found<Referral>>;
  /**
   * Rewards to be reviewed and objections to be answered, those that wait longest first; payouts that are due within a week
   * or overdue, the earliest first.
   */
  rewards(
    programId: string,
    matter: RewardMatter,
    now: Date,
    page: { limit: number },
  ): Promise<Found<WaitingReward>>;
  /** Partners that were first in the program, or have become dormant, after `since`; at most 1,000 of each. */
  partners(programId: string, since: Date): Promise<PartnerNews>;
  /** Given up after `since`, the newest first. */
  parked(since: Date, page: { limit: number; skip?: number }): Promise<Found<ParkedDelivery>>;
}
