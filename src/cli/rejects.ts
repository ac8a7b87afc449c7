import { describeProblem } from '../errors.js';
import type { Rejected } from '../known/file-rows.js';
import type { TextSink } from './big-files.js';

/** Problems that are shown one by one; more than these nobody reads in a terminal. */
const MOST_SHOWN = 20;

export interface RejectLog {
  titles(titles: readonly string[]): Promise<void>;
  add(rejected: Rejected): Promise<void>;
  /** Says how many were not shown, and puts the file in its place. */
  end(): Promise<void>;
}

/**
 * Tells the first rejected rows on standard error and writes all of them to a file, where one is wanted: line, reason, and
 * the row's own columns as they were, so that it can be corrected and imported.
 */
export function rejectLog(
  file: string,
  sink: TextSink | undefined,
  err: (text: string) => void,
  rejectsPath: string | undefined,
): RejectLog {
  let count = 0;
  return {
    titles: async (titles) => sink?.write(`\u{feff}${toLine(['line', 'reason', ...titles])}`),
    async add({ line, path, problem, remedy, cells }) {
      count += 1;
      if (count <= MOST_SHOWN) err(`${describeProblem({ file, line, path, problem, remedy })}\n`);
      await sink?.write(toLine([String(line), `${path}: ${problem}. ${remedy}.`, ...cells]));
    },
    async end() {
      await sink?.finish();
      if (count > MOST_SHOWN)
        err(
          rejectsPath === undefined
            ? `… and ${count - MOST_SHOWN} more; --rejects FILE keeps them all.\n`
            : `… and ${count - MOST_SHOWN} more; ${rejectsPath} holds them all.\n`,
        );
    },
  };
}

function toLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
