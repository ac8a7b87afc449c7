import type { Db } from 'mongodb';
import type { PartnerHistory, PartnerRecord } from '../checkins/partner-record.js';
import type { ReaderRecord } from '../digests/ports.js';
import type { Mutes } from '../people/preferences.js';
import type { Program } from '../program/program.js';
import type { Referral } from '../referral/referral.js';
import { OPEN_STATES } from '../referral/states.js';
import type { Store } from './connect.js';
import { digestSlotStore } from './digest-slots.js';
import { partnerRecordStore } from './partner-records.js';
import { clockMemory } from './playground.js';
import { preferenceStore } from './preferences.js';
import { referralStore } from './referrals.js';

/** As cli/schedule/ports.ts has it. */
interface ScheduleRecords {
  referrals: Referral[];
  mutes: Mutes;
  partnerRecords: Map<string, PartnerRecord>;
  histories: Map<string, PartnerHistory>;
  readers: ReaderRecord[];
}

const AT_ONCE = 1_000;

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
  return {
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

export async function playgroundNow(db: Db): Promise<Date> {
  return new Date(Date.now() + (await clockMemory(db).load()));
}
