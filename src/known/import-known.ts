import type { Clock } from '../clock.js';
import type { Program } from '../program/program.js';
import { DAY_MS } from '../program/zone-days.js';
import type { ColumnMap } from './columns.js';
import { charactersOf, type FileRow, type Rejected, readTitles, wrongWidth } from './file-rows.js';
import type { KnownLists, ListedCompany, ListImport, Stored } from './import-ports.js';
import type { KnownKind } from './known-company.js';
import { toListed } from './listed-company.js';
import type { CompanyMatching } from './ports.js';
import type { DayOrder } from './read-day.js';
import { readRow } from './read-row.js';

export interface ImportKnownDeps {
  lists: KnownLists;
  matching: CompanyMatching;
  clock: Clock;
}

export interface ImportKnown {
  program: Program;
  kind: KnownKind;
  map: ColumnMap;
  order?: DayOrder | undefined;
  /** The file's name, for what is said about it. */
  file: string;
  /** The first holds the titles. Read once, as it comes. */
  rows: AsyncIterable<FileRow>;
  /** The list is whole: what is not in it ends. `most`: even if that is more than half of all. */
  replace?: 'most' | boolean | undefined;
  dryRun?: boolean | undefined;
  /** Told once, before any row. */
  onTitles?(titles: readonly string[]): Promise<void>;
  /** Told for each row that is not taken, in the order of the file. */
  onRejected?(rejected: Rejected): Promise<void>;
}

export interface Imported {
  read: number;
  added: number;
  changed: number;
  unchanged: number;
  rejected: number;
  ended: number;
  /** Why a replaced list's absent companies were not ended. */
  notEnded?: string;
}

/** Rows that are stored in one go: enough to be quick, few enough to be held. */
const BATCH = 1_000;
const BATCH_CHARACTERS = 1_000_000;

/**
 * Imports a list in constant memory. A row that cannot be taken is rejected with its reason and the rest goes in. May stop
 * at any row: imported again, what is in is recognised and nothing is doubled.
 * @throws InputError when the file has no titles or not the mapped columns
 * @throws Overtaken, StoreUnavailable; what was stored stays
 */
export async function importKnown(deps: ImportKnownDeps, input: ImportKnown): Promise<Imported> {
  const { matching, lists, clock } = deps;
  const rows = input.rows[Symbol.asyncIterator]();
  try {
    const { titles, places } = await readTitles(rows, input);
    await input.onTitles?.(titles);
    const list = await lists.begin({
      programId: input.program.id,
      kind: input.kind,
      dryRun: input.dryRun === true,
    });
    const print = await lists.fingerprint();
    const lastDay = new Date(clock.now().getTime() + DAY_MS).toISOString().slice(0, 10);
    const rules = { kind: input.kind, places, lastDay, order: input.order };
    const done: Imported = { read: 0, added: 0, changed: 0, unchanged: 0, rejected: 0, ended: 0 };
    let batch: Pending[] = [];
    let characters = 0;
    for (let next = await rows.next(); !next.done; next = await rows.next()) {
      const row = next.value;
      if ('cells' in row && row.cells.every((cell) => cell.trim() === '')) continue;
      done.read += 1;
      batch.push(judge(row, titles.length));
      characters += charactersOf(row);
      if (batch.length === BATCH || characters > BATCH_CHARACTERS) {
        await store(batch);
        batch = [];
        characters = 0;
      }
    }
    await store(batch);
    if (input.replace) Object.assign(done, await endAbsent(list, input, done));
    await list.finish();
    return done;

    function judge(row: FileRow, width: number): Pending {
      if ('problem' in row) return { ...row.problem, line: row.line, cells: [row.raw] };
      const { line, cells } = row;
      const wrong = wrongWidth(cells, width);
      if (wrong) return { ...wrong, line, cells };
      const read = readRow(cells, rules, matching);
      if (!read.ok) return { ...read.problem, line, cells };
      return { line, cells, listed: toListed(read.row, input.kind, line, matching, print) };
    }

    async function store(pending: readonly Pending[]): Promise<void> {
      const taken = pending.flatMap((one) => ('listed' in one ? [one.listed] : []));
      const results = taken.length === 0 ? [] : await list.put(taken);
      let at = 0;
      for (const one of pending) {
        const rejected = 'listed' in one ? repeated(one, results[at++]) : one;
        if (!rejected) continue;
        done.rejected += 1;
        await input.onRejected?.(rejected);
      }
      for (const result of results) if (typeof result === 'string') done[result] += 1;
    }
  } finally {
    await rows.return?.();
  }
}

type Pending = Rejected | { line: number; cells: readonly string[]; listed: ListedCompany };

function repeated(
  { line, cells }: { line: number; cells: readonly string[] },
  result: Stored | undefined,
): Rejected | undefined {
  if (typeof result !== 'object') return undefined;
  const problem = `is the same as in line ${result.repeatsLine}`;
  return {
    path: 'id',
    problem,
    remedy: 'Give each record an id of its own, or take one of the two out',
    line,
    cells,
  };
}

async function endAbsent(
  list: ListImport,
  { replace, dryRun }: ImportKnown,
  { rejected }: Imported,
): Promise<Pick<Imported, 'ended' | 'notEnded'>> {
  const { absent, all } = await list.absent();
  if (absent === 0) return { ended: 0 };
  if (rejected > 0)
    return {
      ended: 0,
      notEnded: `Nothing was ended, since ${rejected} of the file’s rows were rejected and may be among those that seem absent. Correct them and import the whole file again.`,
    };
  if (absent * 2 > all && replace !== 'most')
    return {
      ended: 0,
      notEnded: `Nothing was ended, since ${absent} of ${all} would be: is the file whole? If it is, import it again with --replace-most.`,
    };
  return { ended: dryRun ? absent : await list.endAbsent() };
}
