import { InputError } from '../errors.js';
import { type ColumnMap, type ColumnPlaces, placeColumns } from './columns.js';
import type { RowProblem } from './read-row.js';

/** One record of a file: its cells, or what keeps it from having any. */
export type FileRow = { line: number; cells: string[] } | { line: number; problem: RowProblem; raw: string };

export interface Rejected extends RowProblem {
  line: number;
  /** As they stand in the file; of a record that could not be split, the whole of it as the only one. */
  cells: readonly string[];
}

/** The first row that says something, and where each field stands in it. @throws InputError when there is none */
export async function readTitles(
  rows: AsyncIterator<FileRow>,
  { map, file }: { map: ColumnMap; file: string },
): Promise<{ titles: readonly string[]; places: ColumnPlaces }> {
  for (let next = await rows.next(); !next.done; next = await rows.next()) {
    const row = next.value;
    if ('problem' in row) throw new InputError([{ file, line: row.line, ...row.problem }]);
    if (row.cells.every((cell) => cell.trim() === '')) continue;
    return { titles: row.cells, places: placeColumns(map, row.cells, file, row.line) };
  }
  throw new InputError([
    {
      file,
      path: '(file)',
      problem: 'is empty',
      remedy: 'Its first line must hold the titles of its columns',
    },
  ]);
}

/** Empty cells too many are harmless; anything else means that a delimiter or a quote is astray. */
export function wrongWidth(cells: readonly string[], width: number): RowProblem | undefined {
  const used = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  if (used <= width && cells.length >= width) return undefined;
  const remedy = 'Look for a delimiter, a quote or a line break in a cell that is not in quotes';
  const words = (count: number) => `${count} cell${count === 1 ? '' : 's'}`;
  return { path: '(row)', problem: `has ${words(cells.length)} and the titles are ${width}`, remedy };
}

export function charactersOf(row: FileRow): number {
  return 'raw' in row ? row.raw.length : row.cells.reduce((sum, cell) => sum + cell.length, 0);
}
