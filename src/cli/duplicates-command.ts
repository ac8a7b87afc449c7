import { Command } from 'commander';
import { decode } from '../csv/decode.js';
import { readCsv } from '../csv/read-csv.js';
import { InputError, type InputProblem } from '../errors.js';
import type { DuplicatePair } from '../matching/find-duplicates.js';
import type { CompanyRecord } from '../matching/read-record.js';
import { shortened } from '../messages/shorten.js';
import { type CsvOptions, readCsvOptions, withCsvOptions } from './csv-options.js';
import { oneLine } from './one-line.js';
import type { CliWorld } from './world.js';

const FIELDS = ['name', 'domain', 'email', 'phone', 'address', 'id'] as const;
type Field = (typeof FIELDS)[number];
type Titles = { name: string; address?: string[] } & Partial<Record<Exclude<Field, 'address'>, string>>;
type Columns = Partial<Record<Field, number[]>>;

interface Row {
  /** The id as it is written, or the line on which the row begins. */
  id: string | number;
  company: CompanyRecord;
}

/** More than these help nobody. */
const MOST_PROBLEMS = 20;
const WRITE_AT_ONCE = 64 * 1024;

/** `duplicates`: needs no database and changes nothing. */
export function duplicatesCommand(world: CliWorld): Command {
  const command = new Command('duplicates')
    .description(
      'List the rows of a CSV file that may be the same company: every pair once, in the order of the file, with a verdict ' +
        '(exact, likely or possible), a score from 0 to 1 and the evidence. Changes nothing and needs no database.',
    )
    .argument('<FILE>', 'CSV with titles in its first line; encoding and delimiter are found out')
    .requiredOption('--name <TITLE>', 'column of the company’s name')
    .option('--domain <TITLE>', 'column of its domain or web address')
    .option('--email <TITLE>', 'column of an e-mail address')
    .option('--phone <TITLE>', 'column of a telephone number')
    .option(
      '--address <TITLE>',
      'column of a postal address; several times, if it is in several columns: street, postcode, town',
      (title: string, others: string[] = []) => [...others, title],
    )
    .option(
      '--id <TITLE>',
      'column by which rows are named; without it they are named by their line, titles being line 1',
    )
    .option('--json', 'print [{a, b, verdict, score, evidence: [{what, agrees, detail}]}, …]')
    .addHelpText(
      'after',
      '\nExample:\n' +
        "  npm run --silent cli -- duplicates accounts.csv --name 'Account Name' --domain Website --phone Phone --id 'Account ID' --json\n",
    )
    .action(async (path: string, options: Titles & CsvOptions & { json?: boolean }) => {
      const rows = await readRows(world, path, options, readCsvOptions(options));
      const repeated = options.id === undefined ? undefined : repeatedId(rows);
      if (repeated !== undefined)
        world.err(
          `${path}: the id ${repeated} is that of several rows; leave out --id to have them named by their line.\n`,
        );
      // Loaded here: no other command needs the tables of telephone numbers and domains.
      const { findDuplicates } = await import('../matching/find-duplicates.js');
      const pairs = findDuplicates(rows.map(({ company }) => company));
      // Whoever reads slowly is waited for, and no longer asked when it has read enough.
      for (const text of inPieces(options.json ? asJson(rows, pairs) : asTable(rows, pairs)))
        if (!(await world.outSlowly(text))) return;
    });
  return withCsvOptions(command);
}

async function readRows(
  world: CliWorld,
  path: string,
  titles: Titles,
  { delimiter, encoding }: CsvOptions,
): Promise<Row[]> {
  const file = await world.openFile(path);
  const rows: Row[] = [];
  const problems: InputProblem[] = [];
  let columns: Columns | undefined;
  let width = 0;
  for await (const record of readCsv(decode(file.bytes, encoding), { delimiter })) {
    const { line } = record;
    if ('problem' in record) problems.push({ file: path, line, ...record.problem });
    else if (!columns) {
      columns = findColumns(path, line, record.cells, titles);
      width = record.cells.length;
    } else if (record.cells.some((cell) => cell.trim() !== '')) {
      const read = readRow(record.cells, columns, line, width);
      if ('problem' in read) problems.push({ file: path, line, ...read });
      else rows.push(read);
    }
    if (problems.length >= MOST_PROBLEMS) break;
  }
  if (problems.length > 0) throw new InputError(problems);
  if (columns) return rows;
  const remedy = 'Give a CSV file with titles in its first line';
  throw new InputError([{ file: path, path: '(file)', problem: 'is empty', remedy }]);
}

