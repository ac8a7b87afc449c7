import type { Posted } from '../messages/delivery.js';
import { mayBeRepeated } from './after-failure.js';
import { coalesce, type Group } from './coalesce.js';
import { composeGroup } from './compose-group.js';
import type { DeliverDeps } from './deliver-deps.js';
import { about, deliverGroup } from './deliver-group.js';
import { parkedNotice } from './notices.js';
import { persist } from './persist.js';
import type { LaneLease, Row, Settlement } from './row.js';
import { wayFor } from './way.js';

const ROWS_AT_ONCE = 50;
const AFTER_FAILURE_MS = 5_000;
const CARD_AGAIN_MS = 5_000;
/** How long a message waits for a card nobody has heard of before it is parked. */
const CARD_PATIENCE_MS = 5 * 60_000;

/**
 * Delivers a leased lane's due rows in order, one at a time, until there is none, the lane has to rest (pace, a
 * platform that asks to wait), the lease is lost or we are stopping; then gives the lane back.
 *
 * A row is marked as being sent, and its attempt counted, before the work; what becomes of it is written together with
 * the mark of the next. A process that dies leaves at most the row it was sending, which whoever leases the lane next
 * takes for "may have arrived".
 */
export async function visitLane(deps: DeliverDeps, firstLease: LaneLease): Promise<void> {
  const visit = new Visit(deps, firstLease);
  try {
    let more = true;
    while (more) more = await visit.deliverBatch();
  } catch (error) {
    visit.rest(AFTER_FAILURE_MS);
    throw error;
  } finally {
    await visit.giveBack();
  }
}

class Visit {
  /** Known here and not yet written. */
  private finished: Settlement[] = [];
  private opensAt: Date | undefined;

  constructor(
    private readonly deps: DeliverDeps,
    private lease: LaneLease,
  ) {}

  /** False when the visit is over. */
  async deliverBatch(): Promise<boolean> {
    const { store, clock } = this.deps;
    const rows = await store.due(this.lease.lane, clock.now(), ROWS_AT_ONCE);
    if (rows.length === 0) return false;
    const abandoned = rows.filter((row) => row.state === 'sending');
    const cards = await store.cards(
      [...new Set(rows.flatMap((row) => [row.cardKey, row.underKey]))].filter(isKey),
    );
    if (abandoned.length > 0) {
      if (!(await this.renew())) return false;
      this.finished.push(...abandoned.map((row) => this.afterCrash(row, cards)));
      return this.write([]);
    }
    for (const group of coalesce(rows)) {
      if (this.deps.stopping() || !(await this.stillOurs())) return false;
      await this.deliverOne(group, cards);
      if (this.opensAt) return false;
    }
    // What was added meanwhile is seen when the lane is given back.
    if (rows.length < ROWS_AT_ONCE) return false;
    return this.write([]);
  }

  /** What went wrong will not be better at once. */
  rest(ms: number): void {
    this.opensAt = new Date(this.deps.clock.now().getTime() + ms);
  }

  async giveBack(): Promise<void> {
    await this.write([]);
    await this.deps.store.release(this.lease, this.deps.clock.now(), this.opensAt);
  }

  private async deliverOne(rows: Group, cards: Map<string, Posted>): Promise<void> {
    const [head, ...rest] = await this.withoutWaiting(rows, cards);
    if (!head) return;
    const group: Group = [head, ...rest];
    const starting = this.write(group.map(({ key }) => key));
    // Reading and wording go on while the mark is being written; nothing is sent before it is durable.
    const composing = composeGroup(group, this.deps);
    composing.catch(() => {});
    if (!(await starting)) throw new LaneLost(this.lease.lane);
    this.deps.checkpoint?.('deliver:started');
    const now = this.deps.clock.now();
    const counted = group.map((row) => ({
      ...row,
      attempts: row.attempts + 1,
      firstTriedAt: row.firstTriedAt ?? now,
    })) as Group;
    const { settlements, opensAt } = await deliverGroup(this.deps, counted, cards, composing);
    this.finished.push(...settlements);
    this.opensAt = opensAt;
  }

