import type { Filter } from 'mongodb';
import type { CasePlace, RivalReads, SameCompany } from '../protection/ports.js';
import type { Rival } from '../protection/rivals.js';
import { OPEN_STATES } from '../referral/states.js';
import type { Store } from './connect.js';
import { fingerprints } from './fingerprints.js';
import { ID } from './referral-query.js';
import { type ReferralDocument, referralCollection } from './referral-schema.js';
import { toReferral } from './referrals.js';
import { withinLimit } from './within-limit.js';

/** Of each key: enough for all referrals of one company that are under way at once. */
const MOST_PER_KEY = 50;
const COUNTED_UP_TO = 1_000;

type RivalDocument = Omit<Rival, 'id'> & { _id: string };

/** Their notes, events and messages may be long, and nobody compares them. */
const OF_A_RIVAL = {
  ...{ reference: 1, programId: 1, submissionKey: 1, state: 1, partner: 1, submittedBy: 1, prospect: 1 },
  ...{ contact: 1, claim: 1, protection: 1, conflict: 1, createdAt: 1 },
  answers: { $elemMatch: { key: 'reason' } },
} satisfies Record<keyof Omit<Rival, 'id'>, unknown>;

/** Referrals of one company, and the cases between partners; what it promises stands with the port. */
export function rivalReads({ connection, db }: Pick<Store, 'connection' | 'db'>): RivalReads {
  const collection = referralCollection(connection);

  function withOneOf(keys: readonly string[], { programId, notSubmission }: SameCompany, limit: number) {
    const filter: Filter<ReferralDocument> = {
      programId: String(programId),
      companyKeys: { $in: keys.map(String) },
      state: { $in: [...OPEN_STATES, 'won'] },
      submissionKey: { $ne: String(notSubmission) },
    };
    return withinLimit(() =>
      collection.find(filter).project<RivalDocument>(OF_A_RIVAL).sort({ _id: 1 }).limit(limit).toArray(),
    );
  }

  return {
    fingerprint: fingerprints(db),

    async sharingKeys(search) {
      const few = await withOneOf(search.keys, search, MOST_PER_KEY + 1);
      if (few.length <= MOST_PER_KEY) return few.map(toRival);
      // Many have one of them: none may crowd out those that have another.
      const found = await Promise.all(search.keys.map((key) => withOneOf([key], search, MOST_PER_KEY)));
      const distinct = new Map(found.flat().map((document) => [document._id, toRival(document)]));
      return [...distinct.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    },

    async openConflicts(programId, { limit, after }) {
      const open: Filter<ReferralDocument> = {
        programId: String(programId),
        'conflict.open': true as const,
        state: { $in: [...OPEN_STATES] },
      };
      const wanted = after ? { $and: [open, laterThan(after)] } : open;
      const [found, total] = await withinLimit(() =>
        Promise.all([
          collection.find(wanted).sort({ 'conflict.openedAt': 1, _id: 1 }).limit(limit).toArray(),
          collection.countDocuments(open, { limit: COUNTED_UP_TO }),
        ]),
      );
      return { referrals: found.map(toReferral), total };
    },
  };
}

function laterThan({ openedAt, id }: CasePlace): Filter<ReferralDocument> {
  return {
    'conflict.openedAt': { $gte: openedAt },
    $or: [
      { 'conflict.openedAt': { $gt: openedAt } },
      { 'conflict.openedAt': openedAt, _id: { $gt: ID.test(id) ? id : '' } },
    ],
  };
}

function toRival({ _id, answers = [], ...rest }: RivalDocument): Rival {
  return { id: _id, answers, ...rest };
}
