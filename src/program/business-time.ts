import { openHours, type WorkCalendar } from './business-days.js';
import { clockOf, instantOf } from './zone-days.js';

/**
 * Business time: over nights, weekends, public holidays, days away and changes of the clock, in the zone of a calendar.
 * An instant is in business hours exactly when the clock of the zone says so; an hour that the clock repeats counts
 * twice, one that it jumps over not at all.
 */
export { isBusinessDay, type WorkCalendar } from './business-days.js';

/** A calendar with no open day is a mistake in the program file, not a reason to hang. */
const MOST_DAYS = 3_660;

/**
 * The instant `hours` business hours after `from`. Outside business hours they count from the next opening; whole days
 * end at closing, which is quiet already: whoever is to be told then is told at the next allowed moment.
 * Gives up after ten years without enough open hours and returns the beginning of that far day.
 * @throws RangeError if `from` is no valid date, or the hours are negative or no number
 */
export function addBusinessHours(calendar: WorkCalendar, from: Date, hours: number): Date {
  if (!(hours >= 0)) throw new RangeError(`${hours} is no number of hours to add`);
  const openOn = openHours(calendar);
  const { day: first } = clockOf(calendar.timeZone, from.getTime());
  let left = Math.round(hours * 3_600_000);
  for (let day = first; day < first + MOST_DAYS; day += 1)
    for (const { opens, closes } of openOn(day)) {
      const start = Math.max(from.getTime(), opens);
      const open = closes - start;
      if (open <= 0) continue;
      if (left <= open) return new Date(start + left);
      left -= open;
    }
  return startOf(calendar, first + MOST_DAYS);
}

/** Nobody is to be disturbed: night, weekend, public holiday, or away. The closing instant itself is quiet. */
export function isQuiet(calendar: WorkCalendar, instant: Date): boolean {
  const at = instant.getTime();
  const spans = openHours(calendar)(clockOf(calendar.timeZone, at).day);
  return !spans.some(({ opens, closes }) => opens <= at && at < closes);
}

/** The instant itself if it is not quiet, else the next opening. A calendar that never opens: see addBusinessHours. */
export function nextAllowedMoment(calendar: WorkCalendar, instant: Date): Date {
  return isQuiet(calendar, instant) ? nextOpening(calendar, instant) : instant;
}

/** The first opening after the instant: "the next business morning". A calendar that never opens: see addBusinessHours. */
export function nextOpening(calendar: WorkCalendar, after: Date): Date {
  const openOn = openHours(calendar);
  const { day: first } = clockOf(calendar.timeZone, after.getTime());
  for (let day = first; day < first + MOST_DAYS; day += 1)
    for (const { opens } of openOn(day)) if (opens > after.getTime()) return new Date(opens);
  return startOf(calendar, first + MOST_DAYS);
}

/**
 * The same time of day so many business days later, moved into business hours: "three business days from now". On a
 * day off it counts from the next one that is open.
 * @param count a whole number; with 0 it is the next allowed moment
 */
export function addBusinessDays(calendar: WorkCalendar, from: Date, count: number): Date {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`${count} is no number of days to add`);
  const openOn = openHours(calendar);
  const start = nextAllowedMoment(calendar, from);
  if (count === 0) return start;
  const { day: first, time } = clockOf(calendar.timeZone, start.getTime());
  let day = first;
  for (let left = count; left > 0 && day < first + MOST_DAYS; ) {
    day += 1;
    if (openOn(day).length > 0) left -= 1;
  }
  return nextAllowedMoment(calendar, new Date(instantOf(calendar.timeZone, day, time)));
}

/** The business hours between two instants; 0 when `until` is not after `from`. */
export function businessHoursBetween(calendar: WorkCalendar, from: Date, until: Date): number {
  const openOn = openHours(calendar);
  const { day: first } = clockOf(calendar.timeZone, from.getTime());
  const { day: last } = clockOf(calendar.timeZone, until.getTime());
  let sum = 0;
  for (let day = first; day <= Math.min(last, first + MOST_DAYS); day += 1)
    for (const { opens, closes } of openOn(day))
      sum += Math.max(0, Math.min(closes, until.getTime()) - Math.max(opens, from.getTime()));
  return sum / 3_600_000;
}

function startOf({ timeZone }: WorkCalendar, day: number): Date {
  return new Date(instantOf(timeZone, day, 0));
}
