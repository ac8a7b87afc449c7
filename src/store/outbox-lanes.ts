import { randomUUID } from 'node:crypto';
import type { LaneLease, Row } from '../outbox/row.js';
import { type LaneDocument, NEVER, type OutboxCollections } from './outbox-documents.js';
import { withinLimit } from './within-limit.js';

/**
 * Takes lanes all at once, each on condition that it is as it was found. When not every one was, a mark of our own tells
 * which are ours.
 */
export async function leaseLanes(
  collections: OutboxCollections,
  now: Date,
  leaseNow: Date,
  until: Date,
  limit: number,
): Promise<LaneLease[]> {
  const { lanes } = collections;
  const found = await withinLimit(() =>
    lanes
      .find({ nextAt: { $lte: now }, opensAt: { $lte: now }, leasedUntil: { $lte: leaseNow } })
      .sort({ nextAt: 1 })
      .limit(limit)
      .toArray(),
  );
  if (found.length === 0) return [];
  const holder = randomUUID();
  const takes = found.map(({ _id, token, leasedUntil }) => ({
    updateOne: {
      filter: { _id, token, leasedUntil },
      update: { $set: { leasedUntil: until, holder }, $inc: { token: 1 } },
    },
  }));
  const { matchedCount } = await withinLimit(() => lanes.bulkWrite(takes, { ordered: false }));
  const ours = matchedCount === found.length ? found : await heldBy(collections, found, holder);
  const leases = ours.map(({ _id, token, wakes }) => ({ lane: _id, token: token + 1, until, wakes }));
  const takenOver = new Set(ours.flatMap(({ _id, leasedUntil }) => (leasedUntil > NEVER ? [_id] : [])));
  for (const lease of leases) if (takenOver.has(lease.lane)) await fenceOff(collections, lease);
  return leases;
}

async function heldBy({ lanes }: OutboxCollections, found: LaneDocument[], holder: string) {
  const ids = found.map(({ _id }) => _id);
  const held = await withinLimit(() =>
    lanes.find({ _id: { $in: ids }, holder }, { projection: { _id: 1 } }).toArray(),
  );
  const mine = new Set(held.map(({ _id }) => _id));
  return found.filter(({ _id }) => mine.has(_id));
}

/** When each lane's first open row is due; of every lane that has one, or of those asked for. */
export async function firstDueByLane(
  { rows }: OutboxCollections,
  lane?: { $in: string[] },
): Promise<Map<string, Date>> {
  const found = await withinLimit(() =>
    rows
      .aggregate<{ _id: string; dueAt: Date }>([
        { $match: { open: true, ...(lane ? { lane } : {}) } },
        // Sorted, the first one of each lane is found without looking at the lane's others, however many wait.
        { $sort: { open: 1, lane: 1, dueAt: 1 } },
        { $group: { _id: '$lane', dueAt: { $first: '$dueAt' } } },
      ])
      .toArray(),
  );
  return new Map(found.map(({ _id, dueAt }) => [_id, dueAt]));
}

/** Lets lanes be looked at when these rows are due, and tells whoever holds one that something came. */
export async function wakeLanes(
  { lanes }: OutboxCollections,
  woken: Pick<Row, 'lane' | 'dueAt' | 'state'>[],
): Promise<void> {
  const earliest = new Map<string, Date>();
  for (const { lane, dueAt, state } of woken) {
    const known = earliest.get(lane);
    if (state === 'pending' && (!known || dueAt < known)) earliest.set(lane, dueAt);
  }
  const operations = [...earliest].map(([_id, dueAt]) => ({
    updateOne: {
      filter: { _id },
      update: {
        $min: { nextAt: dueAt },
        $inc: { wakes: 1 },
        $setOnInsert: { opensAt: NEVER, leasedUntil: NEVER, token: 0 },
      },
      upsert: true,
    },
  }));
  if (operations.length === 0) return;
  await withinLimit(() => lanes.bulkWrite(operations, { ordered: false }));
}

/** Whoever held the lane before and has only been slow can touch none of its rows from here on. */
async function fenceOff({ rows }: OutboxCollections, { lane, token }: LaneLease): Promise<void> {
  await withinLimit(() => rows.updateMany({ open: true, lane, state: 'pending' }, { $set: { token } }));
}
