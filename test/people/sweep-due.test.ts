import { beforeEach, expect, test } from 'vitest';
import { planNudge } from '../../src/assemble/nudge-planner.js';
import { planningNudges } from '../../src/assemble/plan-nudges.js';
import { type DecideNudge, sweepDue } from '../../src/people/sweep-due.js';
import type { ReferralStore } from '../../src/referral/ports.js';
import { minutesAfter, NOON, referralIn } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';
import { type Desk, openDesk } from './desk.js';
import { PROGRAM } from './people.js';

/** A referral whose look for others is due, against the real store. */
const database = await testDatabase();
const ID = '6b057c403c5e7f9b1d2e4f01';
let desk: Desk;
let store: ReferralStore;
let errors: string[];

beforeEach(async () => {
  desk = await openDesk(database, PROGRAM);
  store = planningNudges(desk.referrals, desk.programs, planNudge);
  errors = [];
  const companyKeys = ['n:acme'];
  await store.insert({
    ...referralIn('routed', { id: ID, programId: PROGRAM.id, createdAt: NOON }),
    companyKeys,
  });
});

function sweep(decide: DecideNudge, meanwhile: (round: number) => Promise<unknown>): Promise<number> {
  let round = 0;
  return sweepDue(
    {
      ...{ ...desk, referrals: store, clock: { now: () => minutesAfter(1) } },
      onError: (error) => void errors.push(String(error)),
    },
    'protection',
    async () => {
      round += 1;
      await meanwhile(round);
      return decide;
    },
  );
}

const looked: DecideNudge = ({ referral }) => ({
  after: { ...referral, rivalsCheckedAt: minutesAfter(1) },
  events: [],
  messages: [],
});

test('what somebody changes while it is swept is taken up at once again, and is no fault', async () => {
  const changed = await sweep(looked, async (round) => {
    if (round === 1) await store.change(ID, (current) => ({ after: current, events: [], messages: [] }));
  });
  expect(errors).toEqual([]);
  expect(changed).toBe(1);
  expect((await store.byId(ID))?.rivalsCheckedAt).toEqual(minutesAfter(1));
});

test('a plan that leads back to itself is told once and left', async () => {
  const changed = await sweep(
    ({ referral }) => ({ after: referral, events: [], messages: [] }),
    async () => {},
  );
  expect(changed).toBe(1);
  expect(errors).toEqual(['Error: planned again just after it was dealt with']);
});
