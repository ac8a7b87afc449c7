import { Refused } from '../errors.js';
import {
  type ConflictCase,
  type ConflictCause,
  type ConflictOutcome,
  type ConflictSide,
  caseReference,
  isUndecided,
} from './conflict.js';
import { type Act, both, type Decision, following, happen } from './decide.js';
import { disqualify, lose, reject } from './decide-ending.js';
import { goingOn } from './decide-review.js';
import type { EventData } from './events.js';
import type { Referral } from './referral.js';
import type { Shareable } from './shareable.js';
import { isTerminal } from './states.js';

/** Two partners, one prospect: a case is opened on the later referral, and decided for one of them or for both. Pure. */

/** What a case keeps of each side. */
type Side = Pick<
  Referral,
  'id' | 'reference' | 'partner' | 'submittedBy' | 'createdAt' | 'prospect' | 'contact' | 'answers'
>;

export interface Rivalry {
  cause: ConflictCause;
  first: Side;
  match: ConflictCase['match'];
}

/** One case a referral: undefined where there is one already. */
export function openConflict(
  later: Referral,
  { cause, first, match }: Rivalry,
  act: Act,
): Decision | undefined {
  if (later.conflict) return undefined;
  const conflict: ConflictCase = {
    reference: caseReference(later.reference),
    cause,
    first: sideOf(first),
    second: sideOf(later),
    match,
    openedAt: act.at,
    open: true,
  };
  const { reference } = conflict;
  const data = { type: 'conflict_opened', reference, cause, firstReference: first.reference } as const;
  return happen({ ...later, conflict }, act, data);
}

function sideOf({
  id,
  reference,
  partner,
  submittedBy,
  createdAt,
  prospect,
  contact,
  answers,
}: Side): ConflictSide {
  const reason = answers.find(({ key }) => key === 'reason')?.shown;
  return {
    referralId: id,
    reference,
    ...(partner ? { partner } : {}),
    by: submittedBy.name,
    at: createdAt,
    said: {
      company: prospect.company,
      ...(prospect.domain ? { domain: prospect.domain } : {}),
      contact: contact.name,
      ...(reason ? { reason } : {}),
    },
  };
}

export interface ConflictWords {
  awarded: Shareable;
  notAwarded: Shareable;
  joint: Shareable;
}

export interface Ruling {
  outcome: ConflictOutcome;
  /** For staff. */
  reason: string;
  /** For partners: by what becomes of their introduction. */
  words: ConflictWords;
}

/**
 * The decision, and what it does to the later referral. What it does to the earlier one follows in a write of its own:
 * see settleEarlier. @param route sends on what was held back
 */
export function decideConflict(
  later: Referral,
  { outcome, reason, words }: Ruling,
  act: Act,
  route: (referral: Referral, act: Act) => Decision,
): Decision {
  const { conflict } = later;
  if (!conflict) throw new Refused('out_of_date', `There is no conflict about ${later.reference}.`);
  if (!isUndecided(later)) throw new Refused('already_taken', decidedWords(conflict));
  const { open, ...rest } = conflict;
  const decision = { outcome, reason, by: act.by, at: act.at };
  const goesOn = outcome !== 'first';
  const data = ruled(conflict.reference, outcome, reason, goesOn, words);
  const decided = happen({ ...later, conflict: { ...rest, decision } }, act, data);
  return both(decided, (after) => {
    const next = following(act, 'conflict');
    if (!goesOn) return ended(after, words.notAwarded, next);
    return isHeld(after) ? route(goingOn(after, act), next) : nothing(after);
  });
}

function ruled(
  reference: string,
  outcome: ConflictOutcome,
  why: string,
  goesOn: boolean,
  { awarded, notAwarded, joint }: ConflictWords,
): EventData {
  const words = goesOn ? (outcome === 'joint' ? joint : awarded) : notAwarded;
  return { type: 'conflict_decided', reference, outcome, why, goesOn, words };
}

function decidedWords({ reference, decision }: ConflictCase): string {
  return `${reference} has been decided${decision ? ` by ${decision.by.name}` : ''} already.`;
}

function isHeld({ state }: Referral): boolean {
  return state === 'submitted' || state === 'in_review';
}

/** What a decided case does to the earlier referral; undefined when it is done, or nothing is to be done. */
export function settleEarlier(
  earlier: Referral,
  { reference, decision }: ConflictCase,
  words: ConflictWords,
  now: Date,
): Decision | undefined {
  if (!decision) return undefined;
  const key = `conflict:${reference}:settled`;
  if (earlier.events.some(({ id }) => id === key)) return undefined;
  const act: Act = { key, by: decision.by, at: now };
  const { outcome, reason: why } = decision;
  const goesOn = outcome !== 'second';
  const said = happen(earlier, act, ruled(reference, outcome, why, goesOn, words));
  return goesOn ? said : both(said, (after) => ended(after, words.notAwarded, following(act, 'conflict')));
}

/** The case is through: both referrals know. */
export function settled(later: Referral, now: Date): Referral {
  const { conflict } = later;
  if (!conflict?.decision) return later;
  return { ...later, conflict: { ...conflict, decision: { ...conflict.decision, settledAt: now } } };
}

/** A decision is not a slip: it cannot be undone, but reopened. */
const NO_UNDO = 0;

/** However far it had come. What has ended already stays as it is. */
function ended(referral: Referral, shareableText: Shareable, act: Act): Decision {
  if (isTerminal(referral.state)) return nothing(referral);
  if (isHeld(referral) || referral.state === 'routed' || referral.state === 'claimed')
    return reject(referral, { reason: 'duplicate', shareableText }, act, NO_UNDO);
  const why = { reason: 'other', shareableText } as const;
  if (referral.state === 'opportunity') return lose(referral, why, act, NO_UNDO);
  return disqualify(referral, why, act, NO_UNDO);
}

function nothing(after: Referral): Decision {
  return { after, events: [] };
}
