import { Refused } from '../errors.js';
import type { PersonRef } from '../messages/address.js';
import type { EventData, ReferralEvent } from './events.js';
import type { Referral, UndoSnapshot } from './referral.js';
import { stateLabel } from './states.js';
import { isAllowed, TRANSITIONS, type Verb } from './transitions.js';

/** One act of one person at one instant. `key` is the same when the platform delivers the act again. */
export interface Act {
  key: string;
  by: PersonRef;
  at: Date;
}

/** What follows from an act. Pure: nothing is stored or sent yet. */
export interface Decision {
  after: Referral;
  events: ReferralEvent[];
}

/** True when this very act is in the record already: a second delivery changes nothing. */
export function alreadyDone(referral: Referral, act: Act): boolean {
  return referral.events.some((event) => event.id === act.key);
}

/**
 * The verb's transition with its event. Throws Refused('out_of_date') when the table does not allow it.
 * `undoSeconds` above zero opens the undo window for the person who acts.
 */
export function transition(
  referral: Referral,
  verb: Verb,
  act: Act,
  data: EventData,
  changes: Partial<Referral> = {},
  undoSeconds = 0,
): Decision {
  if (!isAllowed(verb, referral.state)) throw refusedBy(referral);
  const { to: state } = TRANSITIONS[verb];
  const undo = undoOf(referral, act, undoSeconds);
  const moved = { ...referral, ...changes, state, stateSince: act.at, undo };
  return happen({ ...moved, queue: undefined, snoozedUntil: undefined }, act, data);
}

/** An event on the referral as given; its state is whatever the referral says. */
export function happen(referral: Referral, act: Act, data: EventData): Decision {
  const event: ReferralEvent = { id: act.key, at: act.at, by: act.by, state: referral.state, ...data };
  return { after: { ...referral, updatedAt: act.at }, events: [event] };
}

/** Two decisions as one, in order; the second was decided on what the first left. */
export function both(first: Decision, second: (after: Referral) => Decision): Decision {
  const next = second(first.after);
  return { after: next.after, events: [...first.events, ...next.events] };
}

/** A further event of the same act needs an id of its own. */
export function following(act: Act, name: string): Act {
  return { ...act, key: `${act.key}/${name}` };
}

function undoOf(referral: Referral, act: Act, undoSeconds: number): Referral['undo'] {
  if (undoSeconds <= 0) return undefined;
  return {
    eventId: act.key,
    by: act.by,
    until: new Date(act.at.getTime() + undoSeconds * 1000),
    before: snapshot(referral),
  };
}

const SNAPSHOT_FIELDS = [
  'state',
  'claim',
  'claimBy',
  'declinedBy',
  'route',
  'review',
  'meeting',
  'qualification',
  'outcome',
  'wakeAt',
  'unmatched',
  'findings',
  'protection',
] as const satisfies readonly (keyof UndoSnapshot)[];

function snapshot(referral: Referral): UndoSnapshot {
  return Object.fromEntries(SNAPSHOT_FIELDS.map((field) => [field, referral[field]])) as UndoSnapshot;
}

/** The referral with every field of the snapshot put back; a field the snapshot lacks becomes absent again. */
export function restore(referral: Referral, before: UndoSnapshot): Referral {
  return { ...referral, ...snapshot(before as Referral) };
}

function refusedBy(referral: Referral): Refused {
  return new Refused(
    'out_of_date',
    `${referral.reference} has moved on: it is now "${stateLabel(referral.state).toLowerCase()}". The card has been brought up to date.`,
  );
}
