import { DeliveryError, StoreUnavailable } from '../errors.js';
import type { Posted } from '../messages/delivery.js';
import { type AfterFailure, afterBug, afterFailure } from './after-failure.js';
import type { Group } from './coalesce.js';
import type { ComposedGroup } from './compose-group.js';
import type { DeliverDeps } from './deliver-deps.js';
import { fallbackMessage, fallbackThread, parkedNotice } from './notices.js';
import type { Row, Settlement } from './row.js';
import { put } from './send.js';

const STORE_AGAIN_MS = 5_000;

/** What an attempt led to. `opensAt`: the lane rests until then. */
export interface Delivered {
  settlements: Settlement[];
  opensAt?: Date;
}

/**
 * One attempt at a group that has been marked as being sent: posts or edits what was composed, and says what becomes of each
 * row. What goes wrong is turned into a settlement; it throws only when a further message could not be stored.
 */
export async function deliverGroup(
  deps: DeliverDeps,
  group: Group,
  cards: Map<string, Posted>,
  composing: Promise<ComposedGroup>,
): Promise<Delivered> {
  let sending = false;
  try {
    const { sender, card, cancelled } = await composing;
    if (!card) return { settlements: settled(deps, group, cancelled) };
    sending = true;
    const { posted, edited } = await put(deps, sender, group, cards, card);
    const restMs = edited ? deps.pace.editMs : deps.pace.postMs;
    const rest = restMs > 0 ? { opensAt: later(deps.clock.now(), restMs) } : {};
    return { settlements: settled(deps, group, cancelled, posted), ...rest };
  } catch (error) {
    return failed(deps, group, cards, sending ? asDelivery(error) : error);
  }
}

/** Whatever else is thrown while sending may have been thrown after the message was out. */
function asDelivery(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  return new DeliveryError('unknown', 'interrupted', `Sending was interrupted: ${String(error)}`);
}

function settled(
  { clock, report }: DeliverDeps,
  group: Group,
  cancelled: Map<string, string>,
  posted?: Posted,
): Settlement[] {
  const at = clock.now();
  return group.map((row) => {
    const reason = cancelled.get(row.key);
    report({ ...about(row, at), outcome: reason === undefined ? 'sent' : 'cancelled' });
    if (reason !== undefined) return { key: row.key, state: 'cancelled', at, reason };
    return { key: row.key, state: 'sent', at, ...(posted ? { posted } : {}) };
  });
}

async function failed(
  deps: DeliverDeps,
  group: Group,
  cards: Map<string, Posted>,
  error: unknown,
): Promise<Delivered> {
  const now = deps.clock.now();
  if (error instanceof StoreUnavailable) return postponed(group, later(now, STORE_AGAIN_MS));
  const refused = error instanceof DeliveryError && error.outcome === 'final';
  const elsewhere = refused ? await toFallback(deps, group[0], now) : undefined;
  if (elsewhere) return { settlements: [elsewhere] };
  if (!(error instanceof DeliveryError)) deps.onError(error, `composing ${group[0].message.template}`);
  const random = deps.random();
  const outcomes = group.map((row) => {
    const attempt = { row, now, random, editing: row.cardKey !== undefined && cards.has(row.cardKey) };
    return error instanceof DeliveryError
      ? afterFailure(error, attempt, deps.retry)
      : afterBug(error, attempt, deps.retry);
  });
  await tellManagers(deps, group[0], outcomes[0]?.settlement, now);
  for (const [index, { settlement }] of outcomes.entries())
    reportFailure(deps, group[index], settlement, now);
  return { settlements: outcomes.map(({ settlement }) => settlement), ...hold(outcomes) };
}

/** Nothing was attempted, as the subject could not be read. */
function postponed(group: Group, dueAt: Date): Delivered {
  const settlements = group.map(({ key }): Settlement => ({ key, state: 'pending', dueAt, uncounted: true }));
  return { settlements, opensAt: dueAt };
}

async function toFallback(deps: DeliverDeps, row: Row, at: Date): Promise<Settlement | undefined> {
  const threadKey = fallbackThread(row);
  const thread = threadKey ? (await deps.store.cards([threadKey])).get(threadKey) : undefined;
  const messages = fallbackMessage(row, thread, at);
  if (messages.length === 0) return undefined;
  await deps.enqueue(messages);
  const reason = 'Direct messages are refused; it goes to the channel instead.';
  deps.report({ ...about(row, at), outcome: 'cancelled' });
  return { key: row.key, state: 'cancelled', at, reason };
}

/** Stored before the row is parked: killed in between, they are told again under the same key. */
async function tellManagers(deps: DeliverDeps, row: Row, settlement: Settlement | undefined, now: Date) {
  if (settlement?.state !== 'parked') return;
  await deps.enqueue(parkedNotice(row, settlement.reason, settlement.code ?? '', now));
}

function reportFailure({ report }: DeliverDeps, row: Row | undefined, settlement: Settlement, now: Date) {
  if (!row) return;
  const outcome = settlement.state === 'pending' ? 'retried' : settlement.state;
  const code = 'code' in settlement && settlement.code ? { code: settlement.code } : {};
  report({ ...about(row, now), outcome, ...code });
}

export function about(row: Row, now: Date) {
  const { platform, message, dueAt } = row;
  return { platform, template: message.template, ms: Math.max(0, now.getTime() - dueAt.getTime()) };
}

function hold(outcomes: AfterFailure[]): { opensAt?: Date } {
  const until = outcomes.flatMap(({ holdUntil }) => (holdUntil ? [holdUntil.getTime()] : []));
  return until.length > 0 ? { opensAt: new Date(Math.max(...until)) } : {};
}

function later(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms);
}
