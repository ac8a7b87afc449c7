import { randomUUID } from 'node:crypto';
import type { AnyBulkWriteOperation, Db } from 'mongodb';
import { type ListImport, type ListName, Overtaken } from '../known/import-ports.js';
import { areDuplicates } from './insert-errors.js';
import {
  createKnownCompanyIndexes,
  type KnownDocument,
  knownCollection,
  listCollection,
  trialCollection,
} from './known-documents.js';
import { becomes, type Listed, type Occurrence, place, shortHash, writesOf } from './known-list-writes.js';
import { untilAnswered } from './until-answered.js';

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

  async function occurrences(bases: string[], known: Map<string, Listed>): Promise<Map<string, Occurrence>> {
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

  async function read(ids: string[]): Promise<Map<string, Listed>> {
    if (ids.length === 0) return new Map();
    const found = await untilAnswered(() =>
      companies
        .find({ _id: { $in: ids } })
        .project<Listed>({ digest: 1, run: 1, line: 1, copies: 1, endedAt: 1 })
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
      const stored = placed.map((one) => becomes(one, known.get(one.id ?? '')));
      met += placed.filter(({ id = '' }) => known.has(id) && !known.get(id)?.endedAt).length;
      if (list.dryRun) await noteTrials(seen, bases);
      else await write((inserting) => writesOf(list, run, placed, { known, seen, inserting }));
      return stored;
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
      if (list.dryRun) return;
      const finishedAt = new Date();
      await untilAnswered(() => lists.updateOne({ _id: listId, run }, { $set: { finishedAt } }));
    },
  };

  /** A write whose answer was lost, or of an import that was killed, may have made what is to be made here. */
  async function write(
    writes: (inserting: boolean) => AnyBulkWriteOperation<KnownDocument>[],
  ): Promise<void> {
    const all = (inserting: boolean) => companies.bulkWrite(writes(inserting), { ordered: false });
    const sure = () =>
      all(true).catch((error) => (areDuplicates(error) ? all(false) : Promise.reject(error)));
    if (writes(true).length > 0) await untilAnswered(sure);
  }

  /** They need not outlive the server: a dry run that is cut off is begun again. */
  async function noteTrials(seen: Map<string, Occurrence>, bases: string[]): Promise<void> {
    const at = new Date();
    const operations = [...new Set(bases)].flatMap((base) => {
      const filter = { _id: `${run}/${base}` };
      const occurrence = seen.get(base);
      return occurrence ? [{ replaceOne: { filter, replacement: { ...occurrence, at }, upsert: true } }] : [];
    });
    const options = { ordered: false, writeConcern: { w: 1, journal: false } };
    await untilAnswered(() => trialCollection(db).bulkWrite(operations, options));
  }
}

const COUNT_MS = 60_000;
const INDEX_MS = 120_000;
