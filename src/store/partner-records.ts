import { randomUUID } from 'node:crypto';
import type { AnyBulkWriteOperation, Db } from 'mongodb';
import type { PartnerHistory, PartnerRecord } from '../checkins/partner-record.js';
import type { PartnerRecordStore } from '../checkins/ports.js';
import { OPEN_STATES } from '../referral/states.js';
import { areDuplicates } from './insert-errors.js';
import { PENDING_INDEX } from './pending-source.js';
import { withoutUndefined } from './plain.js';
import { withinLimit } from './within-limit.js';

type RecordDocument = PartnerRecord & { _id: string };

export const PARTNER_RECORDS = 'partner_records';
const TAKEN_FOR_MS = 120_000;
/** Set once, or kept by operators of their own. */
const NOT_SET = new Set(['_id', 'programId', 'partnerId', 'joinedAt', 'version', 'pending']);
const BULK_MS = 30_000;

/** The partners' records in the collection `partner_records`; what it promises stands with PartnerRecordStore. */
export function partnerRecordStore(db: Db): PartnerRecordStore {
  const records = db.collection<RecordDocument>(PARTNER_RECORDS);
  return {
    async byPartner(programId, partnerIds) {
      const ids = partnerIds.map((id) => idOf(programId, id));
      const found = await withinLimit(() => records.find({ _id: { $in: ids } }).toArray());
      return new Map(found.map((record) => [record.partnerId, toRecord(record)]));
    },

    async takeDue({ programId, now, limit, suspects }) {
      const free = {
        programId: String(programId),
        nextAt: { $lte: now },
        takenUntil: suspects ? { $lte: now } : { $exists: false },
      };
      const found = await withinLimit(() =>
        records.find(free).project<{ _id: string }>({ _id: 1 }).sort({ nextAt: 1 }).limit(limit).toArray(),
      );
      if (found.length === 0) return [];
      const ids = found.map(({ _id }) => _id);
      const taker = randomUUID();
      await withinLimit(() =>
        records.updateMany(
          { ...free, _id: { $in: ids } },
          {
            $set: { taker, takenUntil: new Date(now.getTime() + TAKEN_FOR_MS) },
            $inc: { attempts: 1 },
          },
        ),
      );
      const taken = await withinLimit(() =>
        records
          .find({ _id: { $in: ids }, taker })
          .sort({ nextAt: 1 })
          .toArray(),
      );
      return taken.map(toRecord);
    },

    async writeAll(changes) {
      if (changes.length === 0) return 0;
      const operations = changes.map(({ after, messages }) => operationFor(after, messages));
      try {
        const { modifiedCount, upsertedCount, insertedCount } = await withinLimit(
          () => records.bulkWrite(operations, { ordered: false }),
          BULK_MS,
        );
        return modifiedCount + upsertedCount + insertedCount;
      } catch (error) {
        // Another process made a record at the same instant: ours is left.
        if (!areDuplicates(error)) throw error;
        return 0;
      }
    },

    async histories(programId, partnerIds, since) {
      const found = await withinLimit(
        () =>
          db
            .collection('referrals')
            .aggregate<PartnerHistory & { _id: string }>([
              { $match: { programId: String(programId), 'partner.id': { $in: partnerIds.map(String) } } },
              {
                $project: {
                  partner: '$partner.id',
                  createdAt: 1,
                  isOpen: { $in: ['$state', [...OPEN_STATES]] },
                  wasMet: happened('meeting_held', since),
                  wasWon: { $and: [{ $eq: ['$state', 'won'] }, { $gte: ['$outcome.at', since] }] },
                },
              },
              {
                $group: {
                  _id: '$partner',
                  sent: { $sum: { $cond: [{ $gte: ['$createdAt', since] }, 1, 0] } },
                  met: { $sum: { $cond: ['$wasMet', 1, 0] } },
                  won: { $sum: { $cond: ['$wasWon', 1, 0] } },
                  open: { $sum: { $cond: ['$isOpen', 1, 0] } },
                  lastAt: { $max: '$createdAt' },
                },
              },
            ])
            .toArray(),
        BULK_MS,
      );
      return new Map(found.map(({ _id, ...history }) => [_id, history]));
    },
  };
}

function happened(type: string, since: Date): object {
  const isIt = { $and: [{ $eq: ['$$event.type', type] }, { $gte: ['$$event.at', since] }] };
  return { $gt: [{ $size: { $filter: { input: '$events', as: 'event', cond: isIt } } }, 0] };
}

function operationFor(
  after: PartnerRecord,
  messages: PartnerRecord['pending'],
): AnyBulkWriteOperation<RecordDocument> {
  const _id = idOf(after.programId, after.partnerId);
  const updatedAt = messages.at(-1)?.at ?? after.updatedAt;
  if (after.version === 0)
    return {
      insertOne: { document: withoutUndefined({ ...after, _id, version: 1, pending: messages, updatedAt }) },
    };
  const kept = withoutUndefined({ ...after, updatedAt });
  const set = Object.fromEntries(Object.entries(kept).filter(([field]) => !NOT_SET.has(field)));
  const gone = OPTIONAL.filter((field) => !(field in kept));
  return {
    updateOne: {
      filter: { _id, version: after.version },
      update: {
        $set: set,
        ...(gone.length > 0 ? { $unset: Object.fromEntries(gone.map((field) => [field, '' as const])) } : {}),
        $inc: { version: 1 },
        ...(messages.length > 0 ? { $push: { pending: { $each: withoutUndefined(messages) } } } : {}),
      },
    },
  };
}

const OPTIONAL: readonly (keyof PartnerRecord)[] = [
  'next',
  'nextAt',
  'plannedFor',
  'heardAt',
  'stopped',
  'likelihoodAskedAt',
  'attempts',
  'takenUntil',
  'taker',
];

export async function createPartnerRecordIndexes(db: Db): Promise<void> {
  const [pending, options] = PENDING_INDEX;
  await db.collection(PARTNER_RECORDS).createIndexes([
    { key: { programId: 1, nextAt: 1 }, name: 'due', partialFilterExpression: { nextAt: { $exists: true } } },
    {
      key: { programId: 1, state: 1 },
      name: 'dormant',
      partialFilterExpression: { state: 'dormant' },
    },
    { key: { programId: 1, joinedAt: -1 }, name: 'joined' },
    { key: pending, ...options },
  ]);
}

function idOf(programId: string, partnerId: string): string {
  return `${String(programId)}:${String(partnerId)}`;
}

function toRecord({ _id, ...record }: RecordDocument): PartnerRecord {
  return record;
}
