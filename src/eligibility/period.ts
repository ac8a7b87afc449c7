import { clockOf, DAY_MS, dateOf, instantOf } from '../program/zone-days.js';

export type PeriodKind = 'month' | 'quarter';

/** A month or quarter of a zone's calendar. `until` is the first instant after it. */
export interface Period {
  from: Date;
  until: Date;
  /** As people say it: `November 2026`, `the 4th quarter of 2026`. */
  name: string;
  /** The first day after it, as people say it: `1 December 2026`. */
  nextDay: string;
}

const MONTHS = { month: 1, quarter: 3 } as const;
const ORDINALS = ['1st', '2nd', '3rd', '4th'];

/**
 * The month or quarter that the zone's calendar shows at an instant. It begins with the first instant of its first day,
 * also where the clock jumps over midnight. @throws RangeError if the instant is no time
 */
export function periodOf(zone: string, instant: Date, kind: PeriodKind): Period {
  const shown = new Date(clockOf(zone, instant.getTime()).day * DAY_MS);
  const year = shown.getUTCFullYear();
  const first = Math.floor(shown.getUTCMonth() / MONTHS[kind]) * MONTHS[kind];
  const [begins, ends] = [first, first + MONTHS[kind]].map((month) => Date.UTC(year, month));
  const startOf = (day = 0) => new Date(instantOf(zone, day / DAY_MS, 0));
  return {
    from: startOf(begins),
    until: startOf(ends),
    name:
      kind === 'month'
        ? `${monthName(begins)} ${year}`
        : `the ${ORDINALS[first / MONTHS.quarter]} quarter of ${year}`,
    nextDay: `1 ${monthName(ends)} ${new Date(ends ?? 0).getUTCFullYear()}`,
  };
}

/** The first instant of the days of the zone's calendar that are at most so many, today included. */
export function beginOfDays(zone: string, now: Date, days: number): Date {
  return new Date(instantOf(zone, clockOf(zone, now.getTime()).day - days + 1, 0));
}

/** The day that a zone's calendar shows, as people say it: `3 November 2026`. */
export function dayWords(zone: string, instant: Date): string {
  return dateWords(dateAt(zone, instant));
}

/** @param date such as `2026-11-03` */
export function dateWords(date: string): string {
  const day = Date.parse(`${date}T00:00Z`);
  return `${new Date(day).getUTCDate()} ${monthName(day)} ${new Date(day).getUTCFullYear()}`;
}

/** The date that a zone's calendar shows, such as `2026-11-03`: comparable as text. */
export function dateAt(zone: string, instant: Date): string {
  return dateOf(clockOf(zone, instant.getTime()).day);
}

/** Made once: it takes a hundred times as long as what it is made for. */
const MONTH = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });

function monthName(instant = 0): string {
  return MONTH.format(instant);
}
