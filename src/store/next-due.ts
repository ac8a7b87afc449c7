import type { Db } from 'mongodb';
import { withinLimit } from './within-limit.js';

/** Where it stands when something is due, in every collection that has such a thing. */
const DUE: readonly { collection: string; field: string; filter?: object }[] = [
  { collection: 'referrals', field: 'nudge.at' },
  { collection: 'referrals', field: 'wakeAt', filter: { state: 'nurture' } },
  { collection: 'partner_records', field: 'nextAt' },
  { collection: 'digest_slots', field: 'nextAt' },
  { collection: 'outbox', field: 'dueAt', filter: { open: true } },
];

/** The first instant after `after` at which anything is due by itself; undefined when nothing ever is. */
export async function nextDueAfter(db: Db, after: Date): Promise<Date | undefined> {
  const found = await Promise.all(DUE.map((where) => firstIn(db, where, after)));
  const instants = found.flatMap((instant) => (instant ? [instant.getTime()] : []));
  return instants.length > 0 ? new Date(Math.min(...instants)) : undefined;
}

async function firstIn(
  db: Db,
  { collection, field, filter = {} }: (typeof DUE)[number],
  after: Date,
): Promise<Date | undefined> {
  const [first] = await withinLimit(() =>
    db
      .collection(collection)
      .aggregate<{ at: Date }>([
        { $match: { ...filter, [field]: { $gt: after } } },
        { $group: { _id: null, at: { $min: `$${field}` } } },
      ])
      .toArray(),
  );
  return first?.at;
}
