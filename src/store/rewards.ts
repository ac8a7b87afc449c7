import type { Filter } from 'mongodb';
import { emptyAccount } from '../rewards/account.js';
import { type Book, rewardsFrom } from '../rewards/book.js';
import { dueAt, payoutPart } from '../rewards/due.js';
import type { BookOf, Posting, RewardRow, RewardStore } from '../rewards/ports.js';
import type { Store } from './connect.js';
import { inTransaction } from './in-transaction.js';
import { payoutReads } from './payout-reads.js';
import { withoutUndefined } from './plain.js';
import { ID } from './referral-query.js';
import { referralCollection } from './referral-schema.js';
import { toReferral } from './referrals.js';
import {
  type AccountDocument,
  type EntryDocument,
  type LineDocument,
  type RewardDocument,
  rewardCollections,
} from './reward-documents.js';
import { rewardReads, rowOf } from './reward-reads.js';
import { duplicateOf, withinLimit } from './within-limit.js';

const LOST_RACES = 30;
const LARGEST_BOOK = 500;

/** Somebody else has booked for the partner meanwhile. */
class Raced extends Error {}

/** The ledger, in the collections of reward-documents.ts; what it promises stands with RewardStore. */
export function rewardStore({ client, connection, db }: Store): RewardStore {
  const { entries, accounts, rewards, lines } = rewardCollections(db);
  const referrals = referralCollection(connection);

  async function bookOf(of: BookOf): Promise<Book> {
    const [programId, partnerId] = [String(of.programId), String(of.partnerId)];
    // The account first: what is booked after this read makes the write fail.
    const found = await accounts.findOne({ _id: accountId(programId, partnerId) });
    const ids = of.rewardIds?.map(String) ?? (await idsFor(String(of.referralId), partnerId));
    const own = await entries
      .find({ rewardId: { $in: ids.slice(0, LARGEST_BOOK) }, programId, partnerId })
      .toArray();
    return {
      account: found ? toAccount(found) : emptyAccount(programId, partnerId),
      rewards: rewardsFrom(own.map(({ _id, ...entry }) => ({ id: _id, ...entry }))),
    };
  }

  async function idsFor(referralId: string, partnerId: string): Promise<string[]> {
    const found = await rewards
      .find({ referralId, partnerId })
      .project<{ _id: string }>({ _id: 1 })
      .toArray();
    return found.map(({ _id }) => _id);
  }

  async function write(book: Book, { booking, messages = [], line, isNewLine }: Posting): Promise<void> {
    const { account, added } = booking;
    const _id = accountId(account.programId, account.partnerId);
    const { version } = book.account;
    const touched = booking.touched();
    const carrier = touched[0]?.subject.rewardId;
    await inTransaction(client, async (session) => {
      if (version === 0) {
        await accounts.insertOne({ _id, ...account, version: 1 }, { session });
      } else {
        const after = { ...account, version: version + 1 };
        const { matchedCount } = await accounts.updateOne({ _id, version }, { $set: after }, { session });
        if (matchedCount === 0) throw new Raced();
      }
      const documents = added.map(({ id, ...entry }): EntryDocument => ({ _id: id, ...entry }));
      if (documents.length > 0) await entries.insertMany(withoutUndefined(documents), { session });
      if (touched.length > 0)
        await rewards.bulkWrite(
          touched.map(({ subject, standing }) => ({
            updateOne: {
              filter: { _id: subject.rewardId },
              update: rowUpdate({ subject, standing }, subject.rewardId === carrier ? messages : []),
              upsert: true,
            },
          })),
          { session },
        );
      if (line) {
        const { id, ...rest } = line;
        const document = withoutUndefined(rest) as LineDocument;
        // A number that is taken is never given to another.
        if (isNewLine) await lines.insertOne({ ...document, _id: id }, { session });
        else await lines.replaceOne({ _id: id }, document, { session });
      }
    });
  }

  return {
    async change(of, decide) {
      for (let races = 0; ; races += 1) {
        const book = await withinLimit(() => bookOf(of));
        const posting = decide(book);
        if (!posting || posting.booking.added.length === 0) return undefined;
        try {
          await write(book, posting);
          return posting;
        } catch (error) {
          if (!(error instanceof Raced || duplicateOf(error)) || races >= LOST_RACES) throw error;
        }
      }
    },

    async owed(programId, now, limit) {
      const found = await withinLimit(() =>
        referrals
          .find({
            programId: String(programId),
            'rewardsOwed.due': { $lte: now },
            'rewardsOwed.0': { $exists: true },
          })
          .sort({ 'rewardsOwed.due': 1 })
          .limit(limit)
          .toArray(),
      );
      return found.map(toReferral);
    },

    async partnersOf(referralId) {
      return withinLimit(() => rewards.distinct('partnerId', { referralId: String(referralId) }));
    },

    async lookedAt(referralId, eventIds) {
      if (!ID.test(referralId)) return;
      const ids = eventIds.map(String);
      await withinLimit(() =>
        referrals.updateOne({ _id: referralId }, { $pull: { rewardsOwed: { id: { $in: ids } } } }),
      );
    },

    async lookLater(referralId, eventIds, due) {
      if (!ID.test(referralId)) return;
      const ids = eventIds.map(String);
      await withinLimit(() =>
        referrals.updateOne(
          { _id: referralId },
          { $set: { 'rewardsOwed.$[one].due': due } },
          { arrayFilters: [{ 'one.id': { $in: ids } }] },
        ),
      );
    },

    async due(programId, now, limit) {
      const filter: Filter<RewardDocument> = { programId: String(programId), dueAt: { $lte: now } };
      const found = await withinLimit(() => rewards.find(filter).sort({ dueAt: 1 }).limit(limit).toArray());
      return found.map(rowOf);
    },

    async putOff(rewardId, until) {
      await withinLimit(() =>
        rewards.updateOne({ _id: String(rewardId), dueAt: { $exists: true } }, { $set: { dueAt: until } }),
      );
    },

    ...rewardReads(db),
    ...payoutReads(db),
  };
}

function rowUpdate({ subject, standing }: RewardRow, messages: RewardDocument['pending']) {
  const { rewardId: _id, ...about } = subject;
  const optional = { dueAt: dueAt(standing), payout: payoutPart(standing) };
  const set = withoutUndefined({ ...about, standing, updatedAt: standing.at, ...optional });
  const gone = Object.entries(optional).flatMap(([field, value]) =>
    value === undefined ? [[field, ''] as const] : [],
  );
  return {
    $set: set,
    ...(gone.length > 0 ? { $unset: Object.fromEntries(gone) } : {}),
    $push: { pending: { $each: withoutUndefined(messages) } },
  };
}

function accountId(programId: string, partnerId: string): string {
  return `${programId}:${partnerId}`;
}

function toAccount({ _id, ...account }: AccountDocument) {
  return account;
}
