import type { Db } from 'mongodb';
import type { PartnerHistory, PartnerRecord } from '../checkins/partner-record.js';
import type { ReaderRecord } from '../digests/ports.js';
import type { PendingMessage } from '../messages/pending.js';
import type { Mutes } from '../people/preferences.js';
import type { Program } from '../program/program.js';
import type { Referral } from '../referral/referral.js';
import { OPEN_STATES } from '../referral/states.js';
import type { MessageFate } from '../updates/close-loops.js';
import type { Store } from './connect.js';
import { digestSlotStore } from './digest-slots.js';
import { loopStore } from './loops.js';
import { outboxCollections, type RowDocument } from './outbox-documents.js';
import { PARTNER_RECORDS, partnerRecordStore } from './partner-records.js';
import { pendingSource } from './pending-source.js';
import { clockMemory } from './playground.js';
import { preferenceStore } from './preferences.js';
import { type ReferralDocument, referralCollection } from './referral-schema.js';
import { referralStore } from './referrals.js';

/** As cli/schedule/ports.ts has it. */
interface ScheduleRecords {
  referrals: Referral[];
  mutes: Mutes;
  partnerRecords: Map<string, PartnerRecord>;
  histories: Map<string, PartnerHistory>;
  readers: ReaderRecord[];
  waiting: { message: PendingMessage; lane: string; dueAt: Date }[];
  pending: PendingMessage[];
  owed: Referral[];
  fates: Map<string, MessageFate>;
  about: Map<string, Pick<Referral, 'reference' | 'prospect' | 'undone'>>;
}

const AT_ONCE = 1_000;
const MOST_OWED = 500;
const FAR = new Date(8_640_000_000_000_000);
/** Whose documents carry messages until they are handed over, as far as those have a time. */
const CARRIERS = ['referrals', 'programs', PARTNER_RECORDS];

/** Everything the command `schedule` plans from. */
export async function scheduleRecords(
  { connection, db }: Pick<Store, 'connection' | 'db'>,
  { id, partners }: Pick<Program, 'id' | 'partners'>,
): Promise<ScheduleRecords> {
  const partnerRecords = new Map<string, PartnerRecord>();
  const histories = new Map<string, PartnerHistory>();
  const records = partnerRecordStore(db);
  const ids = partners.map((partner) => partner.id);
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    for (const [key, record] of await records.byPartner(id, some)) partnerRecords.set(key, record);
    // Only the last referral decides whether there is a check-in, whenever it was.
    for (const [key, history] of await records.histories(id, some, new Date())) histories.set(key, history);
  }
  const [waiting, pending] = await Promise.all([waitingMessages(db), pendingMessages(db)]);
  const loops = loopStore({ connection, db });
  const owed = await loops.owed(id, FAR, MOST_OWED);
  return {
    waiting,
    pending,
    owed,
    fates: await loops.fates(owed.flatMap(({ loop }) => (loop?.key ? [loop.key] : []))),
    about: await aboutReferrals(connection, [...waiting.map(({ message }) => message), ...pending]),
    referrals: await openReferrals(connection, id),
    mutes: preferenceStore(db),
    partnerRecords,
    histories,
    readers: await digestSlotStore(db).all(id),
  };
}

async function openReferrals(connection: Store['connection'], programId: string): Promise<Referral[]> {
  const store = referralStore(connection);
  const referrals: Referral[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.page({
      programId,
      states: OPEN_STATES,
      limit: 50,
      ...(cursor === undefined ? {} : { cursor }),
    });
    referrals.push(...page.referrals);
    cursor = page.next;
  } while (cursor !== undefined);
  return referrals;
}

/** Everything that is in the outbox and has not been delivered. */
async function waitingMessages(db: Db): Promise<ScheduleRecords['waiting']> {
  const found = await outboxCollections(db)
    .rows.find({ open: true })
    .project<Pick<RowDocument, 'message' | 'lane' | 'dueAt'>>({ message: 1, lane: 1, dueAt: 1 })
    .toArray();
  return found.map(({ message, lane, dueAt }) => ({ message, lane, dueAt }));
}

/** A desk that is not running has handed nothing over. */
async function pendingMessages(db: Db): Promise<PendingMessage[]> {
  const found = await Promise.all(CARRIERS.map((name) => pendingSource(db, name).waiting(AT_ONCE)));
  return found.flat().flatMap(({ messages }) => messages);
}

async function aboutReferrals(
  connection: Store['connection'],
  messages: readonly PendingMessage[],
): Promise<ScheduleRecords['about']> {
  const ids = messages.flatMap(({ subject }) => (subject.kind === 'referral' ? [subject.id] : []));
  const found = await referralCollection(connection)
    .find({ _id: { $in: [...new Set(ids)] } })
    .project<Pick<ReferralDocument, '_id' | 'reference' | 'prospect' | 'undone'>>({
      ...{ reference: 1, prospect: 1, undone: 1 },
    })
    .toArray();
  return new Map(found.map(({ _id, ...rest }) => [_id, rest]));
}

export async function playgroundNow(db: Db): Promise<Date> {
  return new Date(Date.now() + (await clockMemory(db).load()));
}
