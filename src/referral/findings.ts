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
  overruled?: Judgement;
  /** Somebody looked at it and agreed with the rule. */
  confirmed?: Judgement;
}

/** Of a person, by name. */
export interface Judgement {
  by: string;
  at: Date;
}

/** Asks for which partner somebody spoke: answered by saying so, and neither right nor a false alarm. */
export const UNKNOWN_PERSON = 'unknown_person';

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

/** The same, those that stop a referral marked as false alarms. */
export function overruled(findings: readonly Finding[], judgement: Judgement): Finding[] {
  return findings.map(({ confirmed, ...finding }) =>
    finding.outcome === 'accept' || finding.overruled
      ? { ...finding, ...(confirmed ? { confirmed } : {}) }
      : { ...finding, overruled: judgement },
  );
}

/** Ids of the rules that were found wrong between the two, as an event tells it. */
export function newlyOverruled(
  before: readonly Finding[] = [],
  after: readonly Finding[] = [],
): { overruled?: string[] } {
  const rules = after.filter((one, index) => one.overruled && !before[index]?.overruled);
  return rules.length > 0 ? { overruled: rules.map(({ rule }) => rule) } : {};
}

/** The same, those marked as agreed with that stop a referral for this very reason. */
export function confirmed(
  findings: readonly Finding[],
  reason: RejectReason,
  judgement: Judgement,
): Finding[] {
  return findings.map((finding) =>
    finding.outcome === 'accept' || finding.overruled || finding.reason !== reason
      ? finding
      : { ...finding, confirmed: judgement },
  );
}

/** Held anew: what was overruled stays so, everything else is as it is found now. */
export function heldAnew(before: readonly Finding[], found: readonly Finding[]): Finding[] {
  const settled = before.filter((finding) => finding.overruled);
  const isSettled = (one: Finding) => settled.some((other) => sameFinding(one, other));
  return strictestFirst([...found.filter((one) => !isSettled(one)), ...settled]);
}

function sameFinding(a: Finding, b: Finding): boolean {
  return a.rule === b.rule && a.earlier?.referralId === b.earlier?.referralId;
}

/** What came of a rule on one referral. */
export const VERDICTS = ['held', 'overruled', 'confirmed'] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * A line for each rule and verdict, `existing_customer held`: what rules are counted by. As one text, since an index on
 * it then has all that counting needs. Undefined where no rule held.
 */
export function verdictsOf({ findings = [] }: { findings?: readonly Finding[] }): string | undefined {
  if (findings.length === 0) return undefined;
  const all = findings.flatMap(({ rule, overruled: wrong, confirmed: right }) => [
    `${rule} held`,
    ...(wrong ? [`${rule} overruled`] : []),
    ...(right ? [`${rule} confirmed`] : []),
  ]);
  return [...new Set(all)].toSorted().join('\n');
}

/** How people read a rule's id. */
export function ruleName(rule: string): string {
  const words = rule.replaceAll(/[_-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function severity({ outcome }: Finding): number {
  return CONSEQUENCES.indexOf(outcome);
}
