import type { Filter } from 'mongodb';
import type { ExportReads, ReferralsWanted, RewardFacts, RewardsWanted } from '../export/ports.js';
import { secondInId } from '../referral/reference.js';
import type { Store } from './connect.js';
import { partnerRecordStore } from './partner-records.js';
import { referralFilter } from './referral-query.js';
import { type ReferralDocument, referralCollection } from './referral-schema.js';
import { toReferral } from './referrals.js';
import { type RewardDocument, rewardCollections } from './reward-documents.js';
import { withinLimit } from './within-limit.js';

/** With long answers about a megabyte. */
const AT_ONCE = 200;
const PAGE_MS = 30_000;
/** No column shows them, and they are a third of a document. */
const LEFT_OUT = { pending: 0, undo: 0, nudge: 0, notes: 0, attention: 0 } as const;

/** What it promises stands with ExportReads. Pages by key, along the indexes of lists. */
export function exportReads({ connection, db }: Pick<Store, 'connection' | 'db'>): ExportReads {
  const collection = referralCollection(connection);
  const records = partnerRecordStore(db);
  const { rewards } = rewardCollections(db);
  return {
    async *referrals(wanted) {
      const filter = filterFor(wanted);
      let after: string | undefined;
      for (;;) {
        const from: Filter<ReferralDocument> =
          after === undefined ? filter : { $and: [filter, { _id: { $gt: after } }] };
        const found = await withinLimit(
          () =>
            collection
              .find(from)
              .project<ReferralDocument>(LEFT_OUT)
              .sort({ _id: 1 })
              .limit(AT_ONCE)
              .toArray(),
          PAGE_MS,
        );
        if (found.length > 0) yield found.map((one) => toReferral({ ...one, notes: [], pending: [] }));
        after = found.at(-1)?._id;
        if (found.length < AT_ONCE) return;
      }
    },

    async *rewards(wanted) {
      const filter = rewardFilter(wanted);
      let after: string | undefined;
      for (;;) {
        const from = after === undefined ? filter : { ...filter, _id: { $gt: after } };
        const found = await withinLimit(
          () => rewards.find(from).sort({ _id: 1 }).limit(AT_ONCE).toArray(),
          PAGE_MS,
        );
        if (found.length > 0) yield found.map(rewardFacts);
        after = found.at(-1)?._id;
        if (found.length < AT_ONCE) return;
      }
    },

    async partnerFacts(programId, partnerIds) {
      const found = await records.byPartner(programId, partnerIds);
      return new Map([...found].map(([id, { state, joinedAt }]) => [id, { state, joinedAt }]));
    },

    partnerFigures: (programId, partnerIds) => records.histories(programId, partnerIds, new Date(0)),
  };
}

/** An id begins with the second of submission (referral/reference.ts), so a stretch of time is one of the index. */
function filterFor({ from, before, ...wanted }: ReferralsWanted): Filter<ReferralDocument> {
  const filter = referralFilter({ ...wanted, limit: AT_ONCE });
  if (!from && !before) return filter;
  // Days begin at a full second in every zone.
  return {
    $and: [
      filter,
      {
        _id: { ...(from ? { $gte: secondInId(from) } : {}), ...(before ? { $lt: secondInId(before) } : {}) },
      },
    ],
  };
}

function rewardFilter({ programId, from, before, partnerId, states }: RewardsWanted): Filter<RewardDocument> {
  const earned = { ...(from ? { $gte: from } : {}), ...(before ? { $lt: before } : {}) };
  return {
    programId: String(programId),
    ...(partnerId === undefined ? {} : { partnerId: String(partnerId) }),
    ...(states
      ? { 'standing.state': { $in: states.map(String) as RewardDocument['standing']['state'][] } }
      : {}),
    ...(from || before ? { 'standing.earnedAt': earned } : {}),
  };
}

function rewardFacts({ _id, standing, ...about }: RewardDocument): RewardFacts {
  const { referralId, reference, partnerId, company, step, kind, currency } = about;
  const { state, reason, earned, paid, balance, earnedAt, payBy, line, at } = standing;
  return {
    ...{ id: _id, referralId, reference, partnerId, company, step, kind, currency },
    ...{ state, reason, earned, paid, balance, stateSince: at },
    ...(earnedAt ? { earnedAt } : {}),
    ...(payBy ? { payBy } : {}),
    ...(line ? { line } : {}),
  };
}
