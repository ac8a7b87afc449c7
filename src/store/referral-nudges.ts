import { randomUUID } from 'node:crypto';
import type { Collection } from 'mongodb';
import type { NudgesToTake } from '../referral/ports.js';
import type { ReferralDocument } from './referral-schema.js';
import { withinLimit } from './within-limit.js';

const TAKEN_FOR_MS = 120_000;
const MOST_ATTEMPTS = 5;

/**
 * Takes referrals whose nudge is due, for two minutes: the attempt is counted before they are handed out, and nobody else
 * gets them meanwhile. One that has had five attempts is parked instead. Found by index, the earliest first.
 */
export async function takeDueNudges(
  referrals: Collection<ReferralDocument>,
  { programId, sweep, now, limit, suspects }: NudgesToTake,
): Promise<ReferralDocument[]> {
  const free = {
    programId: String(programId),
    'nudge.sweep': String(sweep),
    'nudge.at': { $lte: now },
    'nudge.parked': { $exists: false },
    'nudge.takenUntil': suspects ? { $lte: now } : { $exists: false },
  };
  const found = await withinLimit(() =>
    referrals
      .find(free)
      .project<{ _id: string; nudge?: { attempts?: number } }>({ 'nudge.attempts': 1 })
      .sort({ 'nudge.at': 1, _id: 1 })
      .limit(limit)
      .toArray(),
  );
  if (found.length === 0) return [];
  const worn = found.filter(({ nudge }) => (nudge?.attempts ?? 0) >= MOST_ATTEMPTS).map(({ _id }) => _id);
  if (worn.length > 0) await park(referrals, worn);
  const ids = found.map(({ _id }) => _id).filter((id) => !worn.includes(id));
  if (ids.length === 0) return takeDueNudges(referrals, { programId, sweep, now, limit, suspects });
  const taker = randomUUID();
  await withinLimit(() =>
    referrals.updateMany(
      { ...free, _id: { $in: ids } },
      {
        $set: { 'nudge.taker': taker, 'nudge.takenUntil': new Date(now.getTime() + TAKEN_FOR_MS) },
        $inc: { 'nudge.attempts': 1 },
      },
    ),
  );
  return withinLimit(() =>
    referrals
      .find({ _id: { $in: ids }, 'nudge.taker': taker })
      .sort({ 'nudge.at': 1, _id: 1 })
      .toArray(),
  );
}

async function park(referrals: Collection<ReferralDocument>, ids: string[]): Promise<void> {
  await withinLimit(() =>
    referrals.updateMany(
      { _id: { $in: ids }, 'nudge.attempts': { $gte: MOST_ATTEMPTS } },
      { $set: { 'nudge.parked': true } },
    ),
  );
}
