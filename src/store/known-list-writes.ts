import { createHash } from 'node:crypto';
import type { AnyBulkWriteOperation } from 'mongodb';
import type { ListedCompany, ListName, Stored } from '../known/import-ports.js';
import type { KnownDocument } from './known-documents.js';
import { withoutUndefined } from './plain.js';

/** How often and where a file had an identity so far. */
export interface Occurrence {
  line: number;
  copies: number;
}

/** What is read of a company that is in the list already. */
export type Listed = Pick<KnownDocument, '_id' | 'digest' | 'run' | 'line' | 'copies' | 'endedAt'>;

/** Where a row of a file goes. */
export interface Placed {
  row: ListedCompany;
  /** The document of the first row of its identity. */
  base: string;
  /** Its own; absent for a row that repeats another's identity and may not. */
  id?: string;
  /** The line at which its identity stands first. */
  line: number;
}

/** The n-th row of an identity is the n-th document of it, in every import. Counts it in `seen`. */
export function place(row: ListedCompany, base: string, seen: Map<string, Occurrence>): Placed {
  const before = seen.get(base);
  if (!before) {
    seen.set(base, { line: row.line, copies: 1 });
    return { row, base, id: base, line: row.line };
  }
  if (!row.repeats) return { row, base, line: before.line };
  seen.set(base, { ...before, copies: before.copies + 1 });
  return { row, base, id: `${base}/${before.copies}`, line: before.line };
}

export function becomes({ row, id, line }: Placed, before: Listed | undefined): Stored {
  if (id === undefined) return { repeatsLine: line };
  if (!before) return 'added';
  return before.endedAt || before.digest !== digestOf(row) ? 'changed' : 'unchanged';
}

/**
 * The writes of one batch; all may be done twice. New companies come by inserts, which cost a fraction of upserts, unless
 * some may be there already. Rows that stand where they stood are marked together.
 */
export function writesOf(
  list: ListName,
  run: string,
  placed: readonly Placed[],
  {
    known,
    seen,
    inserting,
  }: { known: Map<string, Listed>; seen: Map<string, Occurrence>; inserting: boolean },
): AnyBulkWriteOperation<KnownDocument>[] {
  const listedAt = new Date();
  const operations: AnyBulkWriteOperation<KnownDocument>[] = [];
  const written = new Set<string>();
  const unmoved: string[] = [];
  for (const one of placed) {
    const { row, id, base } = one;
    if (id === undefined) continue;
    written.add(id);
    const before = known.get(id);
    const copies = id === base ? (seen.get(base)?.copies ?? 1) : undefined;
    const mark = withoutUndefined({ run, line: row.line, listedAt, copies });
    if (becomes(one, before) !== 'unchanged') {
      const document = { _id: id, ...documentOf(list, row), ...mark };
      operations.push(
        before || !inserting
          ? { replaceOne: { filter: { _id: id }, replacement: document, upsert: true } }
          : { insertOne: { document } },
      );
    } else if (before?.line === row.line && before.copies === copies) unmoved.push(id);
    else operations.push({ updateOne: { filter: { _id: id }, update: { $set: mark } } });
  }
  if (unmoved.length > 0)
    operations.push({
      updateMany: { filter: { _id: { $in: unmoved } }, update: { $set: { run, listedAt } } },
    });
  for (const { id, base } of placed) {
    if (id === undefined || written.has(base)) continue;
    written.add(base);
    const copies = seen.get(base)?.copies ?? 1;
    operations.push({ updateOne: { filter: { _id: base, run }, update: { $set: { copies } } } });
  }
  return operations;
}

function documentOf(
  { programId, kind }: ListName,
  row: ListedCompany,
): Omit<KnownDocument, '_id' | 'run' | 'line' | 'listedAt'> {
  const { identity, repeats, line, ...company } = row;
  return withoutUndefined({ programId, kind, ...company, digest: digestOf(row) });
}

function digestOf({ line, repeats, identity, ...company }: ListedCompany): string {
  return shortHash(JSON.stringify(company, Object.keys(company).toSorted()));
}

/** 128 bits: of a thousand million identities no two are likely to share it. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
}
