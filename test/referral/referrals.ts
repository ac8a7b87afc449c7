import type { PersonRef } from '../../src/messages/address.js';
import type { Act, Decision } from '../../src/referral/decide.js';
import * as ending from '../../src/referral/decide-ending.js';
import * as ownership from '../../src/referral/decide-ownership.js';
import * as progress from '../../src/referral/decide-progress.js';
import type { Referral } from '../../src/referral/referral.js';
import { shareableText } from '../../src/referral/shareable.js';
import { isTerminal, type ReferralState } from '../../src/referral/states.js';
import type { Verb } from '../../src/referral/transitions.js';
import type { Claim, Route } from '../../src/referral/work.js';

/** Referrals, people and acts to begin a test with. Everything is plain data; nothing here stands in for our code. */

export const NOON = new Date('2026-11-24T12:00:00.000Z');
export const UNDO_SECONDS = 300;

export function minutesAfter(minutes: number, from = NOON): Date {
  return new Date(from.getTime() + minutes * 60_000);
}

export const MAYA: PersonRef = { platform: 'slack', userId: 'UMAYA', teamId: 'TFJORD', name: 'Maya Okafor' };
export const JONAS: PersonRef = { platform: 'slack', userId: 'UJONAS', teamId: 'THOME', name: 'Jonas Weber' };
export const LENA: PersonRef = { platform: 'slack', userId: 'ULENA', teamId: 'THOME', name: 'Lena Fischer' };
export const PRIYA: PersonRef = { platform: 'slack', userId: 'UPRIYA', teamId: 'THOME', name: 'Priya Nair' };

let acts = 0;

/** An act with a key of its own, at noon, unless said otherwise. */
export function actOf(by: PersonRef, changes: Partial<Act> = {}): Act {
  acts += 1;
  return { key: `act-${acts}`, by, at: NOON, ...changes };
}

export const OFFENSIVE: Omit<Route, 'at'> = {
  assignmentId: 'offensive',
  channel: { platform: 'slack', id: 'COFFENSIVE' },
  reason: 'The service line is Penetration testing.',
};
export const CLOUD: Omit<Route, 'at'> = {
  assignmentId: 'cloud',
  channel: { platform: 'slack', id: 'CCLOUD' },
  reason: 'It is the default.',
};

export function claimBy(rep: PersonRef): Omit<Claim, 'at'> {
  return {
    repId: rep.name.split(' ')[0]?.toLowerCase() ?? '',
    repName: rep.name,
    acceptBy: minutesAfter(300),
    contactBy: minutesAfter(1500),
  };
}

const ROUTED: readonly ReferralState[] = ['submitted', 'in_review'];
const UNCLAIMED: readonly ReferralState[] = [...ROUTED, 'routed', 'rejected', 'withdrawn', 'expired'];

/** A believable referral in a state: routed where it must be, claimed by Jonas where it must be, with an outcome. */
export function referralIn(state: ReferralState, changes: Partial<Referral> = {}): Referral {
  const routed = !ROUTED.includes(state);
  return {
    id: '6924210a3c5e7f9b1d2e4f60',
    reference: 'R-7K3M9Q',
    programId: 'northwind',
    version: 3,
    state,
    stateSince: minutesAfter(-60),
    partner: { id: 'fjord', name: 'Fjord Consulting' },
    submittedBy: MAYA,
    onBehalf: false,
    partnerChannel: { platform: 'slack', id: 'CFJORD' },
    door: 'button',
    submissionKey: 'V1',
    answers: [],
    prospect: { company: 'Acme', domain: 'acme.com' },
    contact: { name: 'Alex Kim' },
    consent: { wording: 'They agreed.', wordingVersion: '1', by: MAYA, at: minutesAfter(-90) },
    declinedBy: [],
    notes: [],
    undone: [],
    events: [
      {
        id: 'V1',
        type: 'submitted',
        door: 'button',
        at: minutesAfter(-90),
        by: MAYA,
        state: 'submitted',
      },
    ],
    pending: [],
    createdAt: minutesAfter(-90),
    updatedAt: minutesAfter(-60),
    ...(state === 'in_review' ? { review: { kind: 'eligibility', why: 'Unknown person.' } } : {}),
    ...(routed ? { route: { ...OFFENSIVE, at: minutesAfter(-80) }, claimBy: minutesAfter(120) } : {}),
    ...(UNCLAIMED.includes(state) ? {} : { claim: { ...claimBy(JONAS), at: minutesAfter(-70) } }),
    ...(state === 'nurture' ? { wakeAt: minutesAfter(100_000) } : {}),
    ...(isTerminal(state) ? { outcome: { state, at: minutesAfter(-60) } } : {}),
    ...changes,
  };
}

/** Every verb of the table, done in the plainest way. */
export const DO: Record<Verb, (referral: Referral, act: Act) => Decision | undefined> = {
  send_to_review: (r, act) => ownership.sendToReview(r, 'eligibility', 'Unknown person.', act),
  route: (r, act) => ownership.route(r, OFFENSIVE, minutesAfter(240), act),
  claim: (r, act) => ownership.claim(r, claimBy(LENA), act, UNDO_SECONDS),
  release: (r, act) => ownership.release(r, minutesAfter(240), act, UNDO_SECONDS),
  assign: (r, act) => ownership.assign(r, claimBy(LENA), act),
  reroute: (r, act) => ownership.reroute(r, CLOUD, minutesAfter(240), 'Jonas Weber has left', act),
  accept: (r, act) => progress.accept(r, act, UNDO_SECONDS),
  reject: (r, act) => ending.reject(r, { reason: 'duplicate', shareableText: WORDS }, act, UNDO_SECONDS),
  log_contact: (r, act) => progress.logContact(r, act, UNDO_SECONDS),
  book_meeting: (r, act) => progress.bookMeeting(r, minutesAfter(5000), act, UNDO_SECONDS),
  hold_meeting: (r, act) => progress.holdMeeting(r, act, UNDO_SECONDS),
  qualify: (r, act) => progress.qualify(r, { criteria: [] }, act, UNDO_SECONDS),
  open_opportunity: (r, act) => progress.openOpportunity(r, act, UNDO_SECONDS),
  win: (r, act) => ending.win(r, { minorUnits: 1_250_000, currency: 'EUR' }, act, UNDO_SECONDS),
  lose: (r, act) => ending.lose(r, { reason: 'no_budget', shareableText: WORDS }, act, UNDO_SECONDS),
  fall_through: (r, act) =>
    ending.fallThrough(r, { reason: 'no_budget', shareableText: WORDS }, act, UNDO_SECONDS),
  disqualify: (r, act) => ending.disqualify(r, { reason: 'no_fit', shareableText: WORDS }, act, UNDO_SECONDS),
  postpone: (r, act) => progress.postpone(r, minutesAfter(100_000), act, UNDO_SECONDS),
  wake: (r, act) => progress.wake(r, minutesAfter(240), act),
  withdraw: (r, act) => ending.withdraw(r, act),
  expire: (r, act) => ending.expire(r, act),
  reopen: (r, act) => progress.reopen(r, CLOUD, minutesAfter(240), act, UNDO_SECONDS),
};

export const WORDS = shareableText('It did not work out this time.');

/** The referral as the store gives it back after a decision: events appended, and what is undefined is absent. */
export function stored(before: Referral, decision: Decision): Referral {
  const events = [...before.events, ...decision.events];
  return withoutUndefined({ ...decision.after, version: before.version + 1, events });
}

function withoutUndefined<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutUndefined) as T;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const kept = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutUndefined(member)])) as T;
}
