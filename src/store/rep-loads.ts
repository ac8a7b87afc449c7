import type { Collection } from 'mongodb';
import type { ReferralStore } from '../referral/ports.js';
import { lineAt } from '../referral/queue.js';
import type { Referral } from '../referral/referral.js';
import { HELD_STATES } from '../referral/states.js';
import type { ReferralDocument } from './referral-schema.js';
import { withinLimit } from './within-limit.js';

/** How many open referrals each rep has, and when each was last given one. Reps without any are in it, too. */
export async function repLoads(
  collection: Collection<ReferralDocument>,
  programId: string,
  repIds: readonly string[],
): ReturnType<ReferralStore['loads']> {
  const match = {
    programId: String(programId),
    'claim.repId': { $in: repIds.map(String) },
    state: { $in: HELD_STATES },
  };
  const found = await withinLimit(() =>
    collection
      .aggregate<{ _id: string; open: number; lastAt: Date }>([
        { $match: match },
        { $group: { _id: '$claim.repId', open: { $sum: 1 }, lastAt: { $max: '$claim.at' } } },
      ])
      .toArray(),
  );
  const known = new Map(found.map(({ _id, open, lastAt }) => [_id, { open, lastAt }]));
  return new Map(repIds.map((id) => [id, known.get(id) ?? { open: 0 }]));
}

/** In which lines referrals wait for a rep with room. */
export async function queuedLines(
  collection: Collection<ReferralDocument>,
  programId: string,
): ReturnType<ReferralStore['queuedAt']> {
  const line = { assignmentId: '$route.assignmentId', serviceLineId: '$serviceLineId', region: '$region' };
  const found = await withinLimit(() =>
    collection
      .aggregate<{ _id: Pick<Referral, 'serviceLineId' | 'region'> & { assignmentId: string } }>([
        { $match: { programId: String(programId), 'queue.why': 'capacity' as const } },
        { $group: { _id: line } },
      ])
      .toArray(),
  );
  return new Set(found.map(({ _id: { assignmentId, ...asked } }) => lineAt(assignmentId, asked)));
}
