import type { DeliveryError } from '../errors.js';
import type { Row, Settlement } from './row.js';

export interface RetryRules {
  /** The first wait; it doubles up to `longestMs`. */
  firstMs: number;
  longestMs: number;
  /** Parked after so many attempts, or when so long has passed since the first. */
  attempts: number;
  withinMs: number;
  /** A reply that got lost may still arrive at the platform: how long to wait before delivering once more. */
  repeatAfterMs: number;
}

export const RETRY_RULES: RetryRules = {
  firstMs: 2_000,
  longestMs: 30 * 60_000,
  attempts: 100,
  withinMs: 24 * 3_600_000,
  repeatAfterMs: 30_000,
};

const ATTEMPTS_AT_A_BUG = 5;

export interface AfterFailure {
  settlement: Settlement;
  /** The lane waits until then, so that what comes after does not overtake. */
  holdUntil?: Date;
}

interface Attempt {
  row: Row;
  /** Editing may always be repeated; posting may not. */
  editing: boolean;
  now: Date;
  /** 0 to 1, for jitter. */
  random: number;
}

/** What becomes of a row whose delivery failed. `row.attempts` counts the attempt that failed. */
export function afterFailure(error: DeliveryError, attempt: Attempt, rules: RetryRules): AfterFailure {
  if (error.outcome === 'final') {
    const surely = attempt.row.repeated ? {} : { neverSent: true as const };
    return { settlement: { ...parked(error, attempt, error.message), ...surely } };
  }
  if (error.outcome === 'unknown' && !attempt.editing) return afterUnknown(error, attempt, rules);
  return afterRetryable(error, attempt, rules);
}

/**
 * Whether a row that may have been delivered is delivered once more: then at most one is doubled, and none is lost.
 * Not what is worthless or annoying the second time.
 */
export function mayBeRepeated({ message, repeated }: Row): boolean {
  return !repeated && message.to.kind !== 'private' && message.neverTwice !== true;
}

function afterUnknown(error: DeliveryError, { row, now }: Attempt, rules: RetryRules): AfterFailure {
  const { code } = error;
  if (!mayBeRepeated(row)) {
    const reason = `It is not known whether it arrived: ${error.message}`;
    return { settlement: { key: row.key, state: 'unknown', at: now, reason, code } };
  }
  const dueAt = later(now, rules.repeatAfterMs);
  return { settlement: { key: row.key, state: 'pending', dueAt, code, repeated: true }, holdUntil: dueAt };
}

function afterRetryable(error: DeliveryError, attempt: Attempt, rules: RetryRules): AfterFailure {
  const { row, now } = attempt;
  const trying = now.getTime() - (row.firstTriedAt ?? now).getTime();
  if (row.attempts >= rules.attempts || trying >= rules.withinMs) {
    const reason = `Gave up after ${row.attempts} attempts: ${error.message}`;
    return { settlement: parked(error, attempt, reason) };
  }
  const dueAt = later(now, error.retryAfterMs ?? backoff(row.attempts, attempt.random, rules));
  return { settlement: { key: row.key, state: 'pending', dueAt, code: error.code }, holdUntil: dueAt };
}

/** Composing threw what it should not: tried again a few times, without keeping the lane from what comes after. */
export function afterBug(error: unknown, { row, now, random }: Attempt, rules: RetryRules): AfterFailure {
  const code = 'cannot_compose';
  if (row.attempts >= ATTEMPTS_AT_A_BUG) {
    const reason = `It could not be put into words: ${String(error)}`;
    return { settlement: { key: row.key, state: 'parked', at: now, reason, code } };
  }
  const dueAt = later(now, backoff(row.attempts, random, rules));
  return { settlement: { key: row.key, state: 'pending', dueAt, code } };
}

function parked({ code }: DeliveryError, { row, now }: Attempt, reason: string): Settlement {
  return { key: row.key, state: 'parked', at: now, reason, code };
}

/** Half of the wait is chance, so that lanes that failed together do not come back together. */
function backoff(attempts: number, random: number, { firstMs, longestMs }: RetryRules): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(attempts - 1, 30));
  return full / 2 + (full / 2) * random;
}

function later(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms);
}
