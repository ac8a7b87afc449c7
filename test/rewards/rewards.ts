import type { PersonRef } from '../../src/messages/address.js';
import { definitionSchema } from '../../src/program/definition.js';
import type { Program } from '../../src/program/program.js';
import { rewardTermsOf } from '../../src/program/reward-settings.js';
import type { Referral } from '../../src/referral/referral.js';
import { type Book, Booking, bookFrom } from '../../src/rewards/book.js';
import { bookReferral } from '../../src/rewards/book-referral.js';
import type { LedgerEntry } from '../../src/rewards/entry.js';
import { JONAS, NOON, referralIn } from '../referral/referrals.js';

/** A program that rewards, and a partner's ledger kept in a list: to try the decisions with. */

export const PLAN = {
  id: 'standard',
  qualified: { flat: 25_000, holdDays: 10 },
  won: { basisPoints: 1_000, holdDays: 30 },
};

export function rewarding(rewards: object = { plans: [PLAN] }, more: object = {}): Program {
  return definitionSchema.parse({
    id: 'northwind',
    name: 'Northwind',
    timeZone: 'Europe/Berlin',
    programManagers: [{ id: 'priya', name: 'Priya Nair', accounts: { slack: 'UPRIYA' } }],
    partners: [
      { id: 'fjord', name: 'Fjord Consulting', tier: 'gold' },
      { id: 'harbor', name: 'Harbor Managed IT' },
    ],
    rewards,
    ...more,
  });
}

export const EUR = (minorUnits: number) => ({ minorUnits, currency: 'EUR' });

/** A referral of Fjord's on which rewards follow the program's plan. */
export function rewarded(program: Program, changes: Partial<Referral> = {}): Referral {
  const referral = referralIn('meeting_held', {
    programId: program.id,
    partner: { id: 'fjord', name: 'Fjord Consulting' },
    events: [],
    ...changes,
  });
  const rewardTerms = rewardTermsOf(program, referral);
  return rewardTerms ? { ...referral, rewardTerms } : referral;
}

export type Happened = Referral['events'][number];

let happenings = 0;

export function event(type: Happened['type'], more: object = {}, at = NOON, by: PersonRef = JONAS): Happened {
  happenings += 1;
  return { id: `event-${happenings}`, type, at, by, state: 'won', ...more } as Happened;
}

/** One partner's ledger. */
export function ledgerOf(program: Program, partnerId = 'fjord') {
  const entries: LedgerEntry[] = [];
  const book = (): Book => bookFrom(program.id, partnerId, entries, program.timeZone);
  return {
    entries,
    book,
    look(referral: Referral, now: Date): LedgerEntry[] {
      const { added } = bookReferral(book(), referral, program, now);
      entries.push(...added);
      return added;
    },
    decide(decide: (booking: Booking, book: Book) => void): LedgerEntry[] {
      const current = book();
      const booking = new Booking(current, program.timeZone);
      decide(booking, current);
      entries.push(...booking.added);
      return booking.added;
    },
    one(step: 'qualified' | 'won' = 'won') {
      const reward = book().rewards.find(({ subject }) => subject.step === step);
      if (!reward) throw new Error(`There is no reward for ${step}`);
      return reward;
    },
    sum: () => entries.reduce((so, { amount }) => so + amount, 0),
  };
}
