import type { Finding } from '../referral/findings.js';
import type { RejectReason } from '../referral/reasons.js';
import { shareableText } from '../referral/shareable.js';
import { disposableMail, freeMail, ownCompany, partnerCompany, selfReferral } from './address-rules.js';
import type { EligibilityFacts, EligibilityRule, Found, Rule } from './facts.js';
import { outsideRegions, outsideServiceLines, partnerNotActive, unsignedPartner } from './partner-rules.js';
import { periodCap, sameContactAgain, tooManyInShortTime } from './volume-rules.js';

/** Those that look at what came before. */
const COUNTING: readonly Rule[] = [sameContactAgain, periodCap, tooManyInShortTime];

/** In the order in which they are told; of those as strict the first decides what the partner reads. */
const RULES: readonly Rule[] = [
  partnerNotActive,
  unsignedPartner,
  ownCompany,
  partnerCompany,
  selfReferral,
  disposableMail,
  freeMail,
  outsideServiceLines,
  outsideRegions,
  ...COUNTING,
];

/** Of a rejection by each: what the partner could do otherwise is another address, or nothing. */
const REASONS: Record<EligibilityRule, RejectReason> = {
  self_referral: 'ineligible_partner',
  partner_company: 'ineligible_partner',
  own_company: 'ineligible_partner',
  free_mail: 'insufficient_data',
  disposable_mail: 'insufficient_data',
  partner_not_active: 'ineligible_partner',
  unsigned_partner: 'ineligible_partner',
  outside_service_lines: 'ineligible_partner',
  outside_regions: 'ineligible_partner',
  period_cap: 'ineligible_partner',
  too_many_in_short_time: 'ineligible_partner',
  same_contact_again: 'duplicate',
};

/** What the rules of eligibility say. Pure; never throws, whatever the texts. */
export function judgeEligibility(facts: EligibilityFacts): Finding[] {
  return judgeBy(RULES, facts);
}

/** What those of them say that look at what came before. */
export function judgeCounts(facts: EligibilityFacts): Finding[] {
  return judgeBy(COUNTING, facts);
}

function judgeBy(rules: readonly Rule[], facts: EligibilityFacts): Finding[] {
  return rules.flatMap((rule) => {
    const found = rule(facts);
    return found ? [toFinding(found)] : [];
  });
}

/** Only what is certain is turned down by a machine. */
function toFinding({ rule, outcome, likely, staffText, partnerText, earlier }: Found): Finding {
  return {
    rule,
    kind: 'eligibility',
    outcome: likely && outcome === 'reject' ? 'review' : outcome,
    reason: REASONS[rule],
    staffText,
    partnerText: shareableText(partnerText),
    ...(earlier ? { earlier } : {}),
  };
}
