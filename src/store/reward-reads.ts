import type { Db, Filter } from 'mongodb';
import type { LedgerEntry } from '../rewards/entry.js';
import type { RewardRow, RewardStore } from '../rewards/ports.js';
import { type EntryDocument, type RewardDocument, rewardCollections } from './reward-documents.js';
import { withinLimit } from './within-limit.js';

const COUNTED_UP_TO = 1_000;
const LARGEST_PAGE = 50;
const CHECKED_AT_ONCE = 200;
const CHECKING_MS = 30_000;

type Reads = Pick<RewardStore, 'byId' | 'entriesOf' | 'accounts' | 'page' | 'withEntries' | 'everyAccount'>;

/** What is asked of the ledger: by index, or streamed. */
export function rewardReads(db: Db): Reads {
  const { entries, accounts, rewards } = rewardCollections(db);

  async function* pages(programId: string): AsyncGenerator<RewardDocument[]> {
    let after: string | undefined;
    for (;;) {
      const filter = {
        programId: String(programId),
        ...(after === undefined ? {} : { _id: { $lt: after } }),
      };
      const found = await withinLimit(
        () => rewards.find(filter).sort({ _id: -1 }).limit(CHECKED_AT_ONCE).toArray(),
        CHECKING_MS,
      );
      yield found;
      after = found.at(-1)?._id;
      if (found.length < CHECKED_AT_ONCE) return;
    }
  }

  return {
    async byId(programId, rewardId) {
      const filter = { _id: String(rewardId), programId: String(programId) };
      const found = await withinLimit(() => rewards.findOne(filter));
      return found ? rowOf(found) : undefined;
    },

    async entriesOf(programId, rewardId) {
      const filter = { programId: String(programId), rewardId: String(rewardId) };
      const found = await withinLimit(() => entries.find(filter).sort({ seq: 1 }).toArray());
      return found.map(entryOf);
    },

    async accounts(programId, partnerIds) {
      const ids = partnerIds.map((partnerId) => `${String(programId)}:${String(partnerId)}`);
      const found = await withinLimit(() => accounts.find({ _id: { $in: ids } }).toArray());
      return new Map(found.map(({ _id, ...account }) => [account.partnerId, account]));
    },

    async page({ programId, partnerId, states, disputed, cursor, limit }) {
      const filter: Filter<RewardDocument> = {
        programId: String(programId),
        ...(partnerId === undefined ? {} : { partnerId: String(partnerId) }),
        ...(states ? { 'standing.state': { $in: [...states] } } : {}),
        ...(disputed ? { 'standing.dispute.answered': false } : {}),
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

    async *withEntries(programId) {
      for await (const found of pages(programId)) {
        const ids = found.map(({ _id }) => _id);
        const own = await withinLimit(
          () =>
            entries
              .find({ rewardId: { $in: ids } })
              .sort({ rewardId: 1, seq: 1 })
              .toArray(),
          CHECKING_MS,
        );
        const byReward = new Map(ids.map((id) => [id, [] as EntryDocument[]]));
        for (const entry of own) byReward.get(entry.rewardId)?.push(entry);
        for (const document of found)
          yield { row: rowOf(document), entries: (byReward.get(document._id) ?? []).map(entryOf) };
      }
    },

    async *everyAccount(programId) {
      for await (const { _id, ...account } of accounts.find({ programId: String(programId) })) yield account;
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

function entryOf({ _id, ...entry }: EntryDocument): LedgerEntry {
  return { id: _id, ...entry };
}
