import Holidays, { type HolidaysTypes } from 'date-holidays';
import { DateTime } from 'luxon';
import { WEEKDAYS } from './definition.js';
import type { Program } from './program.js';

/** The part of a program that says when people work. */
export type WorkCalendar = Pick<Program, 'timeZone' | 'businessHours' | 'holidays'>;

/**
 * The instant `hours` business hours after `from`, in the program's zone, over nights, weekends, public holidays and
 * changes of the clock. Starting outside business hours counts from the next opening.
 * Gives up after ten years without enough open hours and returns that far day: a calendar with no open day is a
 * mistake in the program file, not a reason to hang.
 */
export function addBusinessHours(calendar: WorkCalendar, from: Date, hours: number): Date {
  const isHoliday = holidayTest(calendar);
  let left = hours * 3_600_000;
  let day = DateTime.fromJSDate(from, { zone: calendar.timeZone });
  for (let days = 0; days < 3_660; days += 1) {
    if (isWorkday(calendar, day) && !isHoliday(day)) {
      const opens = at(day, calendar.businessHours.from);
      const closes = at(day, calendar.businessHours.to);
      const start = days === 0 && day > opens ? day : opens;
      const open = Math.max(0, closes.toMillis() - start.toMillis());
      if (left <= open) return start.plus({ milliseconds: left }).toJSDate();
      left -= open;
    }
    day = day.plus({ days: 1 }).startOf('day');
  }
  return day.toJSDate();
}

function isWorkday(calendar: WorkCalendar, day: DateTime): boolean {
  const weekday = WEEKDAYS[day.weekday - 1];
  return weekday !== undefined && calendar.businessHours.days.includes(weekday);
}

function at(day: DateTime, time: string): DateTime {
  const [hour, minute] = time.split(':').map(Number);
  return day.set({ hour: hour ?? 0, minute: minute ?? 0, second: 0, millisecond: 0 });
}

/** Only holidays of type `public` close the office; see date-holidays' list of types. */
function holidayTest({ holidays, timeZone }: WorkCalendar): (day: DateTime) => boolean {
  if (!holidays) return () => false;
  const known = knownDays(`${holidays.country}/${holidays.region ?? ''}/${timeZone}`);
  let book: Holidays | undefined;
  return (day) => {
    const date = day.toISODate() ?? '';
    const remembered = known.get(date);
    if (remembered !== undefined) return remembered;
    book ??= holidayBook(holidays, timeZone);
    const closed = book.isHoliday(at(day, '12:00').toJSDate()) !== false;
    known.set(date, closed);
    return closed;
  };
}

function holidayBook({ country, region }: NonNullable<WorkCalendar['holidays']>, timezone: string): Holidays {
  const options: { types: HolidaysTypes.HolidayType[]; timezone: string } = { types: ['public'], timezone };
  return region ? new Holidays(country, region, options) : new Holidays(country, options);
}

/** Working out one day costs a millisecond and never changes, so it is kept: one small entry a day and calendar. */
const KNOWN_DAYS = new Map<string, Map<string, boolean>>();

function knownDays(calendar: string): Map<string, boolean> {
  const days = KNOWN_DAYS.get(calendar) ?? new Map<string, boolean>();
  KNOWN_DAYS.set(calendar, days);
  return days;
}
