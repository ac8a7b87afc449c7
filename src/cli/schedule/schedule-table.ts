import { localTime, type ScheduleRow } from './schedule-row.js';

interface Column {
  head: string;
  /** Longer texts are shortened: the whole is in --json. */
  most: number;
  text: (row: ScheduleRow) => string;
}

const COLUMNS: readonly Column[] = [
  { head: 'WHEN', most: 16, text: ({ at, zone }) => localTime(at, zone).replace('T', ' ') },
  { head: 'ZONE', most: 24, text: ({ zone }) => zone },
  { head: 'WHAT', most: 18, text: ({ kind }) => kind.replaceAll('_', ' ') },
  { head: 'ABOUT', most: 32, text: ({ called }) => called },
  { head: 'WHERE', most: 28, text: ({ channel }) => channel },
  { head: 'WHY', most: Number.POSITIVE_INFINITY, text: ({ reason }) => reason },
];

/** A table for a terminal; times are local to whoever is told. */
export function scheduleTable(rows: readonly ScheduleRow[]): string {
  const lines = [COLUMNS.map(({ head }) => head), ...rows.map(cells)];
  const widths = COLUMNS.map((_, index) =>
    lines.reduce((widest, line) => Math.max(widest, lengthOf(line[index] ?? '')), 0),
  );
  return lines
    .map(
      (line) =>
        `${line
          .map((cell, index) => pad(cell, widths[index] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function cells(row: ScheduleRow): string[] {
  return COLUMNS.map(({ most, text }) => shortened(text(row).replaceAll(/\s+/g, ' '), most));
}

function shortened(text: string, most: number): string {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text;
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(width - lengthOf(text));
}

/** In characters as people see them, near enough. */
function lengthOf(text: string): number {
  return [...text].length;
}
