import { IANAZone } from 'luxon';

/**
 * The days of a time zone and what its clock shows. A day is a number: days since 1970-01-01, as Date.parse counts them,
 * so that leap days and days which a zone skipped at the date line are days like all others to whoever counts.
 */
export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** A stretch of time, in milliseconds since 1970; its end is not in it. */
export interface Span {
  opens: number;
  closes: number;
}

/** @param date such as `2026-11-21` @throws RangeError if it is no date */
export function dayNumber(date: string): number {
  const day = Date.parse(`${date}T00:00Z`) / DAY_MS;
  // Date.parse takes 30 February for 2 March.
  if (Number.isInteger(day) && dateOf(day) === date) return day;
  throw new RangeError(`"${date}" is not a date such as 2026-11-21`);
}

/** Such as `2026-11-21`. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day on the calendar of the zone, and how many milliseconds its clock is past midnight. */
export function clockOf(zone: string, instant: number): { day: number; time: number } {
  const shown = instant + offsetAt(zone, instant);
  const day = Math.floor(shown / DAY_MS);
  return { day, time: shown - day * DAY_MS };
}

/** The first instant of the day at which the clock shows a time or, where the clock jumps over it, a later one. */
export function instantOf(zone: string, day: number, time: number): number {
  const shown = day * DAY_MS + time;
  const [first, second] = stretchesAround(zone, day);
  if (!second || shown - first.offset < first.ends) return shown - first.offset;
  return Math.max(second.begins, shown - second.offset);
}

/**
 * When the clock shows a time from `from` on and before `to`, in milliseconds past midnight, on a day: once on most days,
 * twice where the clock goes back over it, never where it jumps over it or over the day.
 */
export function spansOf(zone: string, day: number, from: number, to: number): Span[] {
  const spans: Span[] = [];
  for (const stretch of stretchesAround(zone, day)) {
    if (!stretch) continue;
    const { begins, ends, offset } = stretch;
    const opens = Math.max(begins, day * DAY_MS + from - offset);
    const closes = Math.min(ends, day * DAY_MS + to - offset);
    const before = spans.at(-1);
    if (closes <= opens) continue;
    if (before?.closes === opens) before.closes = closes;
    else spans.push({ opens, closes });
  }
  return spans;
}

/** Time in which a zone's clock runs evenly. */
interface Stretch {
  begins: number;
  ends: number;
  offset: number;
}

/** One stretch, or the two before and after a change of the clock. No zone changes twice within two days. */
function stretchesAround(zone: string, day: number): [Stretch, Stretch?] {
  // Zones are up to 14 hours before and 12 behind UTC; before there were zones, a little more.
  const begins = day * DAY_MS - 16 * HOUR_MS;
  const ends = (day + 1) * DAY_MS + 16 * HOUR_MS;
  const [before, after] = [offsetAt(zone, begins), offsetAt(zone, ends)];
  const first = { begins: Number.NEGATIVE_INFINITY, offset: before };
  const last = { ends: Number.POSITIVE_INFINITY, offset: after };
  if (before === after) return [{ ...first, ...last }];
  const change = changeBetween(zone, begins, ends);
  return [
    { ...first, ends: change },
    { ...last, begins: change },
  ];
}

/** The first millisecond of the offset that holds at `late`. */
function changeBetween(zone: string, early: number, late: number): number {
  const before = offsetAt(zone, early);
  let [from, to] = [early, late];
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (offsetAt(zone, middle) === before) from = middle;
    else to = middle;
  }
  return to;
}

/** Asking a zone takes 5 microseconds, and it is asked again and again about the same days. */
const MOST_OFFSETS = 100_000;
const KNOWN_OFFSETS = new Map<string, Map<number, number>>();
let offsetsKept = 0;

/** What the zone's clock is before UTC, in milliseconds. @throws RangeError if the instant is no time */
function offsetAt(zone: string, instant: number): number {
  const day = Math.floor(instant / DAY_MS);
  const known = KNOWN_OFFSETS.get(zone)?.get(day);
  if (known !== undefined) return known;
  const offset = askedOffset(zone, instant);
  if (askedOffset(zone, day * DAY_MS) === offset && askedOffset(zone, (day + 1) * DAY_MS) === offset)
    remember(zone, day, offset);
  return offset;
}

/** A day, in UTC, on which the clock does not change. */
function remember(zone: string, day: number, offset: number): void {
  if (offsetsKept >= MOST_OFFSETS) {
    KNOWN_OFFSETS.clear();
    offsetsKept = 0;
  }
  const days = KNOWN_OFFSETS.get(zone) ?? new Map<number, number>();
  KNOWN_OFFSETS.set(zone, days.set(day, offset));
  offsetsKept += 1;
}

function askedOffset(zone: string, instant: number): number {
  const offset = Math.round(IANAZone.create(zone).offset(instant) * 60_000);
  if (Number.isFinite(offset)) return offset;
  throw new RangeError(Number.isFinite(instant) ? `"${zone}" is not a time zone` : 'not a valid date');
}
