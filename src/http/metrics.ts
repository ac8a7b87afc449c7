import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Route } from './routes.js';

/** How one delivery attempt of the outbox ended. */
type DeliveryOutcome = 'sent' | 'retried' | 'parked' | 'unknown' | 'cancelled' | 'expired';

/** The figures of one process. No label ever holds a person, a company or an id: their number must stay small. */
export interface Metrics {
  /**
   * One request from a platform.
   * @param kind such as 'slash_command', 'block_actions', 'view_submission', 'event'
   * @param outcome such as 'ok', 'refused', 'failed', 'duplicate', 'bad_signature'
   */
  inbound(kind: string, outcome: string, seconds: number): void;
  delivery(platform: string, outcome: DeliveryOutcome): void;
  /** Messages due and not yet sent, asked for whenever the figures are read; at most one asker. */
  watchQueue(depth: () => number | Promise<number>): void;
  /** Ends of which a partner has still to hear, asked for as the other; at most one asker. */
  watchLoops(owed: () => number | Promise<number>): void;
  /** One event of a referral, by its type. */
  referralEvent(type: string): void;
  /** `GET /metrics` in Prometheus' text format. */
  route: Route;
}

/** Slack gives three seconds; the buckets are finest where it starts to matter. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 5];

/** A registry of its own, so that two programs in one process (as in tests) do not meet. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Histogram({
    name: 'referral_desk_inbound_request_duration_seconds',
    help: 'Requests from a platform: their number by kind and outcome, and the time until they were answered.',
    labelNames: ['kind', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const deliveries = new Counter({
    name: 'referral_desk_outbox_deliveries_total',
    help: 'Attempts to deliver a message: sent, retried, parked, unknown (the reply was lost), cancelled or expired.',
    labelNames: ['platform', 'outcome'],
    registers,
  });
  const events = new Counter({
    name: 'referral_desk_referral_events_total',
    help: 'What happened to referrals, by type of event.',
    labelNames: ['type'],
    registers,
  });
  let depth: (() => number | Promise<number>) | undefined;
  new Gauge({
    name: 'referral_desk_outbox_queue_depth',
    help: 'Messages that are due and not yet sent; NaN while the store does not answer.',
    registers,
    async collect() {
      this.set(await askDepth(depth));
    },
  });
  let owed: (() => number | Promise<number>) | undefined;
  new Gauge({
    name: 'referral_desk_loops_owed',
    help: 'Ends of which the partner has still to hear ten minutes after the undo window, counted up to 1,000; NaN while the store does not answer.',
    registers,
    async collect() {
      this.set(await askDepth(owed));
    },
  });
  return {
    inbound: (kind, outcome, seconds) => requests.observe({ kind, outcome }, seconds),
    delivery: (platform, outcome) => deliveries.inc({ platform, outcome }),
    watchQueue: (ask) => {
      depth = ask;
    },
    watchLoops: (ask) => {
      owed = ask;
    },
    referralEvent: (type) => events.inc({ type }),
    route: metricsRoute(registry),
  };
}

async function askDepth(depth: (() => number | Promise<number>) | undefined): Promise<number> {
  try {
    return depth ? await depth() : 0;
  } catch {
    return Number.NaN;
  }
}

function metricsRoute(registry: Registry): Route {
  return {
    method: 'GET',
    path: '/metrics',
    handle: async (_request, response) => {
      const text = await registry.metrics();
      response.writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' });
      response.end(text);
    },
  };
}
