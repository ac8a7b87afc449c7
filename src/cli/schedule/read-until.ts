import { DateTime } from 'luxon';
import type { InputError } from '../../errors.js';
import { wrongOption } from '../wrong-option.js';

/** Public holidays further on are not settled everywhere, and programs change. */
const MOST_YEARS = 3;

/**
 * Until when to plan.
 * @param text a date, which is included to its end in the program's zone, or an ISO instant; without an offset it is the zone's
 * @throws InputError for what is neither, is past, or is more than three years ahead
 */
export function readUntil(text: string, zone: string, now: Date): Date {
  const written = readDate(text, zone);
  const until = text.includes('T') ? written : written.endOf('day');
  if (until.toJSDate() < now)
    throw wrong(`${text.trim()} is past`, `Give a date from ${today(now, zone)} on`);
  const furthest = DateTime.fromJSDate(now, { zone }).plus({ years: MOST_YEARS }).endOf('day');
  if (until > furthest)
    throw wrong(
      `${text.trim()} is too far ahead: holidays are not settled so long before`,
      `Give a date up to ${furthest.toISODate()}, ${MOST_YEARS} years ahead`,
    );
  return until.toJSDate();
}

/** What can be said without knowing the program. @throws InputError */
export function refuseNonsense(text: string): void {
  readDate(text, 'UTC');
}

function readDate(text: string, zone: string): DateTime {
  const written = DateTime.fromISO(text.trim(), { zone });
  if (/^\d{4}-\d{2}-\d{2}(T|$)/.test(text.trim()) && written.isValid) return written;
  throw wrong(
    `"${shown(text)}" is no date`,
    'Write a day such as 2026-12-31, or an instant such as 2026-12-31T12:00Z',
  );
}

function today(now: Date, zone: string): string {
  return DateTime.fromJSDate(now, { zone }).toISODate() ?? '';
}

function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function wrong(problem: string, remedy: string): InputError {
  return wrongOption('--until', problem, remedy);
}