  /** The rows that can be attempted now; the others are settled: too late, or their thread is not there. */
  private async withoutWaiting(rows: Group, cards: Map<string, Posted>): Promise<Row[]> {
    const at = this.deps.clock.now();
    const inTime = rows.filter((row) => {
      if (!row.expiresAt || row.expiresAt > at) return true;
      this.deps.report({ ...about(row, at), outcome: 'expired' });
      this.finished.push({ key: row.key, state: 'expired', at, reason: 'It would only confuse by now.' });
      return false;
    });
    const way = wayFor(rows[0], cards);
    if (way.kind !== 'missing' || inTime.length === 0) return inTime;
    const settle = await this.withoutThread(way.cardKey, inTime[0] as Row, at);
    this.finished.push(...inTime.map(settle));
    return [];
  }

  private async withoutThread(cardKey: string, first: Row, at: Date): Promise<(row: Row) => Settlement> {
    // What became of the card may be known only here.
    await this.write([]);
    const missing = await this.deps.store.missingCard(cardKey);
    const waited = at.getTime() - first.message.at.getTime();
    const mayCome = missing === 'coming' || (missing === 'unheard_of' && waited < CARD_PATIENCE_MS);
    if (mayCome) {
      const dueAt = new Date(at.getTime() + CARD_AGAIN_MS);
      return ({ key }) => ({ key, state: 'pending', dueAt });
    }
    const reason =
      typeof missing === 'object' ? missing.parked : 'The message it belongs under was never posted.';
    // Of a card that was parked the program managers have heard already.
    if (missing === 'unheard_of') await this.deps.enqueue(parkedNotice(first, reason, 'no_thread', at));
    this.deps.report({ ...about(first, at), outcome: 'parked', code: 'no_thread' });
    return ({ key }) => ({ key, state: 'parked', at, reason, code: 'no_thread', neverSent: true });
  }

  /** Whoever held the lane died with this row in hand, or its store did: it may have arrived. */
  private afterCrash(row: Row, cards: Map<string, Posted>): Settlement {
    const at = this.deps.clock.now();
    const { key } = row;
    if (wayFor(row, cards).kind === 'edit') return { key, state: 'pending', dueAt: row.dueAt };
    if (mayBeRepeated(row)) return { key, state: 'pending', dueAt: row.dueAt, repeated: true };
    this.deps.report({ ...about(row, at), outcome: 'unknown' });
    return {
      key,
      state: 'unknown',
      at,
      reason: 'We were interrupted while sending it.',
      code: 'interrupted',
    };
  }

  private async write(starting: string[]): Promise<boolean> {
    const { store, clock } = this.deps;
    const finished = this.finished;
    const ok = await persist(this.deps, () =>
      store.settleAndStart(this.lease, finished, starting, clock.now()),
    );
    this.finished = [];
    return ok;
  }

  /** Renews the lease in time for one more attempt. */
  private async stillOurs(): Promise<boolean> {
    const left = this.lease.until.getTime() - this.deps.leaseClock.now().getTime();
    return left > (this.deps.leaseMs * 3) / 4 || this.renew();
  }

  private async renew(): Promise<boolean> {
    const { store, leaseClock, leaseMs } = this.deps;
    const until = new Date(leaseClock.now().getTime() + leaseMs);
    const renewed = await store.renew(this.lease, until);
    if (renewed) this.lease = { ...this.lease, until };
    return renewed;
  }
}

class LaneLost extends Error {
  override readonly name = 'LaneLost';
  constructor(lane: string) {
    super(`Somebody else delivers ${lane} now`);
  }
}

function isKey(key: string | undefined): key is string {
  return key !== undefined;
}
