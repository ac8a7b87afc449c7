import type { Db, Filter } from 'mongodb';
import type { LedgerEntry } from '../rewards/entry.js';
import type { PayoutLine, RewardRow, RewardStore } from '../rewards/ports.js';
import {
  type EntryDocument,
  type LineDocument,
  type RewardDocument,
  rewardCollections,
} from './reward-documents.js';
import { withinLimit } from './within-limit.js';

const COUNTED_UP_TO = 1_000;
const LARGEST_PAGE = 50;

type Reads = Pick<
  RewardStore,
  'byId' | 'entriesOf' | 'accounts' | 'page' | 'payable' | 'line' | 'lines' | 'entries' | 'rewards'
>;

/** What is asked of the ledger: by index, or streamed. */
export function rewardReads(db: Db): Reads {
  const { entries, accounts, rewards, lines } = rewardCollections(db);
  return {
    async byId(programId, rewardId) {
      const filter = { _id: String(rewardId), programId: String(programId) };
      const found = await withinLimit(() => rewards.findOne(filter));
      return found ? rowOf(found) : undefined;
    },

    async entriesOf(programId, rewardId) {
      const filter = { programId: String(programId), rewardId: String(rewardId) };
      const found = await withinLimit(() => entries.find(filter).sort({ seq: 1 }).toArray());
      return found.map(({ _id, ...entry }) => ({ id: _id, ...entry }));
    },

    async accounts(programId, partnerIds) {
      const ids = partnerIds.map((partnerId) => `${String(programId)}:${String(partnerId)}`);
      const found = await withinLimit(() => accounts.find({ _id: { $in: ids } }).toArray());
      return new Map(found.map(({ _id, ...account }) => [account.partnerId, account]));
    },

    async page({ programId, partnerId, states, cursor, limit }) {
      const filter: Filter<RewardDocument> = {
        programId: String(programId),
        ...(partnerId === undefined ? {} : { partnerId: String(partnerId) }),
        ...(states ? { 'standing.state': { $in: [...states] } } : {}),
      };
      const size = Math.min(Math.max(1, limit), LARGEST_PAGE);
      const from = cursor ? { ...filter, _id: { $lt: String(cursor) } } : filter;
      const [found, total] = await withinLimit(() =>
        Promise.all([
          rewards
            .find(from)
            .sort({ _id: -1 })
            .limit(size + 1)
            .toArray(),
          rewards.countDocuments(filter, { limit: COUNTED_UP_TO }),
        ]),
      );
      const shown = found.slice(0, size);
      const next = found.length > size ? shown.at(-1)?._id : undefined;
      return { found: shown.map(rowOf), total, ...(next ? { next } : {}) };
    },

    async payable(programId, limit, after) {
      const filter: Filter<RewardDocument> = {
        programId: String(programId),
        payout: { $exists: true },
        ...(after === undefined ? {} : { partnerId: { $gt: String(after) } }),
      };
      const found = await withinLimit(() =>
        rewards.find(filter).sort({ partnerId: 1, payout: -1, _id: 1 }).limit(limit).toArray(),
      );
      return found.map(rowOf);
    },

    async line(programId, lineId) {
      const filter = { _id: String(lineId), programId: String(programId) };
      const found = await withinLimit(() => lines.findOne(filter));
      return found ? lineOf(found) : undefined;
    },

    async lines({ programId, payoutId, state, limit }) {
      const filter: Filter<LineDocument> = {
        programId: String(programId),
        ...(payoutId === undefined ? {} : { payoutId: String(payoutId) }),
        ...(state === undefined ? {} : { state }),
      };
      const sort: Record<string, 1 | -1> = payoutId === undefined ? { createdAt: -1, _id: 1 } : { _id: 1 };
      const found = await withinLimit(() => lines.find(filter).sort(sort).limit(limit).toArray());
      return found.map(lineOf);
    },

    async *entries({ programId, partnerId, from, to }) {
      const filter: Filter<EntryDocument> = {
        programId: String(programId),
        ...(partnerId === undefined ? {} : { partnerId: String(partnerId) }),
        ...(from || to ? { at: { ...(from ? { $gte: from } : {}), ...(to ? { $lt: to } : {}) } } : {}),
      };
      for await (const { _id, ...entry } of entries.find(filter).sort({ at: 1, _id: 1 }))
        yield { id: _id, ...entry } as LedgerEntry;
    },

    async *rewards({ programId, partnerId }) {
      const filter = {
        programId: String(programId),
        ...(partnerId === undefined ? {} : { partnerId: String(partnerId) }),
      };
      for await (const document of rewards.find(filter).sort({ _id: -1 })) yield rowOf(document);
    },
  };
}

export function rowOf({
  _id,
  standing,
  pending,
  dueAt,
  payout,
  updatedAt,
  ...about
}: RewardDocument): RewardRow {
  return { subject: { rewardId: _id, ...about }, standing };
}

function lineOf({ _id, ...line }: LineDocument): PayoutLine {
  return { id: _id, ...line };
}
