import type { Filter } from 'mongodb';
import type { CasePlace, RivalReads, SameCompany } from '../protection/ports.js';
import type { Referral } from '../referral/referral.js';
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

/** Referrals of one company, and the cases between partners; what it promises stands with the port. */
export function rivalReads({ connection, db }: Pick<Store, 'connection' | 'db'>): RivalReads {
  const collection = referralCollection(connection);

  async function withKey(key: string, { programId, notSubmission }: SameCompany): Promise<Referral[]> {
    const filter = {
      programId: String(programId),
      companyKeys: String(key),
      state: { $in: [...OPEN_STATES, 'won' as const] },
      submissionKey: { $ne: String(notSubmission) },
    };
    const found = await withinLimit(() =>
      collection.find(filter).sort({ _id: 1 }).limit(MOST_PER_KEY).toArray(),
    );
    return found.map(toReferral);
  }

  return {
    fingerprint: fingerprints(db),

    async sharingKeys(search) {
      const found = await Promise.all(search.keys.map((key) => withKey(key, search)));
      const distinct = new Map(found.flat().map((referral) => [referral.id, referral]));
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
