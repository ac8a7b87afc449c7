import type { Db } from 'mongodb';
import type { ChannelRef } from '../messages/address.js';
import { type CardDocument, outboxCollections, type RowDocument } from './outbox-documents.js';
import { wakeLanes } from './outbox-lanes.js';
import type { ReferralDocument } from './referral-schema.js';
import { withinLimit } from './within-limit.js';

const LIMIT_MS = 120_000;

/**
 * A channel goes on under another id (Slack's `channel_id_changed`, when it is shared or no longer): referrals point to
 * it, cards that stand in it are edited there, and what waits for the old id is delivered to the new one. The program's
 * channel assignments are the program's own. Harmless to repeat; reads every referral, so not for every day.
 */
export async function moveChannel(db: Db, from: ChannelRef, id: string): Promise<void> {
  // Whoever reads the new id from a referral must find its cards there already.
  await copyCards(db, from, id);
  await moveReferrals(db, from, id);
  await moveWaiting(db, from, id);
  await forgetOldCards(db, from);
}

/** The version goes up, so that a change decided from the old id is decided again. */
async function moveReferrals(db: Db, { platform, id: old }: ChannelRef, id: string): Promise<void> {
  const referrals = db.collection<ReferralDocument>('referrals');
  for (const field of ['partnerChannel', 'route.channel']) {
    const there = { [`${field}.platform`]: platform, [`${field}.id`]: old };
    const update = { $set: { [`${field}.id`]: id }, $inc: { version: 1 } };
    await withinLimit(() => referrals.updateMany(there, update as object), LIMIT_MS);
  }
}

async function copyCards(db: Db, from: ChannelRef, id: string): Promise<void> {
  const { cards } = outboxCollections(db);
  const found = await withinLimit(
    () => cards.find({ platform: from.platform, channelId: from.id }).toArray(),
    LIMIT_MS,
  );
  for (const { _id, ...card } of found) {
    const moved: Omit<CardDocument, '_id'> = { ...card, channelId: id };
    await withinLimit(() => cards.replaceOne({ _id: keyMoved(_id, from, id) }, moved, { upsert: true }));
  }
}

async function forgetOldCards(db: Db, { platform, id }: ChannelRef): Promise<void> {
  const { cards } = outboxCollections(db);
  await withinLimit(() => cards.deleteMany({ platform, channelId: id }), LIMIT_MS);
}

async function moveWaiting(db: Db, from: ChannelRef, id: string): Promise<void> {
  const { rows } = outboxCollections(db);
  const lane = `${from.platform}:${from.id}`;
  const waiting = await withinLimit(() => rows.find({ open: true, lane, state: 'pending' }).toArray());
  if (waiting.length === 0) return;
  const moves = waiting.map((row) => ({
    updateOne: {
      filter: { _id: row._id, state: 'pending' as const },
      update: { $set: rowMoved(row, from, id) as object },
    },
  }));
  await withinLimit(() => rows.bulkWrite(moves, { ordered: false }));
  await wakeLanes(
    outboxCollections(db),
    waiting.map(({ dueAt }) => ({ lane: `${from.platform}:${id}`, dueAt, state: 'pending' })),
  );
}

function rowMoved({ cardKey, underKey }: RowDocument, from: ChannelRef, id: string) {
  return {
    lane: `${from.platform}:${id}`,
    'message.to.channel.id': id,
    // Whoever held the old lane has no say in the new one.
    token: 0,
    ...(cardKey ? { cardKey: keyMoved(cardKey, from, id) } : {}),
    ...(underKey ? { underKey: keyMoved(underKey, from, id) } : {}),
  };
}

/** Card keys end with their place; see outbox/to-rows.ts. */
function keyMoved(key: string, { platform, id: old }: ChannelRef, id: string): string {
  const place = `:${platform}:${old}`;
  return key.endsWith(place) ? `${key.slice(0, -place.length)}:${platform}:${id}` : key;
}
