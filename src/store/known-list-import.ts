import { createHash, randomUUID } from 'node:crypto';
import type { AnyBulkWriteOperation, Db } from 'mongodb';
import {
  type ListedCompany,
  type ListImport,
  type ListName,
  Overtaken,
  type Stored,
} from '../known/import-ports.js';
import { areDuplicates } from './insert-errors.js';
import {
  createKnownCompanyIndexes,
  type KnownDocument,
  knownCollection,
  listCollection,
  trialCollection,
} from './known-documents.js';
import { withoutUndefined } from './plain.js';
import { untilAnswered } from './until-answered.js';

/** How often and where a file had an identity so far. */
interface Occurrence {
  line: number;
  copies: number;
}

type Known = Pick<KnownDocument, '_id' | 'digest' | 'run' | 'line' | 'copies' | 'endedAt'>;

const PAGE = 1_000;

/** @throws StoreUnavailable */
export async function beginListImport(db: Db, list: ListName): Promise<ListImport> {
  const companies = knownCollection(db);
  const lists = listCollection(db);
  const listId = `${list.programId}:${list.kind}`;
  const run = randomUUID();
  const startedAt = new Date();
  const inForce = { programId: list.programId, kind: list.kind, endedAt: { $exists: false } };
  /** Of the companies in force, those that this import has met. */
  let met = 0;

  // A database that no server has used yet has no indexes.
  await untilAnswered(() => createKnownCompanyIndexes(db), INDEX_MS);
  if (!list.dryRun)
    await untilAnswered(() =>
      lists.updateOne({ _id: listId }, { $set: { run, startedAt } }, { upsert: true }),
    );

  /** Whoever began last holds the list. */
  async function hold(): Promise<void> {
    if (list.dryRun) return;
    const held = await untilAnswered(() => lists.findOne({ _id: listId }));
    if (held?.run !== run)
      throw new Overtaken(
        'Another import of this list has begun; this one stopped. Nothing is lost: run it again when the other has ended.',
      );
  }

  async function occurrences(bases: string[], known: Map<string, Known>): Promise<Map<string, Occurrence>> {
    if (!list.dryRun)
      return new Map(
        bases.flatMap((id) => {
          const one = known.get(id);
          return one?.run === run ? [[id, { line: one.line, copies: one.copies ?? 1 }] as const] : [];
        }),
      );
    const ids = bases.map((id) => `${run}/${id}`);
    const found = await untilAnswered(() =>
      trialCollection(db)
        .find({ _id: { $in: ids } })
        .toArray(),
    );
    return new Map(found.map(({ _id, line, copies }) => [_id.slice(run.length + 1), { line, copies }]));
  }

  async function read(ids: string[]): Promise<Map<string, Known>> {
    if (ids.length === 0) return new Map();
    const found = await untilAnswered(() =>
      companies
        .find({ _id: { $in: ids } })
        .project<Known>({ digest: 1, run: 1, line: 1, copies: 1, endedAt: 1 })
        .toArray(),
    );
    return new Map(found.map((one) => [one._id, one]));
  }

  return {
    async put(rows) {
      await hold();
      const bases = rows.map(({ identity }) => `${listId}/${shortHash(identity)}`);
      const first = await read([...new Set(bases)]);
      const seen = await occurrences([...new Set(bases)], first);
      const placed = rows.map((row, index) => place(row, bases[index] ?? '', seen));
      const further = await read(
        placed.flatMap(({ id, base }) => (id === undefined || id === base ? [] : [id])),
      );
      const known = new Map([...first, ...further]);
      const results = placed.map(({ row, id, line }): Stored => {
        if (id === undefined) return { repeatsLine: line };
        const before = known.get(id);
        if (before && !before.endedAt) met += 1;
        if (!before) return 'added';
        return before.endedAt || before.digest !== digestOf(row) ? 'changed' : 'unchanged';
      });
      if (list.dryRun) await writeTrials(seen, bases);
      else await write(placed, results, seen);
      return results;
    },

    async absent() {
      const all = await untilAnswered(() => companies.countDocuments(inForce), COUNT_MS);
      if (list.dryRun) return { absent: all - met, all };
      return {
        absent: await untilAnswered(
          () => companies.countDocuments({ ...inForce, run: { $ne: run } }),
          COUNT_MS,
        ),
        all,
      };
    },

    async endAbsent() {
      let [ended, last] = [0, ''];
      for (;;) {
        await hold();
        const after = last;
        const page = await untilAnswered(() =>
          companies
            .find({ ...inForce, run: { $ne: run }, _id: { $gt: after } })
            .project<{ _id: string }>({ _id: 1 })
            .sort({ _id: 1 })
            .limit(PAGE)
            .toArray(),
        );
        last = page.at(-1)?._id ?? '';
        if (page.length === 0) return ended;
        const change = {
          $set: { endedAt: new Date() },
          $unset: { keys: '', digest: '', emailPrint: '', phonePrint: '' },
        } as const;
        const ids = page.map(({ _id }) => _id);
        await untilAnswered(() => companies.updateMany({ _id: { $in: ids } }, change));
        ended += ids.length;
      }
    },

    async finish() {
      if (list.dryRun)
        await untilAnswered(
          () => trialCollection(db).deleteMany({ _id: { $gte: `${run}/`, $lt: `${run}0` } }),
          COUNT_MS,
        );
      else
        await untilAnswered(() =>
          lists.updateOne({ _id: listId, run }, { $set: { finishedAt: new Date() } }),
        );
    },
  };

  async function writeTrials(seen: Map<string, Occurrence>, bases: string[]): Promise<void> {
    const operations = [...new Set(bases)].flatMap((base) => {
      const occurrence = seen.get(base);
      const _id = `${run}/${base}`;
      const at = new Date();
      return occurrence
        ? [{ replaceOne: { filter: { _id }, replacement: { ...occurrence, at }, upsert: true } }]
        : [];
    });
    if (operations.length > 0)
      await untilAnswered(() => trialCollection(db).bulkWrite(operations, { ordered: false }));
  }

  async function write(placed: Placed[], results: Stored[], seen: Map<string, Occurrence>): Promise<void> {
    const listedAt = new Date();
    const written = new Set<string>();
    const operations = placed.flatMap(({ row, id, base }, index): AnyBulkWriteOperation<KnownDocument>[] => {
      if (id === undefined) return [];
      written.add(id);
      const mark = {
        run,
        line: row.line,
        listedAt,
        ...(id === base ? { copies: seen.get(base)?.copies ?? 1 } : {}),
      };
      const filter = { _id: id };
      if (results[index] === 'unchanged') return [{ updateOne: { filter, update: { $set: mark } } }];
      const replacement = { ...documentOf(list, row), ...mark };
      return [{ replaceOne: { filter, replacement, upsert: true } }];
    });
    const bases = new Set(
      placed.flatMap(({ id, base }) => (id === undefined || written.has(base) ? [] : [base])),
    );
    for (const base of bases) {
      const copies = seen.get(base)?.copies ?? 1;
      operations.push({ updateOne: { filter: { _id: base, run }, update: { $set: { copies } } } });
    }
    const all = () => companies.bulkWrite(operations, { ordered: false });
    // A write of an import that was killed may still arrive, and make what is to be made here.
    const sure = () => all().catch((error) => (areDuplicates(error) ? all() : Promise.reject(error)));
    if (operations.length > 0) await untilAnswered(sure);
  }
}

const COUNT_MS = 60_000;
const INDEX_MS = 120_000;

interface Placed {
  row: ListedCompany;
  base: string;
  /** Absent for a row that repeats another's identity and may not. */
  id?: string;
  /** Where its identity stands first. */
  line: number;
}

/** The n-th row of an identity is the n-th document of it, in every import. Counts it in `seen`. */
function place(row: ListedCompany, base: string, seen: Map<string, Occurrence>): Placed {
  const before = seen.get(base);
  if (!before) {
    seen.set(base, { line: row.line, copies: 1 });
    return { row, base, id: base, line: row.line };
  }
  if (!row.repeats) return { row, base, line: before.line };
  seen.set(base, { ...before, copies: before.copies + 1 });
  return { row, base, id: `${base}/${before.copies}`, line: before.line };
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

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
}
