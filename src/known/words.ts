import { DateTime } from 'luxon';
import { type Shareable, shareableText } from '../referral/shareable.js';
import type { KnownCompany, KnownKind } from './known-company.js';
import type { KnownFinding, KnownRule } from './rules.js';

/** All that a partner is told, whichever rule holds: not which list it is in, nor who has it or since when. */
export const ALREADY_KNOWN: Shareable = shareableText('This company is already known to us.');

const RULE_WORDS: Record<KnownRule, string> = {
  do_not_contact: 'Do not contact',
  existing_customer: 'Existing customer',
  open_opportunity: 'Open opportunity',
  touched_by_sales: 'Sales is in touch',
};

const KIND_WORDS: Record<KnownKind, string> = {
  customer: 'customers',
  opportunity: 'open opportunities',
  do_not_contact: 'do-not-contact',
};

const CERTAINTY_WORDS = { exact: '', likely: ', most likely', possible: ', possibly' } as const;

/**
 * One finding for staff: which record, whose, since when, and why it is taken for the same company. For reps and program
 * managers only, as plain text: names are as somebody typed them.
 */
export function staffWords({ rule, company, match, others }: KnownFinding): string {
  const about = [
    company.reference === undefined ? undefined : `record ${company.reference}`,
    company.owner === undefined ? undefined : `owner ${company.owner}`,
    company.stage === undefined ? undefined : `stage ${company.stage}`,
    company.opened === undefined ? undefined : `opened ${dayWords(company.opened)}`,
    company.touched === undefined ? undefined : `last touched ${dayWords(company.touched)}`,
  ].filter((part) => part !== undefined);
  return [
    `${RULE_WORDS[rule]}${CERTAINTY_WORDS[match.verdict]}: ${[named(company), ...about].join(', ')}.`,
    `Why: ${match.evidence.join('; ') || 'alike'}.`,
    `In the ${KIND_WORDS[company.kind]} list of ${dayWords(company.listedAt.toISOString().slice(0, 10))}${more(others)}.`,
  ].join(' ');
}

function named({ name, domain }: KnownCompany): string {
  if (name === undefined) return domain ?? 'a person';
  return domain === undefined ? name : `${name} (${domain})`;
}

function more(others: number): string {
  return others === 0 ? '' : `, with ${others} more like it`;
}

function dayWords(day: string): string {
  return DateTime.fromISO(day, { zone: 'utc', locale: 'en' }).toFormat('d LLL yyyy');
}
