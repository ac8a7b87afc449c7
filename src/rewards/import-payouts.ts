import type { CsvRecord } from '../csv/read-csv.js';
import { Refused } from '../errors.js';
import type { PersonRef } from '../messages/address.js';
import { parseAmount } from '../program/amount.js';
import type { Program } from '../program/program.js';
import { isCurrency } from '../program/reward-settings.js';
import { parseLineId } from './payout-ids.js';
import { type PaidClaim, type PayoutDeps, payLine } from './payouts.js';

/** A row of a payout file that was not taken, and why. */
export interface RejectedPayout {
  line: number;
  path: string;
  problem: string;
  remedy: string;
  cells: readonly string[];
}

export interface ImportedPayouts {
  read: number;
  paid: number;
  rejected: number;
}

/** Titles of the file that `payouts export` writes; others may stand in it too. */
const TITLES = ['line', 'amount', 'currency', 'reference'] as const;
type Title = (typeof TITLES)[number];
const NEEDED: readonly Title[] = ['line', 'amount', 'currency'];

const REMEDY = 'Correct it, or leave the row out; nothing else depends on it';

export interface PayoutImport {
  program: Program;
  by: PersonRef;
  rows: AsyncIterable<CsvRecord>;
  /** Says what would be done and marks nothing. */
  dryRun?: boolean | undefined;
  onTitles(titles: readonly string[]): Promise<void>;
  onRejected(rejected: RejectedPayout): Promise<void>;
}

/**
 * Marks lines of payouts as paid, as a file says. Each row by itself: one that is wrong is told, and all others are taken. A
 * row is taken only where line, amount and currency are those of the payout.
 * @throws Refused when its titles are not there
 */
export async function importPayouts(
  deps: PayoutDeps,
  { program, by, rows, dryRun, onTitles, onRejected }: PayoutImport,
): Promise<ImportedPayouts> {
  const done: ImportedPayouts = { read: 0, paid: 0, rejected: 0 };
  let columns: Map<Title, number> | undefined;
  const seen = new Set<string>();
  for await (const record of rows) {
    if (!columns) {
      const titles = 'cells' in record ? record.cells : [];
      columns = columnsOf(titles);
      await onTitles(titles);
      continue;
    }
    done.read += 1;
    const problem =
      'problem' in record
        ? record.problem
        : await taken(deps, program, by, record.cells, columns, seen, dryRun === true);
    if (!problem) done.paid += 1;
    else {
      done.rejected += 1;
      await onRejected({
        line: record.line,
        cells: 'cells' in record ? record.cells : [record.raw],
        ...problem,
      });
    }
  }
  if (!columns) throw new Refused('invalid', 'The file is empty: its first line has to hold the titles.');
  return done;
}

function columnsOf(titles: readonly string[]): Map<Title, number> {
  const named = titles.map((title) => title.trim().toLowerCase());
  const columns = new Map(
    TITLES.flatMap((title) => (named.includes(title) ? [[title, named.indexOf(title)] as const] : [])),
  );
  const missing = NEEDED.filter((title) => !columns.has(title));
  if (missing.length > 0)
    throw new Refused(
      'invalid',
      `The first line lacks the titles ${missing.join(', ')}; payouts export writes them.`,
    );
  return columns;
}

type Problem = Pick<RejectedPayout, 'path' | 'problem' | 'remedy'>;

async function taken(
  deps: PayoutDeps,
  program: Program,
  by: PersonRef,
  cells: readonly string[],
  columns: ReadonlyMap<Title, number>,
  seen: Set<string>,
  dryRun: boolean,
): Promise<Problem | undefined> {
  const cell = (title: Title) => (cells[columns.get(title) ?? -1] ?? '').trim();
  const lineId = parseLineId(cell('line')) ?? cell('line').toUpperCase();
  const wrong = (path: Title, problem: string): Problem => ({ path, problem, remedy: REMEDY });
  if (!lineId) return wrong('line', 'is empty');
  if (seen.has(lineId)) return wrong('line', `${lineId} stands in the file twice`);
  const currency = cell('currency').toUpperCase();
  if (!isCurrency(currency)) return wrong('currency', `"${cell('currency')}" is not a currency such as EUR`);
  const amount = parseAmount(cell('amount'), currency);
  if (!amount.ok) return wrong('amount', `"${cell('amount')}": ${withoutStop(amount.problem)}`);
  if (!amount.amount) return wrong('amount', 'is empty');
  const claim: PaidClaim = { amount: amount.amount, reference: cell('reference') || undefined };
  try {
    await payLine(deps, program, lineId, by, claim, dryRun);
    seen.add(lineId);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return wrong(error.reason === 'invalid' ? 'amount' : 'line', withoutStop(error.message));
  }
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, '');
}
