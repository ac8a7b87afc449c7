import { Refused } from '../errors.js';
import { type Act, type Decision, happen, transition } from './decide.js';
import type { EventData } from './events.js';
import { confirmed, overruled } from './findings.js';
import type { NoFitReason, RejectReason, TerminalReason } from './reasons.js';
import type { Outcome, Qualification, Referral, Route } from './referral.js';
import type { Shareable } from './shareable.js';
import type { TerminalState } from './states.js';
import type { Verb } from './transitions.js';

/** What comes of it: one function a business verb. `undoSeconds` is the program's undo window. */

export function accept(referral: Referral, act: Act, undoSeconds: number): Decision {
  return transition(referral, 'accept', act, { type: 'accepted' }, {}, undoSeconds);
}

export function logContact(referral: Referral, act: Act, undoSeconds: number): Decision {
  return transition(referral, 'log_contact', act, { type: 'contacted' }, {}, undoSeconds);
}

export function bookMeeting(referral: Referral, meetingAt: Date, act: Act, undoSeconds: number): Decision {
  const meeting = { ...referral.meeting, at: meetingAt };
  return transition(
    referral,
    'book_meeting',
    act,
    { type: 'meeting_booked', meetingAt },
    { meeting },
    undoSeconds,
  );
}

export function holdMeeting(referral: Referral, act: Act, undoSeconds: number): Decision {
  const meeting = { ...referral.meeting, heldAt: act.at };
  return transition(referral, 'hold_meeting', act, { type: 'meeting_held' }, { meeting }, undoSeconds);
}

/** `checked` is what the rep confirmed; whether that is enough is the caller's to say. */
export function qualify(
  referral: Referral,
  checked: Pick<Qualification, 'version' | 'criteria'>,
  act: Act,
  undoSeconds: number,
): Decision {
  const confirmed = checked.criteria.filter(({ met }) => met).map(({ id }) => id);
  const data = { type: 'qualified', confirmed, of: checked.criteria.length } as const;
  const qualification = { ...checked, by: act.by, at: act.at };
  return transition(referral, 'qualify', act, data, { qualification }, undoSeconds);
}

export function openOpportunity(referral: Referral, act: Act, undoSeconds: number): Decision {
  return transition(referral, 'open_opportunity', act, { type: 'opportunity_opened' }, {}, undoSeconds);
}

export function win(referral: Referral, amount: Outcome['amount'], act: Act, undoSeconds: number): Decision {
  const outcome = ending('won', act, amount ? { amount } : {});
  return transition(
    referral,
    'win',
    act,
    { type: 'won', ...(amount ? { amount } : {}) },
    { outcome },
    undoSeconds,
  );
}

/** Why it ended: the reason, our words for staff, and the words for the partner. */
export interface Why<Reason extends TerminalReason> {
  reason: Reason;
  internalText?: string;
  shareableText: Shareable;
  /** Name of a service line that fits better. */
  betterServiceLine?: Shareable;
}

export interface WhyRejected extends Why<RejectReason> {
  /** A rule turned it down, nobody else. */
  rule?: string;
  /** Until when the partner may ask to look again; absent: it may not. */
  disputableUntil?: Date | undefined;
}

/** In review, a person who turns it down for what a rule says agrees with that rule. */
export function reject(referral: Referral, why: WhyRejected, act: Act, undoSeconds: number): Decision {
  const { rule, reason } = why;
  const agrees = rule === undefined && referral.state === 'in_review' && referral.findings;
  const changes = agrees ? { findings: confirmed(agrees, reason, { by: act.by.name, at: act.at }) } : {};
  return end(referral, 'reject', 'rejected', why, act, undoSeconds, changes);
}

export function lose(referral: Referral, why: Why<NoFitReason>, act: Act, undoSeconds: number): Decision {
  return end(referral, 'lose', 'lost', why, act, undoSeconds);
}

/** A won deal came to nothing afterwards: cancelled, or never paid. */
export function fallThrough(
  referral: Referral,
  why: Why<NoFitReason>,
  act: Act,
  undoSeconds: number,
): Decision {
  const { reason, shareableText, internalText } = why;
  const words = internalText ? { internalText } : {};
  const outcome = ending('lost', act, { reason, shareableText, ...words });
  const data: EventData = { type: 'fell_through', reason, ...words };
  return transition(referral, 'fall_through', act, data, { outcome }, undoSeconds);
}

/** Corrects what a won deal is worth. @throws Refused when it is not won */
export function changeAmount(referral: Referral, amount: NonNullable<Outcome['amount']>, act: Act): Decision {
  const outcome = wonOutcome(referral);
  return happen({ ...referral, outcome: { ...outcome, amount } }, act, { type: 'amount_changed', amount });
}

