import { randomUUID } from 'node:crypto';
import type { AnyBulkWriteOperation, Db } from 'mongodb';
import type { DigestSlotStore, ReaderRecord, TakenReader } from '../digests/ports.js';
import type { PendingMessage } from '../messages/pending.js';
import { PENDING_INDEX } from './pending-source.js';
import { withoutUndefined } from './plain.js';
import { withinLimit } from './within-limit.js';

interface SlotDocument extends Omit<ReaderRecord, 'key'> {
  /** `program/reader`. */
  _id: string;
  programId: string;
  reader: ReaderRecord['key'];
  /** Begun and not ended. */
  attempts?: number;
  taker?: string;
  /** The last slot that was given up. */
  parked?: { date: string; at: Date };
  pending: PendingMessage[];
  updatedAt: Date;
}

const COLLECTION = 'digest_slots';
const TAKEN_FOR_MS = 120_000;
/** Rows whose work was begun before are taken alone: one of them may be what ended the process. */
const NEW = { attempts: { $exists: false } };

/** Who is sent a digest and when next, in the collection `digest_slots`; what it promises stands with DigestSlotStore. */
export function digestSlotStore(db: Db): DigestSlotStore {
  const slots = db.collection<SlotDocument>(COLLECTION);
  return {
    async byKey(programId, key) {
      const found = await withinLimit(() => slots.findOne({ _id: idOf(programId, key) }));
      return found ? toRecord(found) : undefined;
    },

    async all(programId) {
      const found = await withinLimit(() =>
        slots.find({ programId: String(programId) }, { projection: { pending: 0 } }).toArray(),
      );
      return found.map(toRecord);
    },

    async takeDue(programId, now, limit) {
      const due = { programId: String(programId), nextAt: { $lte: now } };
      const fresh = await take({ ...due, ...NEW }, now, limit);
      return fresh.length > 0 ? fresh : take(due, now, 1);
    },

    async finish(programId, { key, taker }, { nextAt, slot, messages }) {
      const set = withoutUndefined({
        nextAt,
        updatedAt: new Date(),
        ...(slot ? { lastDate: slot.date, lastAt: slot.at } : {}),
        ...(slot?.parked ? { parked: { date: slot.date, at: slot.at } } : {}),
      });
      const result = await withinLimit(() =>
        slots.updateOne(
          { _id: idOf(programId, key), taker },
          {
            $set: set,
            $unset: { taker: 1, attempts: 1, ...(nextAt ? {} : { nextAt: 1 }) },
            $push: { pending: { $each: withoutUndefined(messages) } },
          },
        ),
      );
      return result.matchedCount === 1;
    },

    async plan(programId, plans) {
      if (plans.length === 0) return;
      const operations = plans.map(({ key, was, plan, nextAt }): AnyBulkWriteOperation<SlotDocument> => {
        const _id = idOf(programId, key);
        const set = withoutUndefined({ plan, nextAt, updatedAt: new Date() });
        const unset = nextAt ? {} : { $unset: { nextAt: 1 as const } };
        if (was !== undefined)
          return { updateOne: { filter: { _id, plan: was }, update: { $set: set, ...unset } } };
        const first = { programId: String(programId), reader: key, pending: [], ...set };
        return { updateOne: { filter: { _id }, update: { $setOnInsert: first }, upsert: true } };
      });
      await withinLimit(() => slots.bulkWrite(operations, { ordered: false }));
    },

    async choose(programId, key, chosen, plan, nextAt) {
      const set = withoutUndefined({ chosen, plan, nextAt, updatedAt: new Date() });
      await withinLimit(() =>
        slots.updateOne(
          { _id: idOf(programId, key) },
          {
            $set: set,
            // Whoever has it in hand decided upon the former choice.
            $unset: { taker: 1, attempts: 1, ...(nextAt ? {} : { nextAt: 1 }) },
            $setOnInsert: { programId: String(programId), reader: key, pending: [] },
          },
          { upsert: true },
        ),
      );
    },
  };

  /** Taken by moving them two minutes on; the attempt is counted with it. */
  async function take(due: object, now: Date, limit: number): Promise<TakenReader[]> {
    const found = await withinLimit(() =>
      slots.find(due).project<{ _id: string }>({ _id: 1 }).sort({ nextAt: 1 }).limit(limit).toArray(),
    );
    if (found.length === 0) return [];
    const _id = { $in: found.map((one) => one._id) };
    const taker = randomUUID();
    await withinLimit(() =>
      slots.updateMany(
        { ...due, _id },
        { $set: { taker, nextAt: new Date(now.getTime() + TAKEN_FOR_MS) }, $inc: { attempts: 1 } },
      ),
    );
    const taken = await withinLimit(() => slots.find({ _id, taker }).toArray());
    return taken.map((document) => ({
      ...toRecord(document),
      attempts: document.attempts ?? 1,
      taker,
    }));
  }
}

export async function createDigestSlotIndexes(db: Db): Promise<void> {
  const slots = db.collection(COLLECTION);
  await slots.createIndex(
    { programId: 1, nextAt: 1 },
    { name: 'due', partialFilterExpression: { nextAt: { $exists: true } } },
  );
  await slots.createIndex({ programId: 1, _id: 1 }, { name: 'program' });
  await slots.createIndex(...PENDING_INDEX);
}

function idOf(programId: string, key: ReaderRecord['key']): string {
  return `${programId}/${key}`;
}

function toRecord({ reader, chosen, nextAt, lastDate, lastAt, plan }: SlotDocument): ReaderRecord {
  return withoutUndefined({ key: reader, chosen, nextAt, lastDate, lastAt, plan }) as ReaderRecord;
}
