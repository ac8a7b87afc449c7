import type { Partner } from '../program/partner-settings.js';
import type { Rule } from './facts.js';
import { dateAt, dateWords } from './period.js';

/** What was agreed with the partner. None of it holds where nobody knows yet of whom a referral comes. */

const STANDINGS = {
  ended: { key: 'ended', words: 'has left the program' },
  not_eligible: { key: 'notEligible', words: 'may not refer, by the program file' },
  suspended: { key: 'suspended', words: 'is suspended' },
  paused: { key: 'paused', words: 'is paused' },
} as const;

/** Ended, not eligible, suspended or paused: the first of them that holds. */
export const partnerNotActive: Rule = ({ program, partner }) => {
  const standing = partner && standingOf(partner);
  if (!partner || !standing) return undefined;
  const { key, words } = STANDINGS[standing];
  return {
    rule: 'partner_not_active',
    outcome: program.eligibility.partnerNotActive[key],
    staffText: `${partner.name} ${words}.`,
    partnerText:
      'Your referrals do not go on by themselves at the moment. Ask your partner manager what it takes.',
  };
};

function standingOf({ ended, standing, paused }: Partner): keyof typeof STANDINGS | undefined {
  return ended ? 'ended' : (standing ?? (paused ? 'paused' : undefined));
}

/** Where the program demands it: signed, and in force on the day it was sent, in the program's zone. */
export const unsignedPartner: Rule = ({ program, referral, partner }) => {
  const { required, action } = program.eligibility.agreement;
  if (!required || !partner) return undefined;
  const lack = lacking(partner, dateAt(program.timeZone, referral.createdAt));
  if (lack === undefined) return undefined;
  return {
    rule: 'unsigned_partner',
    outcome: action,
    staffText: `${partner.name} ${lack}.`,
    partnerText:
      'We need a signed agreement with you before we can take this one up. Ask your partner manager for it.',
  };
};

function lacking({ agreement }: Partner, today: string): string | undefined {
  if (!agreement) return 'has not signed the agreement that the program demands';
  const { signed, until } = agreement;
  if (signed > today) return `has an agreement only from ${dateWords(signed)} on`;
  return until !== undefined && until < today
    ? `had an agreement until ${dateWords(until)}, and no new one`
    : undefined;
}

export const outsideServiceLines: Rule = ({ program, referral, partner }) =>
  outside({
    rule: 'outside_service_lines',
    outcome: program.eligibility.outsideServiceLines.action,
    partner,
    allowed: partner?.mayRefer?.serviceLines ?? [],
    chosen: referral.serviceLineId,
    named: (id) => nameIn(program.serviceLines, id),
    what: 'service',
  });

export const outsideRegions: Rule = ({ program, referral, partner }) =>
  outside({
    rule: 'outside_regions',
    outcome: program.eligibility.outsideRegions.action,
    partner,
    allowed: partner?.mayRefer?.regions ?? [],
    chosen: referral.region,
    named: (id) => nameIn(program.regions, id),
    what: 'region',
  });

interface Limits extends Pick<NonNullable<ReturnType<Rule>>, 'rule' | 'outcome'> {
  partner: Partner | undefined;
  /** Ids; empty means: every one. */
  allowed: readonly string[];
  chosen: string | undefined;
  named: (id: string) => string;
  what: string;
}

/** Left blank it may be inside or outside: a person asks. */
function outside({ rule, outcome, partner, allowed, chosen, named, what }: Limits): ReturnType<Rule> {
  if (!partner || allowed.length === 0 || (chosen !== undefined && allowed.includes(chosen)))
    return undefined;
  const agreed = allowed.map(named).join(', ');
  const found = { rule, outcome };
  if (chosen === undefined)
    return {
      ...found,
      likely: true,
      staffText: `No ${what} is given, and ${partner.name} may refer for ${agreed} only.`,
      partnerText: `You may refer to us for ${agreed}. Tell us for which ${what} this one is.`,
    };
  return {
    ...found,
    staffText: `It is for ${named(chosen)}, and ${partner.name} may refer for ${agreed} only.`,
    partnerText: `This one is for ${named(chosen)}, and what was agreed with you is ${agreed}. Ask your partner manager if that should change.`,
  };
}

function nameIn(list: readonly { id: string; name: string }[], id: string): string {
  return list.find((one) => one.id === id)?.name ?? id;
}
