import { dateOf } from '../program/zone-days.js';
/** How a list writes days whose order of day and month cannot be told from the numbers. */
export type DayOrder = 'dmy' | 'mdy';

export type DayRead = { ok: true; day: string } | { ok: false; problem: string; remedy: string };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const NUMBERS = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:,? \d{1,2}:\d{2}.*)?$/;
const DAY_NAMED = /^(\d{1,2})(?:st|nd|rd|th)?[. -]+([a-z]{3,9})\.?,?[ -]+(\d{4}|\d{2})$/i;
const MONTH_NAMED = /^([a-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})$/i;
/** Days since 1899-12-30, as spreadsheets count them: five digits are 1927 to 2173. */
const SERIAL = /^(\d{5})(?:\.\d+)?$/;
const SERIAL_OF_1970 = 25_569;

/**
 * A day in one of the forms that exports have: 2026-11-25 (with a time or without), 20261125, 25.11.2026, 25/11/2026,
 * 11/25/2026, 25 Nov 2026, Nov 25, 2026, and spreadsheets' numbers; years of two digits are 1970 to 2069. Of a time the day is taken as written.
 * A day with slashes or dashes that could be either is refused unless `order` says which; with dots the day is first.
 */
export function readDay(text: string, order?: DayOrder): DayRead {
  const iso = ISO.exec(text) ?? COMPACT.exec(text);
  if (iso) return day(text, Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numbers = NUMBERS.exec(text);
  if (numbers) return ofNumbers(text, numbers, order);
  const dayNamed = DAY_NAMED.exec(text);
  if (dayNamed) return ofName(text, dayNamed[2], dayNamed[1], dayNamed[3]);
  const monthNamed = MONTH_NAMED.exec(text);
  if (monthNamed) return ofName(text, monthNamed[1], monthNamed[2], monthNamed[3]);
  const serial = SERIAL.exec(text);
  if (serial) return { ok: true, day: dateOf(Number(serial[1]) - SERIAL_OF_1970) };
  return noDay(text);
}

function ofNumbers(text: string, [, first, mark, second, year]: RegExpExecArray, order?: DayOrder): DayRead {
  const [a, b] = [Number(first), Number(second)];
  const either = mark !== '.' && a <= 12 && b <= 12 && a !== b;
  if (either && order === undefined)
    return {
      ok: false,
      problem: `"${text}" may be the ${a}th day or the ${a}th month`.replaceAll(/\b(\d+)th\b/g, ordinal),
      remedy: 'Say which comes first in this file with --dates dmy or --dates mdy',
    };
  const monthFirst = mark !== '.' && (either ? order === 'mdy' : b > 12);
  return monthFirst ? day(text, Number(year), a, b) : day(text, Number(year), b, a);
}

function ordinal(_: string, digits: string): string {
  const number = Number(digits);
  return `${number}${['st', 'nd', 'rd'][number - 1] ?? 'th'}`;
}

function ofName(text: string, name = '', dayOfMonth = '', year = ''): DayRead {
  const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  return month === 0 ? noDay(text) : day(text, Number(year), month, Number(dayOfMonth));
}

function day(text: string, written: number, month: number, dayOfMonth: number): DayRead {
  const year = written >= 100 ? written : written + (written < 70 ? 2000 : 1900);
  const read = new Date(Date.UTC(year, month - 1, dayOfMonth));
  const exists = read.getUTCMonth() === month - 1 && read.getUTCDate() === dayOfMonth && year >= 1900;
  return exists ? { ok: true, day: read.toISOString().slice(0, 10) } : noDay(text);
}

function noDay(text: string): DayRead {
  // The wrong column may be mapped: an address is not repeated to whoever reads the problem.
  const shown = text.includes('@') || text.length > 40 ? 'the text' : `"${text}"`;
  return {
    ok: false,
    problem: `${shown} is not a date`,
    remedy: 'Write it as 2026-11-25, or leave it empty',
  };
}
