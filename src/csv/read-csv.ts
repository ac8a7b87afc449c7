import { findDelimiter } from './delimiter.js';
import { type Line, lines, MOST_CHARACTERS } from './lines.js';
import { splitRecord } from './split-record.js';

/** One record of a file: its cells, or what keeps it from having any. `line` is that at which it begins, from 1. */
export type CsvRecord =
  | { line: number; cells: string[] }
  | { line: number; problem: CsvProblem; raw: string };

export interface CsvProblem {
  path: string;
  problem: string;
  remedy: string;
}

/** A cell of so many lines is text; one of more is a quote that nobody closed. */
const MOST_LINES = 500;
const SAMPLE_LINES = 5;

/**
 * The records of a CSV text that comes in pieces, in constant memory; the first holds the titles. A record that cannot be
 * split is given as a problem, its first line alone, and reading goes on with the next line: a quote that is never closed
 * costs one line. Blank lines are left out; so is a first line `sep=;`.
 */
export async function* readCsv(
  pieces: AsyncIterable<string>,
  { delimiter }: { delimiter?: string | undefined } = {},
): AsyncGenerator<CsvRecord> {
  const source = lines(pieces)[Symbol.asyncIterator]();
  try {
    const ahead = new Ahead(source);
    const mark = delimiter ?? findDelimiter(await ahead.peek(SAMPLE_LINES));
    const [first] = await ahead.peek(1);
    if (first !== undefined && /^sep=.$/i.test(first)) await ahead.next();
    let width: number | undefined;
    for (let line = await ahead.next(); line; line = await ahead.next()) {
      if (line.text.trim() === '' && !line.isTooLong) continue;
      const record = await readRecord(line, ahead, mark, width);
      if ('cells' in record) width ??= record.cells.length;
      yield record;
    }
  } finally {
    await source.return(undefined);
  }
}

async function readRecord(
  { text, isTooLong, number }: Line & { number: number },
  ahead: Ahead,
  delimiter: string,
  width: number | undefined,
): Promise<CsvRecord> {
  if (isTooLong)
    return wrong(number, text, `is longer than ${MOST_CHARACTERS} characters`, 'Look for missing line ends');
  const alone = splitRecord(text, delimiter);
  if (alone.kind === 'cells') return { line: number, cells: alone.cells };
  if (alone.kind === 'malformed')
    return wrong(number, text, 'a quote is followed by something else than a delimiter', DOUBLE_IT);
  const further: string[] = [];
  let all = text;
  let isOpen = hasOddQuotes(text);
  for (;;) {
    const next = further.length < MOST_LINES ? await ahead.at(further.length) : undefined;
    if (!next || next.isTooLong || all.length > MOST_CHARACTERS)
      return wrong(number, text, 'a quote is opened and never closed', DOUBLE_IT);
    further.push(next.text);
    all += `\n${next.text}`;
    // Doubled quotes count twice: with an odd number of them one is open still.
    isOpen = isOpen !== hasOddQuotes(next.text);
    if (isOpen) continue;
    const split = splitRecord(all, delimiter);
    if (split.kind === 'open') continue;
    if (split.kind === 'cells' && (width === undefined || split.cells.length === width)) {
      ahead.skip(further.length);
      return { line: number, cells: split.cells };
    }
    return wrong(number, text, 'a quote is opened and not closed where its cell ends', DOUBLE_IT);
  }
}

function hasOddQuotes(text: string): boolean {
  let isOdd = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}

const DOUBLE_IT = 'Close it, or write a quote that belongs to the text twice inside of a quoted cell';

function wrong(line: number, raw: string, problem: string, remedy: string): CsvRecord {
  return { line, raw, problem: { path: '(row)', problem, remedy } };
}

/** Lines that were looked at and may be looked at again. */
class Ahead {
  private readonly kept: Line[] = [];
  private number = 0;
  constructor(private readonly source: AsyncIterator<Line>) {}

  /** The line that comes after so many others, without taking any. */
  async at(index: number): Promise<Line | undefined> {
    while (this.kept.length <= index) {
      const next = await this.source.next();
      if (next.done) return undefined;
      this.kept.push(next.value);
    }
    return this.kept[index];
  }

  async peek(count: number): Promise<string[]> {
    await this.at(count - 1);
    return this.kept.slice(0, count).map(({ text }) => text);
  }

  async next(): Promise<(Line & { number: number }) | undefined> {
    const line = await this.at(0);
    if (!line) return undefined;
    this.kept.shift();
    this.number += 1;
    return { ...line, number: this.number };
  }

  skip(count: number): void {
    this.kept.splice(0, count);
    this.number += count;
  }
}