/** The customer has paid; said once. @throws Refused when it is not won, or said already */
export function collect(referral: Referral, act: Act): Decision {
  const outcome = wonOutcome(referral);
  if (outcome.collectedAt)
    throw new Refused('already_taken', `That ${referral.prospect.company} has paid is noted already.`);
  return happen({ ...referral, outcome: { ...outcome, collectedAt: act.at } }, act, { type: 'collected' });
}

function wonOutcome(referral: Referral): Outcome {
  if (referral.state === 'won' && referral.outcome) return referral.outcome;
  throw new Refused(
    'out_of_date',
    `${referral.reference} is not won any more. The card has been brought up to date.`,
  );
}

export function disqualify(
  referral: Referral,
  why: Why<NoFitReason>,
  act: Act,
  undoSeconds: number,
): Decision {
  return end(referral, 'disqualify', 'disqualified', why, act, undoSeconds);
}

export function postpone(referral: Referral, wakeAt: Date, act: Act, undoSeconds: number): Decision {
  return transition(referral, 'postpone', act, { type: 'postponed', wakeAt }, { wakeAt }, undoSeconds);
}

/** The date has come: back to its triage channel, without the former claim. */
export function wake(referral: Referral, claimBy: Date, act: Act): Decision {
  return transition(
    referral,
    'wake',
    act,
    { type: 'woken' },
    { wakeAt: undefined, claim: undefined, claimBy, declinedBy: [] },
  );
}

export function withdraw(referral: Referral, act: Act): Decision {
  return transition(
    referral,
    'withdraw',
    act,
    { type: 'withdrawn' },
    { outcome: ending('withdrawn', act, {}) },
  );
}

export function expire(referral: Referral, act: Act): Decision {
  return transition(referral, 'expire', act, { type: 'expired' }, { outcome: ending('expired', act, {}) });
}

/**
 * A closed one is taken up again in a triage channel. While its end could still be undone the partner has not heard of
 * it and never will: the end counts as taken back, and the reopening itself cannot be undone.
 */
export function reopen(
  referral: Referral,
  route: Omit<Route, 'at'>,
  claimBy: Date,
  act: Act,
  undoSeconds: number,
  appeal = false,
): Decision {
  const unheard = referral.undo && act.at <= referral.undo.until ? [referral.undo.eventId] : [];
  const changes = {
    undone: [...referral.undone, ...unheard],
    outcome: undefined,
    // What was found out then has to be confirmed anew.
    qualification: undefined,
    claim: undefined,
    wakeAt: undefined,
    declinedBy: [],
    claimBy,
    route: { ...route, at: act.at },
  };
  const undoable = unheard.length > 0 || appeal ? 0 : undoSeconds;
  const data = { type: 'reopened', ...(appeal ? { appeal } : {}) } as const;
  return transition(
    referral,
    'reopen',
    act,
    data,
    { ...changes, ...overrulesRules(referral, act) },
    undoable,
  );
}

/** What a rule turned down and somebody takes up again was a false alarm, and what was asked about it is answered. */
function overrulesRules({ state, findings, dispute }: Referral, act: Act): Partial<Referral> {
  if (state !== 'rejected') return {};
  return {
    ...(findings ? { findings: overruled(findings, { by: act.by.name, at: act.at }) } : {}),
    ...(dispute && !dispute.decision
      ? { dispute: { ...dispute, decision: { upheld: true, by: act.by, at: act.at } } }
      : {}),
  };
}

function end(
  referral: Referral,
  verb: Verb & ('reject' | 'lose' | 'disqualify'),
  state: 'rejected' | 'lost' | 'disqualified',
  why: Why<TerminalReason> & Pick<WhyRejected, 'rule' | 'disputableUntil'>,
  act: Act,
  undoSeconds: number,
  changes: Partial<Referral> = {},
): Decision {
  const words = why.internalText ? { internalText: why.internalText } : {};
  const { rule, reason, shareableText, betterServiceLine, disputableUntil } = why;
  const data = { type: state, reason, ...words, ...(rule === undefined ? {} : { rule }) } as EventData;
  const better = betterServiceLine ? { betterServiceLine } : {};
  const appeal = disputableUntil ? { disputableUntil } : {};
  const outcome = ending(state, act, { reason, ...words, shareableText, ...better, ...appeal });
  return transition(referral, verb, act, data, { ...changes, outcome }, undoSeconds);
}

function ending(state: TerminalState, act: Act, rest: Partial<Outcome>): Outcome {
  return { state, at: act.at, ...rest };
}
