import type { Db } from 'mongodb';
import type { Mutes } from '../people/preferences.js';
import type { Referral } from '../referral/referral.js';
import { OPEN_STATES } from '../referral/states.js';
import type { Store } from './connect.js';
import { clockMemory } from './playground.js';
import { preferenceStore } from './preferences.js';
import { referralStore } from './referrals.js';

/** Everything the command `schedule` plans from. */
export async function scheduleRecords(
  { connection, db }: Pick<Store, 'connection' | 'db'>,
  programId: string,
): Promise<{ referrals: Referral[]; mutes: Mutes }> {
  return { referrals: await openReferrals(connection, programId), mutes: preferenceStore(db) };
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
