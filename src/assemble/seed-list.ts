import type { Clock } from '../clock.js';
import type { ColumnField } from '../known/columns.js';
import type { FileRow } from '../known/file-rows.js';
import { importKnown } from '../known/import-known.js';
import type { KnownKind } from '../known/known-company.js';
import type { Program } from '../program/program.js';
import type { Store } from '../store/connect.js';
import { knownCompanyStore } from '../store/known-companies.js';
import { companyMatching } from './company-matching.js';

export interface SeededList {
  kind: KnownKind;
  rows: readonly Partial<Record<ColumnField, string>>[];
}

/**
 * Imports a small list as `import known` would from a file whose titles are the names of our fields.
 * @throws Error for a row that cannot be taken; StoreUnavailable
 */
export async function seedList(
  { db }: Pick<Store, 'db'>,
  program: Program,
  clock: Clock,
  { kind, rows }: SeededList,
): Promise<void> {
  const titles = [...new Set(rows.flatMap((row) => Object.keys(row) as ColumnField[]))];
  const cells = [titles, ...rows.map((row) => titles.map((title) => row[title] ?? ''))];
  const imported = await importKnown(
    { lists: knownCompanyStore(db), matching: companyMatching(), clock },
    {
      program,
      kind,
      map: new Map(titles.map((title) => [title, title])),
      file: `${kind}.csv`,
      rows: asFile(cells),
    },
  );
  if (imported.rejected > 0) throw new Error(`${imported.rejected} companies of a seeded list were rejected`);
}

async function* asFile(rows: readonly string[][]): AsyncGenerator<FileRow> {
  for (const [index, cells] of rows.entries()) yield { line: index + 1, cells };
}
