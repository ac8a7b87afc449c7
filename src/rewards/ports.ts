import type { PersonRef } from '../messages/address.js';
import type { PendingMessage } from '../messages/pending.js';
import type { Referral } from '../referral/referral.js';
import type { RewardKind, RewardState } from '../referral/reward-terms.js';
import type { Account } from './account.js';
import type { Book, Booking } from './book.js';
import type { LedgerEntry, RewardSubject } from './entry.js';
import type { Standing } from './fold.js';

/** Whose book, and which of its rewards are read: those of a referral, or those named; at most 500. */
export interface BookOf {
  programId: string;
  partnerId: string;
  referralId?: string;
  rewardIds?: readonly string[];
}

/** What is written together: entries, the roll-up, what is to be said, payout lines. */
export interface Posting {
  booking: Booking;
  messages?: PendingMessage[];
  /** A new line, or one that was paid or cancelled. */
  line?: PayoutLine;
  isNewLine?: true;
}

/** A reward as it is listed: its standing is a copy of what its entries say. */
export interface RewardRow {
  subject: RewardSubject;
  standing: Standing;
}

export interface PayoutItem {
  rewardId: string;
  reference: string;
  /** In minor units; below zero where an earlier one is set off. */
  amount: number;
}

/** One transfer to one partner, in one currency. Its items are fixed when it is made. */
export interface PayoutLine {
  /** `P-7K3M9Q-4F7X2`: what a payout file calls it; see payout-ids.ts. */
  id: string;
  payoutId: string;
  programId: string;
  partnerId: string;
  kind: RewardKind;
  currency: string;
  /** Above zero. */
  amount: number;
  items: PayoutItem[];
  state: 'open' | 'paid' | 'cancelled';
  createdAt: Date;
  by: PersonRef;
  paid?: { at: Date; by: PersonRef; reference?: string };
  cancelled?: { at: Date; by: PersonRef };
}

/** What a payout line can be made of: all of one partner, currency and kind, in no payout yet. */
export interface ToPay {
  /** Payable; none where somebody else has just taken them. */
  pay: RewardRow[];
  /** Negative balances. */
  setOff: RewardRow[];
  /** After which to go on. */
  last: RewardSubject;
}

export interface LineFilter {
  programId: string;
  payoutId?: string;
  state?: PayoutLine['state'];
}

export interface Page<One> {
  found: One[];
  /** Present when there is more. */
  next?: string;
  /** Counted up to 1,000. */
  total: number;
}

export interface RewardWithEntries {
  row: RewardRow;
  entries: LedgerEntry[];
}

/** The ledger. Every method fails with StoreUnavailable when the database does not answer in time. */
export interface RewardStore {
  /**
   * Reads a partner's book, decides, and writes all of the posting or nothing of it, on condition that nobody has booked
   * anything for the partner since; whoever loses that race reads and decides again. `undefined` writes nothing. What
   * `decide` throws is passed on.
   */
  change(of: BookOf, decide: (book: Book) => Posting | undefined): Promise<Posting | undefined>;

  /** Referrals that the ledger owes a look at, the earliest first. */
  owed(programId: string, now: Date, limit: number): Promise<Referral[]>;
  /** Of which partners there are rewards for a referral. */
  partnersOf(referralId: string): Promise<string[]>;
  /** The ledger has looked. */
  lookedAt(referralId: string, eventIds: readonly string[]): Promise<void>;
  /** It could not: not before this again. */
  lookLater(referralId: string, eventIds: readonly string[], due: Date): Promise<void>;

  /** Rewards for which something is due though nobody acts, the earliest first. */
  due(programId: string, now: Date, limit: number): Promise<RewardRow[]>;
  putOff(rewardId: string, until: Date): Promise<void>;

  byId(programId: string, rewardId: string): Promise<RewardRow | undefined>;
  /** All of one reward, in their order. */
  entriesOf(programId: string, rewardId: string): Promise<LedgerEntry[]>;
  accounts(programId: string, partnerIds: readonly string[]): Promise<Map<string, Account>>;
  /** Newest first; at most 50. */
  page(query: {
    programId: string;
    partnerId?: string;
    states?: readonly RewardState[];
    /** Those to which an objection waits for an answer. */
    disputed?: true;
    cursor?: string;
    limit: number;
  }): Promise<Page<RewardRow>>;

  /**
   * Payable rewards in the order of partner, currency and kind: the next after one of them, with those that go into one
   * line with it; at most `limit` to pay and as many to set off. Undefined when there is none.
   */
  toPay(programId: string, limit: number, after?: RewardSubject): Promise<ToPay | undefined>;
  /** How many rewards are payable and in no payout yet, counted up to 10,000. */
  countPayable(programId: string): Promise<number>;
  line(programId: string, lineId: string): Promise<PayoutLine | undefined>;
  /** Of what is not paid yet the newest, and how many there are, counted up to 10,000. */
  openLines(programId: string, limit: number): Promise<{ found: PayoutLine[]; total: number }>;
  /** How many lines of a payout there are to transfer, and how many were wholly set off; cancelled ones left out. */
  countLines(programId: string, payoutId: string): Promise<{ toTransfer: number; setOff: number }>;
  /** All of them by their ids, however many. */
  lines(filter: LineFilter): AsyncIterable<PayoutLine>;

  /** For the check: every reward as it stands, with all its entries in their order; however many. */
  withEntries(programId: string): AsyncIterable<RewardWithEntries>;
  /** For the check: every account there is, however many. */
  everyAccount(programId: string): AsyncIterable<Account>;
}
