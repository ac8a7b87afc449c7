import type { PlatformName } from '../messages/address.js';
import type { Posted } from '../messages/delivery.js';
import type { Destination, PendingMessage } from '../messages/pending.js';

/**
 * One delivery to one place. `pending` and `sending` are open; the others are the end of it:
 * ```
 * pending -> sending (attempt counted, fencing token of the lane's lease)
 * sending -> sent | pending (again later) | unknown | parked | cancelled
 * pending -> expired | parked
 * ```
 */
type RowState = 'pending' | 'sending' | 'sent' | 'unknown' | 'parked' | 'cancelled' | 'expired';

/** A destination once it is known whom "every program manager" means. */
export type Place = Exclude<Destination, { kind: 'program_managers' }>;

export interface Row {
  /** The message's key, with a suffix where one message goes to several people. */
  key: string;
  message: PendingMessage & { to: Place };
  platform: PlatformName;
  /** What is delivered one at a time and in order: `platform:channel` or `platform:user`. */
  lane: string;
  /** The card that is posted or edited. */
  cardKey?: string;
  /** The card in whose thread it belongs. */
  underKey?: string;
  /** Its place among the messages decided at the same instant. */
  position: number;
  dueAt: Date;
  expiresAt?: Date;
  state: RowState;
  attempts: number;
  firstTriedAt?: Date;
  /** It may have been delivered once already and is being delivered once more. */
  repeated?: boolean;
  /** Why it ended as it did. */
  reason?: string;
  /** Parked because it was refused: surely not there, so it may be said again one day. */
  neverSent?: true;
}

/** The right to deliver one lane's rows, until `until`; whoever leases the lane later has a higher token. */
export interface LaneLease {
  lane: string;
  token: number;
  until: Date;
  /** How often the lane had been woken when it was leased: tells whether something came meanwhile. */
  wakes: number;
}

/** What becomes of a row. Written only while nobody with a higher token has taken the lane over. */
export type Settlement =
  | { key: string; state: 'sent'; at: Date; posted?: Posted }
  | {
      key: string;
      state: 'unknown' | 'parked' | 'cancelled' | 'expired';
      at: Date;
      reason: string;
      code?: string;
      /** Of what is parked: see Row. */
      neverSent?: true;
    }
  /** Due again. `uncounted`: nothing was attempted. `repeated`: the one repetition of what may have been delivered. */
  | {
      key: string;
      state: 'pending';
      dueAt: Date;
      code?: string;
      reason?: string;
      uncounted?: boolean;
      repeated?: boolean;
    };
