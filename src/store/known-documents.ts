import type { Collection, Db } from 'mongodb';
import type { KnownCompany } from '../known/known-company.js';

export interface KnownDocument extends Omit<KnownCompany, 'id'> {
  _id: string;
  programId: string;
  /** What it is found by; gone when it ended. */
  keys?: string[];
  /** Of all that its row said, to see at once whether anything changed. */
  digest?: string;
  /** The import that saw it last, and at which line of its file. */
  run: string;
  line: number;
  /** How many rows of that file so far had its identity; at the first of them. */
  copies?: number;
  /** It was absent when its list was replaced. */
  endedAt?: Date;
}

/** One document a list: which import holds it, and when it was last imported whole. */
export interface ListDocument {
  _id: string;
  run: string;
  startedAt: Date;
  finishedAt?: Date;
}

/** Rows that a dry run has seen, in place of the marks that an import leaves at the companies themselves. */
export interface TrialDocument {
  _id: string;
  line: number;
  copies: number;
  at: Date;
}

/** Longer than any dry run takes. */
const TRIAL_KEPT_FOR_S = 24 * 3600;

export function knownCollection(db: Db): Collection<KnownDocument> {
  return db.collection('known_companies');
}

export function listCollection(db: Db): Collection<ListDocument> {
  return db.collection('known_lists');
}

export function trialCollection(db: Db): Collection<TrialDocument> {
  return db.collection('known_trials');
}

export async function createKnownCompanyIndexes(db: Db): Promise<void> {
  await Promise.all([
    knownCollection(db).createIndexes([
      {
        key: { programId: 1, keys: 1 },
        name: 'alike',
        partialFilterExpression: { keys: { $exists: true } },
      },
      { key: { programId: 1, kind: 1, endedAt: 1, _id: 1 }, name: 'list' },
    ]),
    trialCollection(db).createIndex({ at: 1 }, { name: 'retention', expireAfterSeconds: TRIAL_KEPT_FOR_S }),
  ]);
}
