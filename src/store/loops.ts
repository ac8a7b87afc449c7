import type { Filter } from 'mongodb';
import type { LoopStore, MessageFate } from '../updates/close-loops.js';
import type { Store } from './connect.js';
import { outboxCollections, type RowDocument } from './outbox-documents.js';
import { ID } from './referral-query.js';
import { type ReferralDocument, referralCollection } from './referral-schema.js';
import { toReferral } from './referrals.js';
import { withinLimit } from './within-limit.js';

const COUNTED_UP_TO = 1_000;

/** Ends of which a partner has still to hear, from the collections `referrals` and `outbox`. */
export function loopStore({ connection, db }: Pick<Store, 'connection' | 'db'>): LoopStore {
  const referrals = referralCollection(connection);
  const { rows } = outboxCollections(db);
  return {
    async owed(programId, before, limit, after) {
      const found = await withinLimit(() =>
        referrals
          .find(after ? { $and: [owed(programId, before), beyond(after)] } : owed(programId, before))
          .sort({ 'loop.owedSince': 1, _id: 1 })
          .limit(limit)
          .toArray(),
      );
      return found.map(toReferral);
    },

    owedCount: (programId, before) =>
      withinLimit(() => referrals.countDocuments(owed(programId, before), { limit: COUNTED_UP_TO })),

    async fates(keys) {
      if (keys.length === 0) return new Map();
      const all = keys.flatMap((key) => [String(key), fallbackOf(key)]);
      const found = await withinLimit(() =>
        rows
          .find({ _id: { $in: all } })
          .project<Fated>({ state: 1, reason: 1, finishedAt: 1, open: 1 })
          .toArray(),
      );
      const byKey = new Map(found.map((row) => [row._id, row]));
      return new Map(
        keys.flatMap((key) => {
          const row = byKey.get(fallbackOf(key)) ?? byKey.get(key);
          return row ? [[key, fate(row)] as const] : [];
        }),
      );
    },
  };
}

type Fated = Pick<RowDocument, '_id' | 'state' | 'reason' | 'finishedAt' | 'open'>;

/** See outbox/notices.ts. */
function fallbackOf(key: string): string {
  return `${key}:fallback`;
}

function owed(programId: string, before: Date): Filter<ReferralDocument> {
  return { programId: String(programId), 'loop.open': true, 'loop.owedSince': { $lte: before } };
}

function beyond({ owedSince, id }: { owedSince: Date; id: string }): Filter<ReferralDocument> {
  return {
    $or: [
      { 'loop.owedSince': { $gt: owedSince } },
      { 'loop.owedSince': owedSince, _id: { $gt: ID.test(id) ? id : '' } },
    ],
  };
}

function fate({ open, state, finishedAt, reason }: Fated): MessageFate {
  if (open) return { state: 'waiting' };
  const at = finishedAt ? { at: finishedAt } : {};
  return state === 'sent' ? { state, ...at } : { state: 'never', ...at, ...(reason ? { reason } : {}) };
}
