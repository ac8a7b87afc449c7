import type { Collection, Db } from 'mongodb';
import type { PlatformName } from '../messages/address.js';
import type { Posted } from '../messages/delivery.js';
import type { Row, Settlement } from '../outbox/row.js';
import { withoutUndefined } from './plain.js';

export interface RowDocument extends Omit<Row, 'key'> {
  _id: string;
  /** Present while pending or sending; the indexes for due rows hold only these. */
  open?: true;
  /** Of the lease under which it was last touched. */
  token?: number;
  posted?: Posted;
  code?: string;
  finishedAt?: Date;
}

export interface LaneDocument {
  _id: string;
  /** When somebody should look at it; absent when it has no open row. */
  nextAt?: Date;
  /** Not before: pace, or a platform that asked to wait. */
  opensAt: Date;
  leasedUntil: Date;
  /** Who leased it last; made anew for each leasing. */
  holder?: string;
  token: number;
  wakes: number;
}

export interface CardDocument extends Posted {
  _id: string;
}

export interface OutboxCollections {
  rows: Collection<RowDocument>;
  lanes: Collection<LaneDocument>;
  cards: Collection<CardDocument>;
}

export const NEVER = new Date(0);
const KEPT_FOR_S = 90 * 24 * 3600;

export function outboxCollections(db: Db): OutboxCollections {
  return {
    rows: db.collection('outbox'),
    lanes: db.collection('outbox_lanes'),
    cards: db.collection('cards'),
  };
}

/** In which order a lane's rows are delivered. */
export const IN_ORDER = { 'message.at': 1, position: 1, _id: 1 } as const;

/** Finished rows are kept for 90 days. A row's lane is its shard key: rows are only ever asked for by lane. */
export async function createOutboxIndexes(db: Db): Promise<void> {
  const { rows, lanes } = outboxCollections(db);
  await Promise.all([
    rows.createIndexes([
      { key: { open: 1, lane: 1, dueAt: 1 }, name: 'due', partialFilterExpression: { open: true } },
      {
        key: { open: 1, lane: 1, ...IN_ORDER, dueAt: 1 },
        name: 'order',
        partialFilterExpression: { open: true },
      },
      { key: { cardKey: 1, finishedAt: -1 }, name: 'card', sparse: true },
      {
        key: { lane: 1, ...IN_ORDER },
        name: 'never_sent',
        partialFilterExpression: { neverSent: true },
      },
      { key: { finishedAt: -1 }, name: 'parked', partialFilterExpression: { state: 'parked' } },
      { key: { finishedAt: 1 }, name: 'retention', expireAfterSeconds: KEPT_FOR_S },
    ]),
    lanes.createIndex({ nextAt: 1 }, { name: 'next', sparse: true }),
  ]);
}

export function toRowDocument({ key, ...row }: Row, now: Date): RowDocument {
  const state = row.state === 'pending' ? { open: true as const } : { finishedAt: now };
  return withoutUndefined({ _id: key, ...row, ...state });
}

export function toRow({ _id, open, token, posted, code, finishedAt, ...row }: RowDocument): Row {
  return { key: _id, ...row };
}

/** The update that settles a row. */
export function settlementUpdate(settlement: Settlement): object {
  if (settlement.state === 'pending') {
    const { dueAt, code, reason, repeated, uncounted } = settlement;
    return {
      $set: withoutUndefined({ state: 'pending', dueAt, code, reason, repeated: repeated || undefined }),
      ...(uncounted ? { $inc: { attempts: -1 } } : {}),
    };
  }
  const { key, at, ...rest } = settlement;
  return { $set: withoutUndefined({ ...rest, finishedAt: at }), $unset: { open: 1 } };
}

export function toPosted({ platform, channelId, messageId }: CardDocument): Posted {
  return { platform: platform as PlatformName, channelId, messageId };
}
