import type { AnyBulkWriteOperation, Db } from 'mongodb';
import type { OutboxStore } from '../outbox/outbox-store.js';
import type { LaneLease, Row } from '../outbox/row.js';
import { areDuplicates } from './insert-errors.js';
import {
  IN_ORDER,
  NEVER,
  type OutboxCollections,
  outboxCollections,
  type RowDocument,
  settlementUpdate,
  toPosted,
  toRow,
  toRowDocument,
} from './outbox-documents.js';
import { firstDueByLane, leaseLanes, wakeLanes } from './outbox-lanes.js';
import { readTogether } from './read-together.js';
import { withinLimit } from './within-limit.js';
import { writeTogether } from './write-together.js';

const LANES_LOOKED_AT = 100;

/**
 * The outbox in the collections `outbox` (rows), `outbox_lanes` and `cards`; what it promises stands with OutboxStore.
 * A lane's document is the queue: it says when somebody should look and who is looking.
 */
export function outboxStore(db: Db): OutboxStore {
  const collections = outboxCollections(db);
  const { rows, lanes, cards } = collections;
  const writeRows = writeTogether(rows);
  const writeLanes = writeTogether(lanes);
  const writeCards = writeTogether(cards);
  const readCard = readTogether(async (keys) => {
    const found = await withinLimit(() => cards.find({ _id: { $in: keys } }).toArray());
    return new Map(found.map((card) => [card._id, toPosted(card)]));
  });
  const firstDue = readTogether((of) => firstDueByLane(collections, { $in: of }));
  return {
    async add(added) {
      if (added.length === 0) return;
      await addMissing(collections, added);
      await wakeLanes(collections, added);
    },

    lease: (now, leaseNow, until, limit) => leaseLanes(collections, now, leaseNow, until, limit),

    async renew({ lane, token }, until) {
      const result = await withinLimit(() =>
        lanes.updateOne({ _id: lane, token }, { $set: { leasedUntil: until } }),
      );
      return result.matchedCount === 1;
    },

    async release(lease, now, opensAt = NEVER) {
      const { lane, token, wakes } = lease;
      const first = await firstDue(lane);
      const given = { leasedUntil: NEVER, opensAt };
      const filter = { _id: lane, token, wakes };
      const update = first
        ? { $set: { ...given, nextAt: first } }
        : { $set: given, $unset: { nextAt: 1 as const } };
      if (await writeLanes([{ updateOne: { filter, update } }], 1)) return;
      // Something may have been added since: when the lane is still held, it is to be looked at again at once.
      const held = { _id: lane, token, leasedUntil: { $gt: NEVER } };
      await withinLimit(() => lanes.updateOne(held, { $set: { ...given, nextAt: now } }));
    },

    async due(lane, now, limit) {
      const found = await withinLimit(() =>
        rows
          .find({ open: true, lane, dueAt: { $lte: now } })
          .sort(IN_ORDER)
          .limit(limit)
          .toArray(),
      );
      return found.map(toRow);
    },

    async settleAndStart(lease, finished, starting, now) {
      const operations = [
        ...finished.map((settlement) => ({
          updateOne: { filter: touchable(lease, [settlement.key]), update: settlementUpdate(settlement) },
        })),
        ...(starting.length > 0 ? [start(lease, starting, now)] : []),
      ];
      if (operations.length === 0) return true;
      const allMatched = await writeRows(operations, finished.length + starting.length);
      if (allMatched || starting.length === 0) return true;
      const started = await withinLimit(() =>
        rows.countDocuments({ _id: { $in: starting }, state: 'sending', token: lease.token }),
      );
      return started === starting.length;
    },

    async cards(cardKeys) {
      const found = await Promise.all(cardKeys.map(async (key) => [key, await readCard(key)] as const));
      return new Map(found.flatMap(([key, posted]) => (posted ? [[key, posted] as const] : [])));
    },

    async rememberCard(cardKey, posted) {
      await writeCards(
        [{ updateOne: { filter: { _id: cardKey }, update: { $set: posted }, upsert: true } }],
        1,
      );
    },

    async missingCard(cardKey) {
      const found = await withinLimit(() =>
        rows
          .find({ cardKey })
          .project<Pick<RowDocument, 'open' | 'state' | 'reason'>>({ open: 1, state: 1, reason: 1 })
          .sort({ finishedAt: -1 })
          .limit(LANES_LOOKED_AT)
          .toArray(),
      );
      if (found.some((row) => row.open)) return 'coming';
      const last = found[0];
      return last?.state === 'parked'
        ? { parked: last.reason ?? 'its card could not be posted' }
        : 'unheard_of';
    },

    async neverSent(lane, limit) {
      const found = await withinLimit(() =>
        rows.find({ lane, neverSent: true }).sort(IN_ORDER).limit(limit).toArray(),
      );
      return found.map(toRow);
    },

    async hasDue(now) {
      const found = await withinLimit(() =>
        rows.findOne({ open: true, dueAt: { $lte: now } }, { projection: { _id: 1 } }),
      );
      return found !== null;
    },

    dueCount(now) {
      return withinLimit(() => rows.countDocuments({ open: true, dueAt: { $lte: now } }, { limit: 10_000 }));
    },

    async nextDue() {
      const found = await withinLimit(() =>
        lanes
          .find({ nextAt: { $gt: NEVER }, leasedUntil: NEVER })
          .sort({ nextAt: 1 })
          .limit(LANES_LOOKED_AT)
          .toArray(),
      );
      const times = found.map(({ nextAt = NEVER, opensAt }) => Math.max(nextAt.getTime(), opensAt.getTime()));
      return times.length > 0 ? new Date(Math.min(...times)) : undefined;
    },

    async wakeStray() {
      const found = await firstDueByLane(collections);
      await wakeLanes(
        collections,
        [...found].map(([lane, dueAt]) => ({ lane, dueAt, state: 'pending' })),
      );
    },
  };
}

async function addMissing({ rows }: OutboxCollections, added: Row[]): Promise<void> {
  const now = new Date();
  const documents = added.map((row) => toRowDocument(row, now));
  try {
    await withinLimit(() => rows.insertMany(documents, { ordered: false }));
  } catch (error) {
    // Relayed before, or by another process at the same instant: it is there, which is all that was wanted.
    if (!areDuplicates(error)) throw error;
  }
}

/** Open rows that nobody with a higher token has touched. */
function touchable({ token }: LaneLease, keys: string[]) {
  return { _id: { $in: keys }, open: true as const, token: { $not: { $gt: token } } };
}

/** Marks rows as being sent and counts the attempt; `$min` keeps the first instant. */
function start(lease: LaneLease, keys: string[], now: Date): AnyBulkWriteOperation<RowDocument> {
  return {
    updateMany: {
      filter: { ...touchable(lease, keys), state: 'pending' },
      update: {
        $set: { state: 'sending', token: lease.token },
        $inc: { attempts: 1 },
        $min: { firstTriedAt: now },
      },
    },
  };
}
