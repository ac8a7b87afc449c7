import type { Db } from 'mongodb';
import type { PendingMessage } from '../messages/pending.js';
import type { PendingSource } from '../outbox/pending-source.js';
import { withinLimit } from './within-limit.js';

interface Carrier {
  _id: string;
  updatedAt: Date;
  pending: PendingMessage[];
}

/** Index fields and options for a collection whose documents carry pending messages. */
export const PENDING_INDEX = [
  { updatedAt: 1 },
  { name: 'pending', partialFilterExpression: { 'pending.0': { $exists: true } } },
] as const;

/** The pending messages of a collection's documents (`referrals`, `programs`). Needs PENDING_INDEX. */
export function pendingSource(db: Db, collection: string): PendingSource {
  const carriers = db.collection<Carrier>(collection);
  return {
    async waiting(limit) {
      const found = await withinLimit(() =>
        carriers
          // The bound on updatedAt is always true; without it the planner does not consider the partial index.
          .find({ updatedAt: { $gt: new Date(0) }, 'pending.0': { $exists: true } })
          .project<Pick<Carrier, '_id' | 'pending'>>({ pending: 1 })
          .sort({ updatedAt: 1 })
          .limit(limit)
          .toArray(),
      );
      return found.map(({ _id, pending }) => ({ id: _id, messages: pending }));
    },

    async handedOver(entries) {
      if (entries.length === 0) return;
      const pulls = entries.map(({ id, keys }) => ({
        updateOne: { filter: { _id: id }, update: { $pull: { pending: { key: { $in: keys } } } } },
      }));
      await withinLimit(() => carriers.bulkWrite(pulls, { ordered: false }));
    },
  };
}
