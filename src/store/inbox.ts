import type { Db } from 'mongodb';
import { type Clock, systemClock } from '../clock.js';
import type { PlatformName } from '../messages/address.js';
import { duplicateOf, withinLimit } from './within-limit.js';

/** Something a platform told us and that must not be forgotten once we have said that we have it. */
interface InboundEvent {
  key: string;
  platform: PlatformName;
  body: unknown;
  /** This one included. */
  attempts: number;
}

export interface Inbox {
  /**
   * Stores an event before it is acknowledged; the first attempt at it counts as begun. False when it was here before
   * under the same key. `body` is kept as JSON.
   */
  record(key: string, platform: PlatformName, body: unknown): Promise<boolean>;
  /** It has been dealt with. */
  finish(key: string): Promise<void>;
  /**
   * Events on which nobody has finished for so long, for another attempt, which is counted before they are handed out:
   * an event that kills the process is not tried for ever. Each goes to one caller. `parked` are the keys of those that
   * have had five attempts and are given up.
   */
  takeUnfinished(olderThanMs: number, limit: number): Promise<{ events: InboundEvent[]; parked: string[] }>;
}

interface InboundDocument {
  _id: string;
  platform: PlatformName;
  json: string;
  state: 'open' | 'finished' | 'parked';
  attempts: number;
  takenAt: Date;
  recordedAt: Date;
}

const ATTEMPTS = 5;
const KEPT_FOR_S = 14 * 24 * 3600;
const COLLECTION = 'inbox';

/** The inbox in the collection `inbox`. Events are kept for 14 days: so long a repetition is recognised. */
export function inboxStore(db: Db, clock: Clock = systemClock): Inbox {
  const events = db.collection<InboundDocument>(COLLECTION);

  async function takeOne(before: Date): Promise<InboundDocument | undefined> {
    const taken = await withinLimit(() =>
      events.findOneAndUpdate(
        { state: 'open', takenAt: { $lte: before } },
        [
          {
            $set: {
              takenAt: clock.now(),
              state: { $cond: [{ $gte: ['$attempts', ATTEMPTS] }, 'parked', 'open'] },
              attempts: { $add: ['$attempts', 1] },
            },
          },
        ],
        { sort: { takenAt: 1 }, returnDocument: 'after' },
      ),
    );
    return taken ?? undefined;
  }

  return {
    async record(key, platform, body) {
      const now = clock.now();
      const document: InboundDocument = {
        _id: String(key),
        platform,
        json: JSON.stringify(body) ?? 'null',
        state: 'open',
        attempts: 1,
        takenAt: now,
        recordedAt: now,
      };
      try {
        await withinLimit(() => events.insertOne(document));
        return true;
      } catch (error) {
        if (duplicateOf(error)) return false;
        throw error;
      }
    },

    async finish(key) {
      await withinLimit(() => events.updateOne({ _id: String(key) }, { $set: { state: 'finished' } }));
    },

    async takeUnfinished(olderThanMs, limit) {
      const before = new Date(clock.now().getTime() - olderThanMs);
      const taken: InboundDocument[] = [];
      while (taken.length < limit) {
        const one = await takeOne(before);
        if (!one) break;
        taken.push(one);
      }
      return {
        events: taken.filter(({ state }) => state === 'open').map(toEvent),
        parked: taken.filter(({ state }) => state === 'parked').map(({ _id }) => _id),
      };
    },
  };
}

export async function createInboxIndexes(db: Db): Promise<void> {
  await db.collection(COLLECTION).createIndexes([
    { key: { takenAt: 1 }, name: 'unfinished', partialFilterExpression: { state: 'open' } },
    { key: { recordedAt: 1 }, name: 'retention', expireAfterSeconds: KEPT_FOR_S },
  ]);
}

function toEvent({ _id, platform, json, attempts }: InboundDocument): InboundEvent {
  return { key: _id, platform, body: JSON.parse(json), attempts };
}
