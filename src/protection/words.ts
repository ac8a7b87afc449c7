import { DateTime } from 'luxon';
import type { Match } from '../referral/company-matching.js';
import type { ConflictCause, ConflictOutcome } from '../referral/conflict.js';
import { isProtected } from '../referral/protection.js';
import { type Shareable, shareableText } from '../referral/shareable.js';
import { stateLabel } from '../referral/states.js';
import type { Compared, RivalRule } from './rivals.js';

const TELL_US = 'If there is something that we should know, tell us: a program manager reads it.';
const KNOWN = shareableText(`This company is already known to us. ${TELL_US}`);
const PROTECTED = shareableText(`This company is already protected in the program. ${TELL_US}`);
const OWN = shareableText(`You have referred this company before. ${TELL_US}`);

/** All that the partner reads: never who else has it, nor since when. */
export const PARTNER_WORDS: Record<RivalRule, Shareable> = {
  duplicate_own: OWN,
  already_won: KNOWN,
  already_protected: PROTECTED,
  registered_together: KNOWN,
  overlapping: KNOWN,
  possible_duplicate: KNOWN,
};

const RULE_WORDS: Record<RivalRule, string> = {
  duplicate_own: 'The same partner has sent it before',
  already_won: 'A customer through an earlier referral',
  already_protected: 'Protected for another partner',
  registered_together: 'Two partners sent it at about the same time',
  overlapping: 'Another partner has it, too',
  possible_duplicate: 'Possibly the same company as an earlier referral',
};

const CERTAINTY: Record<Match['verdict'], string> = {
  exact: 'certain',
  likely: 'most likely',
  possible: 'possible',
};

/** Who has it, since when, and why it is taken for the same company. For reps and program managers only. */
export function staffWords(
  rule: RivalRule,
  { referral, match }: Compared,
  others: number,
  now: Date,
): string {
  const { reference, prospect, partner, claim, state, createdAt, protection } = referral;
  const who = [
    `${prospect.company} (${reference}) of ${partner?.name ?? 'a partner not known yet'}`,
    `sent ${utc(createdAt)}`,
    stateLabel(state).toLowerCase(),
    ...(claim ? [`with ${claim.repName}`] : []),
  ].join(', ');
  const window = protection
    ? `${isProtected(referral, now) ? 'Protected until' : 'Its protection ended'} ${utc(protection.until)}.`
    : 'Not protected yet.';
  return [
    `${RULE_WORDS[rule]}: ${who}.`,
    window,
    `Why (${CERTAINTY[match.verdict]}): ${match.evidence.join('; ') || 'alike'}.`,
    ...(others > 0 ? [`${others} more like it.`] : []),
  ].join(' ');
}

export const CAUSES: Record<ConflictCause, string> = {
  tie: 'Both sent it at about the same time, so the clock does not say whose it is.',
  overlap:
    'The first is still worked on, but its protection has ended, or it is not certain that both mean one company.',
  dispute: 'A partner asked to look at it.',
};

export function decisionWords(outcome: ConflictOutcome): string {
  if (outcome === 'joint') return 'that both go on';
  return `for the ${outcome}`;
}

/** An instant as it is kept, so that it means the same to everybody. */
export function utc(instant: Date): string {
  return DateTime.fromJSDate(instant, { zone: 'utc' }).setLocale('en').toFormat("d LLL yyyy, HH:mm:ss 'UTC'");
}
