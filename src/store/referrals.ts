import type { AnyBulkWriteOperation } from 'mongodb';
import type { Connection } from 'mongoose';
import { type Clock, systemClock } from '../clock.js';
import { Refused } from '../errors.js';
import type { Change, ReferralStore } from '../referral/ports.js';
import { newReference } from '../referral/reference.js';
import type { Referral } from '../referral/referral.js';
import { OPEN_STATES } from '../referral/states.js';
import { changeQueue } from './change-queue.js';
import { insertTogether } from './insert-together.js';
import { withoutUndefined } from './plain.js';
import { readTogether } from './read-together.js';
import { takeDueNudges } from './referral-nudges.js';
import { ID, referralFilter } from './referral-query.js';
import {
  knownFieldsOnly,
  type ReferralDocument,
  referralCollection,
  referralModel,
} from './referral-schema.js';
import { updateFor } from './referral-update.js';
import { queuedLines, repLoads } from './rep-loads.js';
import { duplicateOf, withinLimit } from './within-limit.js';

const NEW_REFERENCES = 5;
const LOST_RACES = 20;
const LARGEST_PAGE = 50;
const HELD_AT_ONCE = 500;
const COUNTED_UP_TO = 1_000;
/** The referrals in the collection `referrals`; what it promises stands with ReferralStore. */
export function referralStore(connection: Connection, clock: Clock = systemClock): ReferralStore {
  const model = referralModel(connection);
  const collection = referralCollection(connection);
  const inTurn = changeQueue<Referral>();
  const insert = insertTogether(collection);

  const readOne = readTogether(async (ids) => {
    const found = await withinLimit(() => collection.find({ _id: { $in: ids } }).toArray());
    return new Map(found.map((document) => [document._id, toReferral(document)]));
  });

  async function read(id: string): Promise<Referral | undefined> {
    return typeof id === 'string' && ID.test(id) ? readOne(id) : undefined;
  }

  async function bySubmission({ programId, submissionKey }: Referral): Promise<Referral | undefined> {
    const found = await withinLimit(() =>
      model.findOne({ programId, submissionKey }).lean<ReferralDocument>().exec(),
    );
    return found ? toReferral(found) : undefined;
  }

  /** Resolves to the referral as written, or to undefined when it was changed since it was read. */
  async function write(current: Referral, change: Change): Promise<Referral | undefined> {
    const { written, update } = updateFor(current, change, clock.now());
    const result = await withinLimit(() =>
      model.updateOne({ _id: current.id, version: current.version, state: current.state }, update).exec(),
    );
    return result.matchedCount === 1 ? written : undefined;
  }

  return {
    async insert(referral) {
      let attempt = withoutUndefined(referral);
      for (let tries = 0; ; tries += 1) {
        try {
          await withinLimit(() => insert(knownFieldsOnly(toDocument(attempt))));
          return { referral: attempt, existed: false };
        } catch (error) {
          const duplicate = duplicateOf(error);
          if (!duplicate) throw error;
          const stored = await bySubmission(referral);
          if (stored) return { referral: stored, existed: true };
          if (!duplicate.includes('reference') || tries >= NEW_REFERENCES) throw error;
          attempt = { ...attempt, reference: newReference() };
        }
      }
    },

    byId: read,

    change: (id, decide) =>
      inTurn(id, async (known, learn) => {
        let current = known ?? (await read(id));
        for (let races = 0; races < LOST_RACES; races += 1) {
          if (!current) throw new Refused('not_found', 'This referral is not there any more.');
          learn(current);
          const change = decide(current);
          if (!change) return current;
          const written = await write(current, change);
          if (written) {
            learn(written);
            return written;
          }
          current = await read(id);
        }
        throw new Refused(
          'out_of_date',
          'Too many people are changing this referral. Try again in a moment.',
        );
      }),

    async changeAll(changes) {
      if (changes.length === 0) return 0;
      const operations = changes.map(({ current, change }) => ({
        updateOne: {
          filter: { _id: current.id, version: current.version, state: current.state },
          update: updateFor(current, change, clock.now()).update,
        },
      }));
      const { modifiedCount } = await withinLimit(() =>
        collection.bulkWrite(operations as AnyBulkWriteOperation<ReferralDocument>[], { ordered: false }),
      );
      return modifiedCount;
    },

    async takeNudges(which) {
      const taken = await takeDueNudges(collection, which);
      return taken.map(toReferral).flatMap((referral) => {
        const { nudge } = referral;
        return nudge ? [{ referral, nudge }] : [];
      });
    },

    loads: (programId, repIds) => repLoads(collection, programId, repIds),

    queuedAt: (programId) => queuedLines(collection, programId),

    async page(query) {
      const filter = referralFilter(query);
      const limit = Math.min(Math.max(1, query.limit), LARGEST_PAGE);
      const from = query.cursor && ID.test(query.cursor) ? { ...filter, _id: { $lt: query.cursor } } : filter;
      const [found, total] = await withinLimit(() =>
        Promise.all([
          collection
            .find(from)
            .sort({ _id: -1 })
            .limit(limit + 1)
            .toArray(),
          collection.countDocuments(filter, { limit: COUNTED_UP_TO }),
        ]),
      );
      const referrals = found.slice(0, limit).map(toReferral);
      const next = found.length > limit ? referrals.at(-1)?.id : undefined;
      return { referrals, total, ...(next ? { next } : {}) };
    },

    async dueToWake(programId, now) {
      const due = { programId: String(programId), state: 'nurture' as const, wakeAt: { $lte: now } };
      const found = await withinLimit(() =>
        collection.find(due).sort({ wakeAt: 1 }).limit(HELD_AT_ONCE).toArray(),
      );
      return found.map(toReferral);
    },

    async openHeldBy(programId, repId) {
      const filter = referralFilter({ programId, repId, states: OPEN_STATES, limit: HELD_AT_ONCE });
      const found = await withinLimit(() =>
        collection.find(filter).sort({ _id: 1 }).limit(HELD_AT_ONCE).toArray(),
      );
      return found.map(toReferral);
    },
  };
}

function toDocument({ id, ...rest }: Referral): ReferralDocument {
  return { _id: id, ...rest };
}

export function toReferral({ _id, ...rest }: ReferralDocument): Referral {
  return { id: _id, ...rest };
}
