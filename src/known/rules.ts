import type { KnownCompanySettings } from '../program/known-settings.js';
import { dayNumber } from '../program/zone-days.js';
import type { Consequence } from '../referral/findings.js';
import type { RejectReason } from '../referral/reasons.js';
import type { KnownCompany } from './known-company.js';
import type { Match } from './ports.js';

/**
 * The already-in-pipeline rule: what follows when a prospect is in an imported list. Pure. Four rules, each with an id,
 * in the order in which they are told; what follows from each is the program's to say (`knownCompanies` in its file).
 */
export const KNOWN_RULES = [
  'do_not_contact',
  'existing_customer',
  'open_opportunity',
  'touched_by_sales',
] as const;
export type KnownRule = (typeof KNOWN_RULES)[number];

/** Of each rule the reason that a rejection has. */
export const KNOWN_REASONS: Record<KnownRule, RejectReason> = {
  do_not_contact: 'do_not_contact',
  existing_customer: 'existing_customer',
  open_opportunity: 'opportunity_in_progress',
  touched_by_sales: 'opportunity_in_progress',
};

/** A company of a list that may be the prospect. */
export interface Compared {
  company: KnownCompany;
  match: Match;
}

/** One rule that holds, with the company for which it holds best. */
export interface KnownFinding extends Compared {
  rule: KnownRule;
  outcome: Consequence;
  /** Companies beside this one for which the same rule holds. */
  others: number;
}

/** The strictest comes first; without any, nothing speaks against the referral. */
export function judgeKnown(
  settings: KnownCompanySettings,
  /** The day in the program's zone. */
  today: string,
  compared: readonly Compared[],
): KnownFinding[] {
  return KNOWN_RULES.flatMap((rule) => {
    const held = compared.filter(({ company }) => holds(rule, company, settings, today));
    const [best, ...others] = held.toSorted(bestFirst);
    return best
      ? [{ rule, ...best, outcome: outcomeOf(settings, rule, best.match), others: others.length }]
      : [];
  }).toSorted((a, b) => SEVERITY[b.outcome] - SEVERITY[a.outcome]);
}

const SEVERITY: Record<Consequence, number> = { accept: 0, review: 1, reject: 2 };
const CERTAINTY: Record<Match['verdict'], number> = { possible: 0, likely: 1, exact: 2 };

function holds(
  rule: KnownRule,
  { kind, opened, touched, stage }: KnownCompany,
  settings: KnownCompanySettings,
  today: string,
): boolean {
  switch (rule) {
    case 'do_not_contact':
      return kind === 'do_not_contact';
    case 'existing_customer':
      return kind === 'customer';
    case 'open_opportunity': {
      const { youngerThanDays, closedStages } = settings.opportunity;
      if (kind !== 'opportunity' || isClosed(stage, closedStages)) return false;
      // It is in the list of open ones; that nobody wrote down since when makes it no less open.
      return opened === undefined || daysBetween(opened, today) < youngerThanDays;
    }
    case 'touched_by_sales':
      return (
        kind !== 'do_not_contact' &&
        touched !== undefined &&
        daysBetween(touched, today) <= settings.touched.withinDays
      );
  }
}

function isClosed(stage: string | undefined, closedStages: readonly string[]): boolean {
  const plain = (text: string) =>
    text
      .trim()
      .toLowerCase()
      .replaceAll(/[\s_-]+/g, ' ');
  return stage !== undefined && closedStages.some((closed) => plain(closed) === plain(stage));
}

/** Days of the calendar; negative when the first is later. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** A likely match is for a person to look at; a merely possible one stops nothing and is shown to the rep. */
function outcomeOf(settings: KnownCompanySettings, rule: KnownRule, { verdict }: Match): Consequence {
  const { action } = settings[SETTING[rule]];
  switch (verdict) {
    case 'exact':
      return action;
    case 'likely':
      return action === 'reject' ? 'review' : action;
    case 'possible':
      return 'accept';
  }
}

const SETTING = {
  do_not_contact: 'doNotContact',
  existing_customer: 'customer',
  open_opportunity: 'opportunity',
  touched_by_sales: 'touched',
} as const satisfies Record<KnownRule, keyof KnownCompanySettings>;

/** The surest match; of those as sure the one that sales had most lately. The same whatever order they come in. */
function bestFirst(a: Compared, b: Compared): number {
  return (
    CERTAINTY[b.match.verdict] - CERTAINTY[a.match.verdict] ||
    b.match.score - a.match.score ||
    lately(b.company).localeCompare(lately(a.company)) ||
    a.company.id.localeCompare(b.company.id)
  );
}

function lately({ touched = '', opened = '' }: KnownCompany): string {
  return touched > opened ? touched : opened;
}
