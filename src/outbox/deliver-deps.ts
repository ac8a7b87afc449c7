import type { Clock } from '../clock.js';
import type { PlatformName } from '../messages/address.js';
import type { PlatformSender } from '../messages/delivery.js';
import type { PendingMessage } from '../messages/pending.js';
import type { RetryRules } from './after-failure.js';
import type { OutboxStore } from './outbox-store.js';
import type { Compose } from './ports.js';

/** The shortest time between two deliveries to one lane, in milliseconds; 0 is no pace at all. */
export interface Pace {
  postMs: number;
  editMs: number;
}

/** What became of one attempt; for metrics. */
export interface DeliveryReport {
  outcome: 'sent' | 'retried' | 'parked' | 'unknown' | 'cancelled' | 'expired';
  platform: PlatformName;
  template: string;
  /** Since it was due. */
  ms: number;
  code?: string;
}

/** Places in the code where a test lets the process die. */
export type Checkpoint =
  | 'relay:found'
  | 'relay:stored'
  | 'deliver:started'
  | 'deliver:posted'
  | 'deliver:card_kept';

export interface DeliverDeps {
  store: OutboxStore;
  compose: Compose;
  senders: Partial<Record<PlatformName, PlatformSender>>;
  /** What decides what is due. */
  clock: Clock;
  /** The machine's own time, for leases: the product's clock may be moved, a lease may not. */
  leaseClock: Clock;
  /** How long a lane is held without word; longer than four attempts may take. In milliseconds. */
  leaseMs: number;
  pace: Pace;
  retry: RetryRules;
  /** 0 to 1. */
  random: () => number;
  sleep: (ms: number) => Promise<void>;
  /** Stores further messages: notices to program managers, and what goes to a fallback. */
  enqueue: (messages: PendingMessage[]) => Promise<void>;
  stopping: () => boolean;
  report: (report: DeliveryReport) => void;
  /** Told of what should not happen; the row is retried or parked all the same. */
  onError: (error: unknown, doing: string) => void;
  checkpoint?: (at: Checkpoint) => void;
}
