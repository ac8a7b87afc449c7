import { WEEKDAYS } from './definition-atoms.js';
import type { Program } from './program.js';
import { closedFrom } from './public-holidays.js';
import { dayNumber, type Span, spansOf } from './zone-days.js';

/** When people work: a program's own, or somebody's in it (see calendars.ts). */
export type WorkCalendar = Pick<Program, 'timeZone' | 'businessHours' | 'holidays'> & {
  /** First and last day away, both included, in the calendar's zone. They may overlap. */
  outOfOffice?: readonly { from: string; until: string }[];
};

/** What is open on a day of the calendar's zone (see zone-days.ts), in order; nothing on a day off. */
export type OpenHours = (day: number) => readonly Span[];

/** Working out a day takes up to 0.1 ms and it never changes, so it is kept: about 150 bytes each. */
const MOST_DAYS_KEPT = 100_000;
const KNOWN = new Map<string, Known>();
let daysKept = 0;

/** What was worked out for one calendar: its days, and stretches of days with those that are open. */
interface Known {
  days: Map<number, readonly Span[]>;
  stretches: Map<string, readonly number[]>;
}

const CLOSED: readonly Span[] = [];

/** A calendar to ask for many days: what it takes to tell it from others is done once. */
export function openHours(calendar: WorkCalendar): OpenHours {
  const { days } = knownOf(calendar);
  const away = (calendar.outOfOffice ?? []).map(({ from, until }) => [dayNumber(from), dayNumber(until)]);
  return (day) => {
    if (away.some(([from = 0, until = 0]) => from <= day && day <= until)) return CLOSED;
    const remembered = days.get(day);
    if (remembered) return remembered;
    const spans = workOut(calendar, day);
    days.set(day, spans);
    daysKept += 1;
    return spans;
  };
}

/** The days from the first up to but not including `end` on which something is open, whoever is away. */
export function openDays(calendar: WorkCalendar, first: number, end: number): readonly number[] {
  const { stretches } = knownOf(calendar);
  const name = `${first}-${end}`;
  const remembered = stretches.get(name);
  if (remembered) return remembered;
  const openOn = openHours({ ...calendar, outOfOffice: [] });
  const found = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index).filter(
    (day) => openOn(day).length > 0,
  );
  stretches.set(name, found);
  daysKept += found.length;
  return found;
}

/** Whether somebody works at all on a date (`2026-11-21`) of the calendar. */
export function isBusinessDay(calendar: WorkCalendar, date: string): boolean {
  return openHours(calendar)(dayNumber(date)).length > 0;
}

function workOut({ timeZone, businessHours, holidays }: WorkCalendar, day: number): readonly Span[] {
  if (!businessHours.days.includes(weekdayOf(day))) return CLOSED;
  const closes = milliseconds(businessHours.to);
  const spans = spansOf(
    timeZone,
    day,
    milliseconds(businessHours.from),
    Math.min(closes, closedFrom(holidays, day) ?? closes),
  );
  return spans.length > 0 ? spans : CLOSED;
}

/** 1970-01-01 was a Thursday. */
function weekdayOf(day: number): (typeof WEEKDAYS)[number] {
  return WEEKDAYS[(((day + 3) % 7) + 7) % 7] ?? 'mon';
}

/** Past midnight, from `09:30`. */
function milliseconds(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}

/** Days away are not in it: they are one person's, and calendars are shared by many. */
function knownOf({ timeZone, businessHours, holidays }: WorkCalendar): Known {
  const { days, from, to } = businessHours;
  const key = [timeZone, ...days, from, to, holidays?.country, holidays?.region].join(' ');
  if (daysKept >= MOST_DAYS_KEPT) {
    // What is still needed is soon known again.
    KNOWN.clear();
    daysKept = 0;
  }
  const known = KNOWN.get(key) ?? { days: new Map(), stretches: new Map() };
  KNOWN.set(key, known);
  return known;
}
