import type { Db } from 'mongodb';
import type { ChannelRef } from '../messages/address.js';
import { type CardDocument, outboxCollections } from './outbox-documents.js';
import { withinLimit } from './within-limit.js';

const LIMIT_MS = 60_000;

/**
 * Rewrites a channel's id in referrals, in what is still to be delivered, and in where cards stand. Idempotent, so
 * that it can be run again after a crash. Rows keep their own keys: those only have to be unique. Moved rows are found
 * by the next sweep of the outbox, which looks for rows that no lane knows of.
 */
export async function moveChannel(db: Db, from: ChannelRef, to: ChannelRef): Promise<void> {
  await withinLimit(async () => {
    for (const path of ['partnerChannel', 'route.channel']) {
      await db
        .collection('referrals')
        .updateMany(
          { [`${path}.platform`]: from.platform, [`${path}.id`]: from.id },
          { $set: { [`${path}.id`]: to.id } },
        );
    }
    await moveCards(db, from, to);
    await moveRows(db, from, to);
  }, LIMIT_MS);
}

/** A card's key ends with its place; the old one stays as well, since a row under way may still name it. */
async function moveCards(db: Db, from: ChannelRef, to: ChannelRef): Promise<void> {
  const { cards } = outboxCollections(db);
  const standing = cards.find({ platform: from.platform, channelId: from.id });
  for await (const { _id, ...card } of standing) {
    const moved: CardDocument = { ...card, _id: rename(_id, from, to), channelId: to.id };
    await cards.updateOne({ _id: moved._id }, { $setOnInsert: moved }, { upsert: true });
  }
}

async function moveRows(db: Db, from: ChannelRef, to: ChannelRef): Promise<void> {
  const { rows } = outboxCollections(db);
  const waiting = rows.find({ open: true, lane: lane(from) });
  for await (const row of waiting) {
    const $set = {
      lane: lane(to),
      'message.to.channel.id': to.id,
      ...(row.cardKey ? { cardKey: rename(row.cardKey, from, to) } : {}),
      ...(row.underKey ? { underKey: rename(row.underKey, from, to) } : {}),
    };
    await rows.updateOne({ _id: row._id, open: true, lane: lane(from) }, { $set });
  }
}

function lane({ platform, id }: ChannelRef): string {
  return `${platform}:${id}`;
}

function rename(key: string, from: ChannelRef, to: ChannelRef): string {
  return key.endsWith(`:${lane(from)}`) ? `${key.slice(0, -lane(from).length)}${lane(to)}` : key;
}
