import type { Posted } from '../messages/delivery.js';
import type { LaneLease, Row, Settlement } from './row.js';

/** The outbox's rows, lanes and posted cards. Every method fails with StoreUnavailable only, when it fails. */
export interface OutboxStore {
  /** Adds rows that are not there yet, by key, and wakes their lanes, those of rows already there too. */
  add(rows: Row[]): Promise<void>;

  /**
   * The right to deliver up to `limit` lanes: those that have been due longest and that nobody holds at `leaseNow`.
   * `now` is the product's time, `leaseNow` and `until` are the machine's.
   */
  lease(now: Date, leaseNow: Date, until: Date, limit: number): Promise<LaneLease[]>;
  /** False when the lane was taken over. */
  renew(lease: LaneLease, until: Date): Promise<boolean>;
  /** Gives the lane back, to be due when its next row is, but not before `opensAt`. */
  release(lease: LaneLease, now: Date, opensAt?: Date): Promise<void>;

  /** The lane's rows due at `now`, in order, and those that somebody who held the lane before left in `sending`. */
  due(lane: string, now: Date, limit: number): Promise<Row[]>;
  /**
   * Settles `finished`, then marks `starting` as being sent and counts the attempt, all in one round trip.
   * False when not every one of `starting` could be marked: somebody else has the lane or settled the row.
   */
  settleAndStart(lease: LaneLease, finished: Settlement[], starting: string[], now: Date): Promise<boolean>;

  cards(cardKeys: string[]): Promise<Map<string, Posted>>;
  rememberCard(cardKey: string, posted: Posted): Promise<void>;
  /** What is to be expected of a card that is not posted: that it is still coming, or why it is not. */
  missingCard(cardKey: string): Promise<'coming' | { parked: string } | 'unheard_of'>;

  /** What a lane gave up though it was surely never delivered, oldest first. */
  neverSent(lane: string, limit: number): Promise<Row[]>;

  /** Whether any row is due at `now`, held back by pace or by a lease or not. */
  hasDue(now: Date): Promise<boolean>;
  /** How many are due, counted up to 10,000: the figure that says whether delivery keeps up. */
  dueCount(now: Date): Promise<number>;
  /** When the next lane that nobody holds has work; undefined when none has. */
  nextDue(): Promise<Date | undefined>;
  /** Wakes the lanes of open rows that no lane is going to look at: what a crash at a bad moment left behind. */
  wakeStray(): Promise<void>;
}
