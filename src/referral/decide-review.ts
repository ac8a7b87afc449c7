import { Refused } from '../errors.js';
import { SYSTEM } from '../messages/address.js';
import { isUndecided } from './conflict.js';
import { type Act, type Decision, happen } from './decide.js';
import type { ReferralEvent } from './events.js';
import { newlyOverruled, overruled } from './findings.js';
import { REASON_LABELS } from './reasons.js';
import type { Referral } from './referral.js';
import { stateLabel } from './states.js';
import type { Note } from './work.js';

/** What a program manager decides about a referral that rules, or a person nobody knows, have sent to review. */

/** A person has to decide whether it goes on. */
export function isUnderReview({ state, review }: Pick<Referral, 'state' | 'review'>): boolean {
  return state === 'in_review' && review !== undefined;
}

/** It may go on: what stopped it were false alarms. The caller routes it in the same act. */
export function clearReview(referral: Referral, act: Act, internalText?: string): Decision {
  requireUnderReview(referral);
  const { notes } = referral;
  const note: Note[] = internalText
    ? [{ audience: 'internal', text: internalText, by: act.by, at: act.at }]
    : [];
  const after = { ...goingOn(referral, act), notes: [...notes, ...note] };
  return happen(after, act, {
    type: 'review_cleared',
    ...newlyOverruled(referral.findings, after.findings),
    ...(internalText ? { internalText } : {}),
  });
}

/** As it is once a program manager lets it go on: what was found are false alarms. Throws Refused while no partner is known. */
export function goingOn(referral: Referral, { by, at }: Act): Referral {
  if (!referral.partner)
    throw new Refused('invalid', 'Choose first which partner it comes from; then it goes on by itself.');
  const { findings } = referral;
  const judged = findings ? { findings: overruled(findings, { by: by.name, at }) } : {};
  return { ...referral, ...judged, review: undefined };
}

/** Throws Refused that says who decided when somebody was faster. */
export function requireUnderReview(referral: Referral): void {
  if (isUndecided(referral)) throw new Refused('invalid', conflictFirst(referral));
  if (!isUnderReview(referral)) throw new Refused('already_taken', alreadyDecided(referral));
}

/** Whose a company is has to be said before anything else about it. */
export function conflictFirst({ conflict, reference }: Referral): string {
  return `Two partners have this company. Decide ${conflict?.reference ?? reference} instead: mention me with the word conflicts.`;
}

/** Who decided and how, as a sentence for staff. */
export function alreadyDecided(referral: Referral): string {
  const how = howDecided(referral);
  const now = `${referral.reference} is no longer in review: it is "${stateLabel(referral.state).toLowerCase()}".`;
  return how ? `${how} ${now}` : now;
}

/** What ended the review, as a sentence; undefined while nothing has. */
export function howDecided({ events, undone }: Pick<Referral, 'events' | 'undone'>): string | undefined {
  const event = events.findLast((one) => DECIDING.has(one.type) && !undone.includes(one.id));
  if (!event) return undefined;
  const who = event.by.platform === SYSTEM.platform ? 'A rule' : event.by.name;
  switch (event.type) {
    case 'review_cleared':
      return `${who} has let it through.`;
    case 'partner_set':
      return `${who} has said that it is from ${event.partnerName}.`;
    case 'rejected':
      return `${event.rule === undefined ? who : 'A rule'} has turned it down: ${REASON_LABELS[event.reason].toLowerCase()}.`;
    case 'conflict_decided':
      return `${who} has decided ${event.reference}.`;
    case 'withdrawn':
      return `${who} has withdrawn it.`;
    default:
      return undefined;
  }
}

const DECIDING: ReadonlySet<ReferralEvent['type']> = new Set([
  'conflict_decided',
  'review_cleared',
  'partner_set',
  'rejected',
  'withdrawn',
]);
