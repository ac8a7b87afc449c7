import { SYSTEM } from '../messages/address.js';
import type { Act, Decision } from '../referral/decide.js';
import { reject } from '../referral/decide-ending.js';
import { sendToReview, stayInReview } from '../referral/decide-ownership.js';
import { decisive, type Finding } from '../referral/findings.js';
import type { RejectReason } from '../referral/reasons.js';
import type { Referral } from '../referral/referral.js';
import type { Program } from './program.js';
import { clockOf, instantOf } from './zone-days.js';

/** Where a referral goes when nothing stops it; routing owns the rules. */
export type RoutePort = (referral: Referral, program: Program, act: Act) => Decision;

/** What becomes of a referral by its findings: it is routed, sent to review, or turned down by the strictest rule. */
export function judge(referral: Referral, program: Program, act: Act, route: RoutePort): Decision {
  const findings = referral.findings ?? [];
  const strictest = decisive(findings);
  if (!strictest) return route({ ...referral, review: undefined }, program, act);
  if (strictest.outcome === 'review') {
    const send = referral.state === 'in_review' ? stayInReview : sendToReview;
    return send(referral, strictest.kind, whyReviewed(findings), act);
  }
  const { rule, reason, partnerText, staffText } = strictest;
  const why = { rule, reason, shareableText: partnerText, internalText: staffText };
  const byRule = { ...act, by: SYSTEM };
  return reject(referral, { ...why, disputableUntil: disputeDeadline(program, act.at) }, byRule, NO_UNDO);
}

/** A rule decided, not a person who may have slipped. */
const NO_UNDO = 0;

function whyReviewed(findings: readonly Finding[]): string {
  return findings
    .filter(({ outcome, overruled }) => outcome === 'review' && !overruled)
    .map(({ staffText }) => staffText)
    .join('\n');
}

/** What is known of a company, a partner or a person; not what a rep thinks of a prospect. */
const DISPUTABLE: ReadonlySet<RejectReason> = new Set([
  'duplicate',
  'opportunity_in_progress',
  'existing_customer',
  'do_not_contact',
  'ineligible_partner',
]);

/** Of a program manager's rejection for this reason; undefined where the partner has no appeal. */
export function disputeDeadlineFor(program: Program, reason: RejectReason, at: Date): Date | undefined {
  return DISPUTABLE.has(reason) ? disputeDeadline(program, at) : undefined;
}

/** The last instant of the last day on which a rejection may be disputed, in the program's zone. */
function disputeDeadline({ timeZone, review }: Program, at: Date): Date {
  const { day } = clockOf(timeZone, at.getTime());
  return new Date(instantOf(timeZone, day + review.disputeDays + 1, 0) - 1);
}
