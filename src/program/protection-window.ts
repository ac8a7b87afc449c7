import { SYSTEM } from '../messages/address.js';
import type { ReferralEvent } from '../referral/events.js';
import type { Protection } from '../referral/protection.js';
import type { Referral } from '../referral/referral.js';
import type { Program } from './program.js';
import { clockOf, instantOf } from './zone-days.js';

/** How long nobody else may register a company. Pure; days are those of the program's zone. */

/** The last millisecond of the day that many days after the one in which the instant lies. */
export function endOfDayAfter(zone: string, instant: Date, days: number): Date {
  return endOfDay(zone, clockOf(zone, instant.getTime()).day + days);
}

/** The last millisecond of a day, as zone-days.ts counts them. */
export function endOfDay(zone: string, day: number): Date {
  return new Date(instantOf(zone, day + 1, 0) - 1);
}

/** The first instant of the day that many days before the one in which the instant lies. */
export function dayBefore(zone: string, instant: Date, days: number): Date {
  const { day } = clockOf(zone, instant.getTime());
  return new Date(instantOf(zone, day - days, 0));
}

/** Progress that shows that the introduction is alive. */
const PROGRESS: ReadonlySet<string> = new Set(['meeting_held', 'qualified', 'opportunity_opened']);
/** It came to nothing: the company is free again. */
const RELEASED: ReadonlySet<string> = new Set(['lost', 'disqualified', 'rejected', 'withdrawn', 'expired']);

/**
 * The window after a change: begun when it is first taken up, extended by progress, released when it came to nothing, and
 * there again when that is taken back. Worked out with every write, whoever writes.
 */
export function protectionAfter(
  after: Referral,
  events: readonly ReferralEvent[],
  program: Program,
): Protection | undefined {
  const { protection, partner, state } = after;
  if (!protection) return isTakenUp(after) && partner ? begun(after, events, program) : undefined;
  const extended = events.reduce((kept, event) => extendedBy(kept, event, program), protection);
  const { releasedAt, ...standing } = extended;
  if (!RELEASED.has(state)) return releasedAt ? standing : extended;
  return { ...standing, releasedAt: releasedAt ?? after.outcome?.at ?? after.stateSince };
}

/** In the way of being worked on: neither held back nor ended before it began. */
function isTakenUp({ state, unmatched }: Referral): boolean {
  return !RELEASED.has(state) && state !== 'in_review' && (state !== 'submitted' || unmatched !== undefined);
}

function begun({ createdAt, events: before }: Referral, events: readonly ReferralEvent[], program: Program) {
  const taken = [...before, ...events].find(({ type }) => type === 'routed' || type === 'unmatched');
  const until = endOfDayAfter(program.timeZone, taken?.at ?? createdAt, program.protection.days);
  return { from: createdAt, until };
}

function extendedBy(protection: Protection, event: ReferralEvent, program: Program): Protection {
  if (!PROGRESS.has(event.type)) return protection;
  const until = endOfDayAfter(program.timeZone, event.at, program.protection.extendDays);
  return until > protection.until ? extendedTo(protection, until, event.at) : protection;
}

/** A later end has a warning of its own. */
export function extendedTo(
  { from }: Protection,
  until: Date,
  at: Date,
  why?: string,
  by = SYSTEM.name,
): Protection {
  return { from, until, extended: { at, by, ...(why ? { why } : {}) } };
}
