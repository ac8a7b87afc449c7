import { Refused } from '../errors.js';
import { type Checklist, confirmedIn, keptChecklist } from './checklist.js';
import { type Act, type Decision, happen, transition } from './decide.js';
import type { Outcome } from './ending.js';
import type { EventData } from './events.js';
import { confirmed } from './findings.js';
import type { NoFitReason, RejectReason, TerminalReason } from './reasons.js';
import type { Referral } from './referral.js';
import type { Shareable } from './shareable.js';
import type { TerminalState } from './states.js';
import type { Verb } from './transitions.js';

/** How it ends: one function a business verb. `undoSeconds` is the program's undo window. */

/** @param checked where nobody said *qualified* before: what is asked there is kept in the same place */
export function win(
  referral: Referral,
  amount: Outcome['amount'],
  act: Act,
  undoSeconds: number,
  checked?: Checklist,
): Decision {
  const outcome = ending('won', act, amount ? { amount } : {});
  const data = { type: 'won', ...(amount ? { amount } : {}), ...confirmedIn(checked) } as const;
  return transition(referral, 'win', act, data, { outcome, ...keptChecklist(checked, act) }, undoSeconds);
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

export function disqualify(
  referral: Referral,
  why: Why<NoFitReason>,
  act: Act,
  undoSeconds: number,
): Decision {
  return end(referral, 'disqualify', 'disqualified', why, act, undoSeconds);
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
