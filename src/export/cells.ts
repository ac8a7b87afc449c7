import { clockOf, DAY_MS } from '../program/zone-days.js';

/** A number in decimal notation, as text: money is never a float. */
export interface Decimal {
  decimal: string;
}

/** What stands in one place of an export. `undefined` is an empty cell, and null in JSON. */
export type Cell = string | number | boolean | Date | Decimal | undefined;

/**
 * What a spreadsheet takes for the beginning of a formula: = + - @, tab, line ends, and their full-width forms; also behind a
 * comma, semicolon or tab, at which some split whatever the file's delimiter is.
 * OWASP, "CSV Injection": owasp.org/www-community/attacks/CSV_Injection.
 */
const FORMULA = /(^|[,;\t])(?=[=+\-@\t\r\n＝＋－＠])/g;

/** The same text, which no spreadsheet runs: with an apostrophe before whatever would begin a formula. */
export function neutralised(text: string): string {
  return text.replace(FORMULA, "$1'");
}

/** One record of RFC 4180, with its line end. What people typed is neutralised; our own numbers and dates need not be. */
export function csvRecord(cells: readonly Cell[], zone: string, delimiter = ','): string {
  const needsQuotes = (text: string) => /["\r\n]/.test(text) || text.includes(delimiter);
  const written = cells.map((cell) => {
    const text = csvText(cell, zone);
    return needsQuotes(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${written.join(delimiter)}\r\n`;
}

function csvText(cell: Cell, zone: string): string {
  if (cell === undefined) return '';
  // A line end of one kind, so that it is read back as it was written.
  if (typeof cell === 'string') return neutralised(cell.replace(/\r\n?/g, '\n'));
  if (cell instanceof Date) return zonedInstant(cell, zone);
  return typeof cell === 'object' ? cell.decimal : String(cell);
}

/** Raw: nothing is neutralised, as nothing runs JSON. */
export function jsonValue(cell: Cell, zone: string): string | number | boolean | null {
  if (cell === undefined) return null;
  if (cell instanceof Date) return zonedInstant(cell, zone);
  return typeof cell === 'object' ? cell.decimal : cell;
}

/** `2026-11-24T09:30:00+01:00`: what the clock of the zone showed, to the second, and how far it was from UTC (ISO 8601). */
export function zonedInstant(instant: Date, zone: string): string {
  const second = Math.floor(instant.getTime() / 1000) * 1000;
  const { day, time } = clockOf(zone, second);
  const shown = day * DAY_MS + time;
  const minutes = Math.round((shown - second) / 60_000);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const offset = `${minutes < 0 ? '-' : '+'}${two(hours)}:${two(rest)}`;
  return new Date(shown).toISOString().slice(0, 19) + offset;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
