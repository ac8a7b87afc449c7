import { setImmediate as immediately, setTimeout as wait } from 'node:timers/promises';
import { type Clock, systemClock } from '../clock.js';
import type { PlatformName } from '../messages/address.js';
import type { PlatformSender } from '../messages/delivery.js';
import type { PendingMessage } from '../messages/pending.js';
import type { Program } from '../program/program.js';
import { RETRY_RULES, type RetryRules } from './after-failure.js';
import { visitLane } from './deliver.js';
import type { Checkpoint, DeliverDeps, DeliveryReport, Pace } from './deliver-deps.js';
import type { OutboxStore } from './outbox-store.js';
import type { PendingSource } from './pending-source.js';
import type { Compose, Outbox } from './ports.js';
import { relay, toRows } from './relay.js';
import type { LaneLease } from './row.js';

export interface OutboxOptions {
  store: OutboxStore;
  /** Where decided messages wait: referrals and programs. */
  sources: PendingSource[];
  program: () => Promise<Program | undefined>;
  compose: Compose;
  senders: Partial<Record<PlatformName, PlatformSender>>;
  onError: (error: unknown, doing: string) => void;
  report?: (report: DeliveryReport) => void;
  clock?: Clock;
  leaseClock?: Clock;
  /** 45 s: a lane whose holder died rests so long. */
  leaseMs?: number;
  /** One post a second and two edits a second for each lane. */
  pace?: Pace;
  retry?: Partial<RetryRules>;
  /** How many lanes are delivered to at once by this process. */
  lanesAtOnce?: number;
  /** False: only what runOnce() and drain() are asked for is done; no timers and no wake(). For tests and the CLI. */
  selfDriving?: boolean;
  random?: () => number;
  sleep?: (ms: number) => Promise<void>;
  checkpoint?: (at: Checkpoint) => void;
}

export interface RunningOutbox extends Outbox {
  /** Relays and delivers what is due now, once; pace and held lanes are respected. Fails with StoreUnavailable. */
  runOnce(): Promise<void>;
  /** As runOnce(), and also picks up what a crash left where no lane looks. For the recurring job. */
  sweep(): Promise<void>;
  /** runOnce() until nothing is due any more, waiting for pace, or until `limitMs` has passed: then false. */
  drain(limitMs?: number): Promise<boolean>;
  /** Finishes what is being sent and gives the lanes back, within 8 s. */
  stop(): Promise<void>;
}

const PACE: Pace = { postMs: 1_000, editMs: 500 };
const LEASE_MS = 45_000;
const LANES_AT_ONCE = 16;
const STOP_WITHIN_MS = 8_000;
const AFTER_FAILURE_MS = 2_000;
const LONGEST_SLEEP_MS = 60_000;
const DRAIN_STEP_MS = 25;

/**
 * Delivers by itself: at once when woken, and by a timer when the next row is due. To be woken once when everything is
 * ready, for what an earlier process left behind. Several processes may run one on the
 * same store. Killed at any line, nothing is lost and at most what was being sent to a lane is said twice; see relay.ts
 * and deliver.ts.
 */
export function startOutbox(options: OutboxOptions): RunningOutbox {
  const { store, selfDriving = true, lanesAtOnce = LANES_AT_ONCE, onError } = options;
  const visits = new Set<Promise<void>>();
  let stopping = false;
  let running: Promise<void> | undefined;
  let again = false;
  let relayWanted = true;
  let timer: NodeJS.Timeout | undefined;
  const deps = deliverDeps(options, { enqueue, stopping: () => stopping });
  const { clock, leaseClock, leaseMs, sleep } = deps;

  async function enqueue(messages: PendingMessage[]): Promise<void> {
    await store.add(await toRows([messages], options.program));
  }

  /** Starts visits to lanes that are due, as many as there is room for; false when there is none. */
  async function visitNext(): Promise<boolean> {
    const leaseNow = leaseClock.now();
    const until = new Date(leaseNow.getTime() + leaseMs);
    const leases = await store.lease(clock.now(), leaseNow, until, lanesAtOnce - visits.size);
    for (const lease of leases) startVisit(lease);
    return leases.length > 0;
  }

  function startVisit(lease: LaneLease): void {
    const visit: Promise<void> = visitLane(deps, lease)
      .catch((error: unknown) => onError(error, `delivering to ${lease.lane}`))
      .finally(() => {
        visits.delete(visit);
        deliverSoon();
      });
    visits.add(visit);
  }

  async function deliver(): Promise<void> {
    while (!stopping) {
      if (visits.size >= lanesAtOnce) await Promise.race(visits);
      // Visits that wrote together end together: let them, and lease for all of them at once.
      await immediately();
      if (visits.size < lanesAtOnce && !(await visitNext())) break;
    }
  }

  async function runOnce(): Promise<void> {
    do {
      await relay(options);
      await deliver();
      await Promise.all(visits);
      // A visit may have stored further messages, and a lane may be due again.
    } while (!stopping && visits.size < lanesAtOnce && (await visitNext()));
    await Promise.all(visits);
  }

  function wake(): void {
    relayWanted = true;
    deliverSoon();
  }

  function deliverSoon(): void {
    if (!selfDriving || stopping) return;
    again = true;
    running ??= work().finally(() => {
      running = undefined;
      if (again) deliverSoon();
    });
  }

  async function work(): Promise<void> {
    clearTimeout(timer);
    let next: number | undefined;
    try {
      while (again && !stopping) {
        again = false;
        if (relayWanted) {
          relayWanted = false;
          await relay(options);
        }
        await deliver();
      }
      next = (await store.nextDue())?.getTime();
    } catch (error) {
      onError(error, 'looking for messages to deliver');
      relayWanted = true;
      next = clock.now().getTime() + AFTER_FAILURE_MS;
    }
    if (next === undefined || stopping) return;
    const inMs = Math.min(Math.max(next - clock.now().getTime(), 1), LONGEST_SLEEP_MS);
    timer = setTimeout(deliverSoon, inMs);
    timer.unref();
  }

  return {
    enqueue,
    wake,
    runOnce,

    async sweep() {
      await store.wakeStray();
      await runOnce();
    },

    async drain(limitMs = 10_000) {
      const until = performance.now() + limitMs;
      for (;;) {
        await runOnce();
        if (!(await store.hasDue(clock.now()))) return true;
        if (performance.now() >= until || stopping) return false;
        await sleep(DRAIN_STEP_MS);
      }
    },

    async stop() {
      stopping = true;
      clearTimeout(timer);
      const finished = Promise.all([running?.catch(() => {}), ...visits]);
      await Promise.race([finished, wait(STOP_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}

function deliverDeps(options: OutboxOptions, own: Pick<DeliverDeps, 'enqueue' | 'stopping'>): DeliverDeps {
  const { store, compose, senders, onError, checkpoint } = options;
  return {
    store,
    compose,
    senders,
    onError,
    ...own,
    clock: options.clock ?? systemClock,
    leaseClock: options.leaseClock ?? systemClock,
    leaseMs: options.leaseMs ?? LEASE_MS,
    pace: options.pace ?? PACE,
    retry: { ...RETRY_RULES, ...options.retry },
    random: options.random ?? Math.random,
    sleep: options.sleep ?? ((ms) => wait(ms)),
    report: options.report ?? (() => {}),
    ...(checkpoint ? { checkpoint } : {}),
  };
}
