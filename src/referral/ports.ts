import type { PendingMessage } from '../messages/pending.js';
import type { ReferralEvent } from './events.js';
import type { KeptNudge, NudgeSweep } from './nudge.js';
import type { Referral } from './referral.js';
import type { ReferralState } from './states.js';

/** What a decision wants written, in one step: the referral after it, what happened, what is to be said. */
export interface Change {
  after: Referral;
  events: ReferralEvent[];
  messages: PendingMessage[];
}

export interface ReferralQuery {
  programId: string;
  partnerId?: string;
  repId?: string;
  states?: readonly ReferralState[];
  /** Triage assignments the referral was routed to. */
  assignmentIds?: readonly string[];
  /** Part of the company's name, or a reference; any case. */
  text?: string;
  /** From a previous page. */
  cursor?: string;
  /** At most 50. */
  limit: number;
}

export interface ReferralPage {
  referrals: Referral[];
  /** Present when there is more. */
  next?: string;
  /** How many match in all, counted up to 1,000. */
  total: number;
}

/** Which due nudges to take. */
export interface NudgesToTake {
  programId: string;
  sweep: NudgeSweep;
  now: Date;
  limit: number;
  /** False: those not begun yet. True: those somebody began with and did not end, when their time is over. */
  suspects: boolean;
}

/** What one rep has. */
export interface RepLoad {
  /** Open referrals, postponed ones not counted. */
  open: number;
  /** When the last one came. */
  lastAt?: Date;
}

/**
 * The referrals, as the capabilities need them. Every method fails with StoreUnavailable when the database does
 * not answer within its time limit; nothing else about the database shows.
 */
export interface ReferralStore {
  /**
   * Stores a new referral with its events and pending messages in one write (majority, journaled). When one with the
   * same submissionKey is there already, nothing is written and that one is returned with `existed: true`.
   */
  insert(referral: Referral): Promise<{ referral: Referral; existed: boolean }>;

  /** `undefined` for an unknown or malformed id. */
  byId(id: string): Promise<Referral | undefined>;

  /**
   * Reads, decides, and writes on condition that nothing has changed since the read (state and version). Losing the
   * race reads and decides again. What `decide` throws is passed on and nothing is written; `undefined` means
   * there is nothing to change. Throws Refused('not_found') for an unknown id.
   * `Change.after` need not carry the new events, messages or version: the store adds them.
   */
  change(id: string, decide: (current: Referral) => Change | undefined): Promise<Referral>;

  /**
   * Changes read before, in one round trip: each is written on condition that nobody has changed its referral since; those
   * that lost are left. At most 1,000.
   * @returns how many were written
   */
  changeAll(changes: readonly { current: Referral; change: Change }[]): Promise<number>;

  /**
   * Takes referrals whose nudge is due, the earliest first, for two minutes; nobody else gets them meanwhile. The attempt
   * is counted before; after five a nudge is parked.
   */
  takeNudges(which: NudgesToTake): Promise<{ referral: Referral; nudge: KeptNudge }[]>;

  /** What each of these reps has now; a rep with nothing is in it too. */
  loads(programId: string, repIds: readonly string[]): Promise<Map<string, RepLoad>>;

  /** The lines (see queue.ts) in which referrals wait because every rep has as many as they can take. */
  queuedAt(programId: string): Promise<Set<string>>;

  /** Newest first. */
  page(query: ReferralQuery): Promise<ReferralPage>;

  /** Open referrals held by this rep, the oldest first; at most 500 at a time. */
  openHeldBy(programId: string, repId: string): Promise<Referral[]>;

  /** Postponed referrals whose day has come, the earliest first; at most 500 at a time. */
  dueToWake(programId: string, now: Date): Promise<Referral[]>;
}
