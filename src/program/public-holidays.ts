import Holidays, { type HolidaysTypes } from 'date-holidays';
import type { Program } from './program.js';
import { DAY_MS, dayNumber } from './zone-days.js';

type Place = NonNullable<Program['holidays']>;

/**
 * Holidays of Jewish and Islamic calendars begin at sunset, which the package takes for 18:00. What begins no earlier
 * leaves the working day before it alone.
 */
const EVENING_MS = 18 * 3_600_000;

/** A year takes 3 ms to work out and about 2 KB to keep. */
const MOST_YEARS = 2_000;
const KNOWN_YEARS = new Map<string, ReadonlyMap<number, number>>();

/**
 * From which time of a day, in milliseconds past midnight, a public holiday closes the place: 0 for the whole day, also
 * where it is one from noon only, 18 hours on the eve of one that begins at sunset, undefined on other days. The day is
 * that of the local calendar (see zone-days.ts), wherever it is spent. Only type `public` of date-holidays counts, with
 * the substitutes of those that fall on a weekend.
 */
export function closedFrom(place: Place | undefined, day: number): number | undefined {
  if (!place) return undefined;
  const year = new Date(day * DAY_MS).getUTCFullYear();
  const key = `${place.country}/${place.region ?? ''}/${year}`;
  const known = KNOWN_YEARS.get(key) ?? closedDays(place, year);
  if (KNOWN_YEARS.size >= MOST_YEARS) KNOWN_YEARS.clear();
  KNOWN_YEARS.set(key, known);
  return known.get(day);
}

function closedDays({ country, region }: Place, year: number): ReadonlyMap<number, number> {
  // In UTC the package's instants are what a calendar on the wall says.
  const options: { types: HolidaysTypes.HolidayType[]; timezone: string } = {
    types: ['public'],
    timezone: 'UTC',
  };
  const book = region ? new Holidays(country, region, options) : new Holidays(country, options);
  const closed = new Map<number, number>();
  // What lasts several days may have begun in December; what begins at sunset, the evening before.
  for (const each of [year - 1, year, year + 1])
    for (const { start, end } of book.getHolidays(each)) close(closed, start.getTime(), end.getTime());
  const [first, next] = [dayNumber(`${year}-01-01`), dayNumber(`${year + 1}-01-01`)];
  return new Map([...closed].filter(([day]) => day >= first && day < next));
}

function close(closed: Map<number, number>, starts: number, ends: number): void {
  for (let day = Math.floor(starts / DAY_MS); day * DAY_MS < ends; day += 1) {
    const from = starts - day * DAY_MS >= EVENING_MS ? EVENING_MS : 0;
    closed.set(day, Math.min(from, closed.get(day) ?? from));
  }
}
