import Holidays, { type HolidaysTypes } from 'date-holidays';
import { DateTime } from 'luxon';
import { WEEKDAYS } from './definition-atoms.js';
import type { Program } from './program.js';

/** When people work: a program's own, or somebody's in it (see calendars.ts). */
export type WorkCalendar = Pick<Program, 'timeZone' | 'businessHours' | 'holidays'> & {
  /** First and last day away, both included, in the calendar's zone. */
  outOfOffice?: readonly { from: string; until: string }[];
};

/** A calendar with no open day is a mistake in the program file, not a reason to hang. */
const MOST_DAYS = 3_660;

/**
 * The instant `hours` business hours after `from`, in the program's zone, over nights, weekends, public holidays and
 * changes of the clock. Starting outside business hours counts from the next opening.
 * Gives up after ten years without enough open hours and returns that far day: a calendar with no open day is a
 * mistake in the program file, not a reason to hang.
 */
export function addBusinessHours(calendar: WorkCalendar, from: Date, hours: number): Date {
  const dayOf = dayBook(calendar);
  let left = hours * 3_600_000;
  let date = dateOf(calendar, from);
  for (let days = 0; days < MOST_DAYS; days += 1) {
    const { opens, closes, next } = dayOf(date);
    const start = days === 0 ? Math.max(from.getTime(), opens) : opens;
    const open = Math.max(0, closes - start);
    if (open > 0 && left <= open) return new Date(start + left);
    left -= open;
    date = next;
  }
  return startOf(date, calendar.timeZone).toJSDate();
}

/** Nobody is to be disturbed: night, weekend, public holiday, or away. The closing instant itself is quiet. */
export function isQuiet(calendar: WorkCalendar, instant: Date): boolean {
  const { opens, closes } = dayBook(calendar)(dateOf(calendar, instant));
  return instant.getTime() < opens || instant.getTime() >= closes;
}

/** The instant itself if it is not quiet, else the next opening. A calendar that never opens: see addBusinessHours. */
export function nextAllowedMoment(calendar: WorkCalendar, instant: Date): Date {
  return isQuiet(calendar, instant) ? nextOpening(calendar, instant) : instant;
}

/** The first opening after the instant: "the next business morning". */
export function nextOpening(calendar: WorkCalendar, after: Date): Date {
  const dayOf = dayBook(calendar);
  let date = dateOf(calendar, after);
  for (let days = 0; days < MOST_DAYS; days += 1) {
    const { opens, closes, next } = dayOf(date);
    if (closes > opens && opens > after.getTime()) return new Date(opens);
    date = next;
  }
  return startOf(date, calendar.timeZone).toJSDate();
}

/**
 * The same time of day so many business days later, moved into business hours: "three business days from now". On a
 * day off it counts from the next one that is open.
 */
export function addBusinessDays(calendar: WorkCalendar, from: Date, count: number): Date {
  const dayOf = dayBook(calendar);
  const start = nextAllowedMoment(calendar, from);
  const local = DateTime.fromJSDate(start, { zone: calendar.timeZone });
  let date = isoDate(local);
  let left = count;
  for (let days = 0; days < MOST_DAYS && left > 0; days += 1) {
    date = dayOf(date).next;
    const { opens, closes } = dayOf(date);
    if (closes > opens) left -= 1;
  }
  const day = startOf(date, calendar.timeZone);
  const sameTime = day.set({ hour: local.hour, minute: local.minute, second: local.second });
  return nextAllowedMoment(calendar, sameTime.toJSDate());
}

/** Whether somebody works at all on a date (`2026-11-21`) of the calendar. */
export function isBusinessDay(calendar: WorkCalendar, date: string): boolean {
  const { opens, closes } = dayBook(calendar)(date);
  return closes > opens;
}

/** When one day is open, as instants in milliseconds; both the same when it is not. */
interface Day {
  opens: number;
  closes: number;
  /** The date after it. */
  next: string;
}

/** Days by their date (`2026-11-21`) in the calendar's zone. */
function dayBook(calendar: WorkCalendar): (date: string) => Day {
  const known = knownDays(calendar);
  let isHoliday: ((day: DateTime) => boolean) | undefined;
  return (date) => {
    const remembered = known.get(date);
    if (remembered) return remembered;
    isHoliday ??= holidayTest(calendar);
    const day = startOf(date, calendar.timeZone);
    const isOpen = isWorkday(calendar, day) && !isAway(calendar, date) && !isHoliday(day);
    const opens = at(day, calendar.businessHours.from).toMillis();
    const closes = isOpen ? at(day, calendar.businessHours.to).toMillis() : opens;
    const made = { opens, closes, next: isoDate(day.plus({ days: 1 })) };
    known.set(date, made);
    return made;
  };
}

function startOf(date: string, zone: string): DateTime {
  return DateTime.fromISO(date, { zone });
}

function isoDate(day: DateTime): string {
  return day.toISODate() ?? '';
}

function isWorkday(calendar: WorkCalendar, day: DateTime): boolean {
  const weekday = WEEKDAYS[day.weekday - 1];
  return weekday !== undefined && calendar.businessHours.days.includes(weekday);
}

function isAway({ outOfOffice = [] }: WorkCalendar, date: string): boolean {
  return outOfOffice.some(({ from, until }) => from <= date && date <= until);
}

function dateOf({ timeZone }: WorkCalendar, instant: Date): string {
  return isoDate(DateTime.fromJSDate(instant, { zone: timeZone }));
}

function at(day: DateTime, time: string): DateTime {
  const [hour, minute] = time.split(':').map(Number);
  return day.set({ hour: hour ?? 0, minute: minute ?? 0, second: 0, millisecond: 0 });
}

/** Only holidays of type `public` close the office; see date-holidays' list of types. */
function holidayTest({ holidays, timeZone }: WorkCalendar): (day: DateTime) => boolean {
  if (!holidays) return () => false;
  const book = holidayBook(holidays, timeZone);
  return (day) => book.isHoliday(at(day, '12:00').toJSDate()) !== false;
}

function holidayBook({ country, region }: NonNullable<WorkCalendar['holidays']>, timezone: string): Holidays {
  const options: { types: HolidaysTypes.HolidayType[]; timezone: string } = { types: ['public'], timezone };
  return region ? new Holidays(country, region, options) : new Holidays(country, options);
}

/** Working out one day costs a millisecond and never changes, so it is kept: one small entry a day and calendar. */
const KNOWN_DAYS = new Map<string, Map<string, Day>>();

function knownDays({ timeZone, businessHours, holidays, outOfOffice }: WorkCalendar): Map<string, Day> {
  const calendar = JSON.stringify([timeZone, businessHours, holidays, outOfOffice]);
  const days = KNOWN_DAYS.get(calendar) ?? new Map<string, Day>();
  KNOWN_DAYS.set(calendar, days);
  return days;
}
