import type { Db } from 'mongodb';
import type { RateWindows } from '../attribution/ports.js';
import { systemClock } from '../clock.js';
import { withinLimit } from './within-limit.js';

const COLLECTION = 'rate_windows';

interface WindowDocument {
  _id: string;
  count: number;
  gone: Date;
}

/** Fixed windows in the collection `rate_windows`: one small document each, removed by the database when it is over. */
export function rateWindows(db: Db): RateWindows {
  const windows = db.collection<WindowDocument>(COLLECTION);
  return {
    async count(key, windowMs, at) {
      const _id = `${String(key)}:${windowMs}:${Math.floor(at.getTime() / windowMs)}`;
      // The database removes by its own clock, also while the product's has been moved.
      const gone = new Date(systemClock.now().getTime() + 2 * windowMs);
      const found = await withinLimit(() =>
        windows.findOneAndUpdate(
          { _id },
          { $inc: { count: 1 }, $setOnInsert: { gone } },
          { upsert: true, returnDocument: 'after' },
        ),
      );
      return found?.count ?? 1;
    },
  };
}

export async function createRateWindowIndexes(db: Db): Promise<void> {
  await db.collection(COLLECTION).createIndexes([{ key: { gone: 1 }, name: 'over', expireAfterSeconds: 0 }]);
}
