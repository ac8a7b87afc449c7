import type { Filter } from 'mongodb';
import type { Verdict } from '../referral/findings.js';
import type { QueuePlace, ReviewReads, RuleCount } from '../review/ports.js';
import type { Store } from './connect.js';
import { ID } from './referral-query.js';
import { type ReferralDocument, referralCollection } from './referral-schema.js';
import { toReferral } from './referrals.js';
import { withinLimit } from './within-limit.js';

const COUNTED_UP_TO = 1_000;
const LARGEST_PAGE = 51;

/** What waits for a program manager, and what came of each rule, from the collection `referrals`: by index. */
export function reviewReads({ connection }: Pick<Store, 'connection'>): ReviewReads {
  const referrals = referralCollection(connection);
  return {
    async waiting(programId, { limit, after }) {
      const [found, total] = await withinLimit(() =>
        Promise.all([
          referrals
            .find(waitingFilter(programId, after))
            .sort({ 'attention.undecidedSince': 1, _id: 1 })
            .limit(Math.min(Math.max(1, limit), LARGEST_PAGE))
            .toArray(),
          referrals.countDocuments(waitingFilter(programId), { limit: COUNTED_UP_TO }),
        ]),
      );
      return { found: found.map(toReferral), total };
    },

    async rules(programId) {
      const found = await withinLimit(() =>
        referrals.aggregate<{ _id: string; count: number }>(verdictCounts(programId)).toArray(),
      );
      const counts = new Map<string, RuleCount>();
      for (const { _id, count } of found)
        for (const line of _id.split('\n')) {
          const at = line.lastIndexOf(' ');
          const rule = line.slice(0, at);
          const sum = counts.get(rule) ?? { rule, held: 0, overruled: 0, confirmed: 0 };
          const verdict = line.slice(at + 1) as Verdict;
          counts.set(rule, { ...sum, [verdict]: sum[verdict] + count });
        }
      return [...counts.values()].toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
    },
  };
}

/** From the index alone. There are as many groups as there are sets of rules that held together. Exported for its plan. */
export function verdictCounts(programId: string): object[] {
  return [
    { $match: { programId: String(programId), verdicts: { $gt: '' } } },
    { $group: { _id: '$verdicts', count: { $sum: 1 } } },
  ];
}

/** Exported for the test that looks at the plan. */
export function waitingFilter(programId: string, after?: QueuePlace): Filter<ReferralDocument> {
  const program: Filter<ReferralDocument> = {
    programId: String(programId),
    'attention.undecidedSince': { $gt: new Date(0) },
  };
  if (!after) return program;
  const { since, id } = after;
  return {
    ...program,
    'attention.undecidedSince': { $gte: since },
    $or: [
      { 'attention.undecidedSince': { $gt: since } },
      { 'attention.undecidedSince': since, _id: { $gt: ID.test(id) ? id : '' } },
    ],
  };
}
