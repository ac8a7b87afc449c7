import type { RejectReason, ReviewKind } from './reasons.js';
import type { Shareable } from './shareable.js';

/** What follows from a rule that holds: nothing, a person looks at it, or it is turned down. In order of strictness. */
export const CONSEQUENCES = ['accept', 'review', 'reject'] as const;
export type Consequence = (typeof CONSEQUENCES)[number];

/**
 * One rule that speaks about a new referral, kept with it. Capabilities find them (lists of known companies, earlier
 * referrals, eligibility); what becomes of the referral follows from all of them together.
 */
export interface Finding {
  /** Id of the rule, stable for ever: `existing_customer`. */
  rule: string;
  /** What kind of review it asks for. */
  kind: ReviewKind;
  outcome: Consequence;
  /** Of a rejection for it. */
  reason: RejectReason;
  /** For reps and program managers: why, as plain text of a sentence or more. */
  staffText: string;
  /** What the partner reads where the referral does not go on as usual: never who else, nor what is known. */
  partnerText: Shareable;
  /** The earlier referral it is about, where there is one. For staff. */
  earlier?: { referralId: string; reference: string };
  /** Somebody decided that it was none: a false alarm of its rule. */
  overruled?: { by: string; at: Date };
}

/** The strictest first; of those as strict the order given. */
export function strictestFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => severity(b) - severity(a));
}

/** The one that decides what becomes of the referral; undefined when nothing stops it. */
export function decisive(findings: readonly Finding[]): Finding | undefined {
  return strictestFirst(findings.filter(({ overruled }) => !overruled)).find(
    ({ outcome }) => outcome !== 'accept',
  );
}

function severity({ outcome }: Finding): number {
  return CONSEQUENCES.indexOf(outcome);
}
