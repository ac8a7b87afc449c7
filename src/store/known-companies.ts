import type { Collection, Db, Filter } from 'mongodb';
import type { KnownLists } from '../known/import-ports.js';
import type { KnownCompany, KnownKind } from '../known/known-company.js';
import type { KnownLookup, KnownSearch } from '../known/ports.js';
import { fingerprints } from './fingerprints.js';
import { type KnownDocument, knownCollection } from './known-documents.js';
import { beginListImport } from './known-list-import.js';
import { withinLimit } from './within-limit.js';

/** Of each key: enough for all rows of one company, and no more work than that for a name that thousands share. */
const MOST_PER_KEY = 100;

/** The imported lists: to be looked up, and to be imported. What it promises stands with the ports. */
export function knownCompanyStore(db: Db): KnownLookup & KnownLists {
  const fingerprint = fingerprints(db);
  return {
    fingerprint,
    candidates: (search) => candidates(knownCollection(db), search),
    begin: (list) => beginListImport(db, list),
  };
}

/** How many of each list are in force, of any program. */
export async function countKnown(db: Db): Promise<Record<KnownKind, number>> {
  const of = (kind: KnownKind) =>
    withinLimit(() => knownCollection(db).countDocuments({ kind, keys: { $exists: true } }), COUNT_MS);
  return {
    customer: await of('customer'),
    opportunity: await of('opportunity'),
    do_not_contact: await of('do_not_contact'),
  };
}

const COUNT_MS = 20_000;

async function candidates(
  companies: Collection<KnownDocument>,
  { programId, keys, openedSince, touchedSince }: KnownSearch,
): Promise<KnownCompany[]> {
  const ofInterest: Filter<KnownDocument> = {
    $or: [
      { kind: { $in: ['customer', 'do_not_contact'] } },
      { opened: { $exists: false } },
      { opened: { $gte: String(openedSince) } },
      { touched: { $gte: String(touchedSince) } },
    ],
  };
  const withOneOf = (some: readonly string[], limit: number) =>
    withinLimit(() =>
      companies
        .find({ programId: String(programId), keys: { $in: some.map(String) }, ...ofInterest })
        .project<KnownDocument>({ keys: 0, digest: 0 })
        .limit(limit)
        .toArray(),
    );
  const few = await withOneOf(keys, MOST_PER_KEY + 1);
  if (few.length <= MOST_PER_KEY) return few.map(toCompany);
  // Many have one of them: none may crowd out those that have another.
  const found = await Promise.all(keys.map((key) => withOneOf([key], MOST_PER_KEY)));
  return [...new Map(found.flat().map((document) => [document._id, toCompany(document)])).values()];
}

function toCompany({ _id, programId, run, line, copies, endedAt, ...company }: KnownDocument): KnownCompany {
  return { id: _id, ...company };
}