function findColumns(path: string, line: number, cells: readonly string[], titles: Titles): Columns {
  const columns: Columns = {};
  const problems: InputProblem[] = [];
  for (const field of FIELDS)
    for (const title of [titles[field] ?? []].flat()) {
      const found = columnsTitled(cells, title);
      if (found.length === 1) {
        columns[field] = [...(columns[field] ?? []), ...found];
        continue;
      }
      const remedy =
        found.length > 1 ? 'Give each column its own title' : `Its columns are ${shownTitles(cells)}`;
      const problem =
        found.length > 1 ? `is the title of ${found.length} columns` : 'is not the title of a column';
      problems.push({ file: path, line, path: `--${field} "${title}"`, problem, remedy });
    }
  if (problems.length > 0) throw new InputError(problems);
  return columns;
}

/** As written, or else whatever the case. */
function columnsTitled(cells: readonly string[], title: string): number[] {
  const where = (isIt: (cell: string) => boolean) =>
    [...cells.keys()].filter((at) => isIt((cells[at] ?? '').trim()));
  const exact = where((cell) => cell === title.trim());
  return exact.length > 0 ? exact : where((cell) => cell.toLowerCase() === title.trim().toLowerCase());
}

function shownTitles(cells: readonly string[]): string {
  const shown = cells.slice(0, 30).map((cell) => shortened(oneLine(cell).trim(), 40) || '(none)');
  return shown.join(', ') + (cells.length > shown.length ? ', …' : '');
}

function readRow(
  cells: readonly string[],
  columns: Columns,
  line: number,
  width: number,
): Row | Omit<InputProblem, 'file'> {
  if (cells.slice(width).some((cell) => cell.trim() !== '')) {
    const problem = `has ${cells.length} cells where there are ${width} titles`;
    return { path: '(row)', problem, remedy: 'Put quotes around cells with a delimiter in them' };
  }
  const cell = (field: Field) =>
    columns[field]
      ?.map((column) => cells[column]?.trim() ?? '')
      .filter((part) => part !== '')
      .join(', ');
  const id = cell('id');
  if (id === '') return { path: 'id', problem: 'is empty', remedy: 'Fill it in, or leave out --id' };
  const company: CompanyRecord = {
    name: cell('name'),
    domain: cell('domain'),
    email: cell('email'),
    phone: cell('phone'),
    address: cell('address'),
  };
  return { id: id ?? line, company };
}

/** One of them. */
function repeatedId(rows: readonly Row[]): string | number | undefined {
  const seen = new Set<string | number>();
  return rows.find(({ id }) => seen.size === seen.add(id).size)?.id;
}

function* asJson(rows: readonly Row[], pairs: Iterable<DuplicatePair>): Generator<string> {
  let before = '[\n';
  for (const { a, b, verdict, score, evidence } of pairs) {
    yield `${before}${JSON.stringify({ a: rows[a]?.id, b: rows[b]?.id, verdict, score, evidence })}`;
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

function* asTable(rows: readonly Row[], pairs: Iterable<DuplicatePair>): Generator<string> {
  const width = rows.reduce((most, { id }) => Math.max(most, String(id).length), 1);
  const line = (a: unknown, b: unknown, verdict: string, score: string, why: string) =>
    `${String(a).padEnd(width)}  ${String(b).padEnd(width)}  ${verdict.padEnd(8)}  ${score.padEnd(5)}  ${why}\n`;
  const counts = { exact: 0, likely: 0, possible: 0 };
  for (const { a, b, verdict, score, evidence } of pairs) {
    if (counts.exact + counts.likely + counts.possible === 0)
      yield line('a', 'b', 'verdict', 'score', 'names and evidence');
    counts[verdict] += 1;
    const names = [a, b].map((at) => oneLine(rows[at]?.company.name)).join(' | ');
    const why = evidence
      .map(({ what, agrees, detail }) => `${agrees ? '+' : '-'} ${what}: ${detail}`)
      .join('; ');
    yield line(rows[a]?.id, rows[b]?.id, verdict, score.toFixed(3), `${names}  (${oneLine(why)})`);
  }
  const { exact, likely, possible } = counts;
  const all = exact + likely + possible;
  yield `${all} pair${all === 1 ? '' : 's'} among ${rows.length} rows: ${exact} exact, ${likely} likely, ${possible} possible.\n`;
}

/** Many short texts as few long ones. */
function* inPieces(texts: Iterable<string>): Generator<string> {
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length < WRITE_AT_ONCE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
