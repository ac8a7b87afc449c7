import type { StaffContext } from '../program/template.js';
import type { Finding } from '../referral/findings.js';
import { shareableText } from '../referral/shareable.js';

/** Referrals under review and in dispute, for the examples of what is said about them. */

const KNOWN: Finding = {
  rule: 'touched_by_sales',
  kind: 'duplicate',
  outcome: 'review',
  reason: 'opportunity_in_progress',
  staffText:
    'Sales is in touch: Acme Holding (acme.example), owner Nadia Kern, last touched 3 Nov 2026. Why: the same domain. In the open opportunities list of 1 Nov 2026.',
  partnerText: shareableText('This company is already known to us.'),
};

const NOTE: Finding = {
  ...KNOWN,
  rule: 'existing_customer',
  outcome: 'accept',
  staffText: 'Existing customer, possibly: Acme Tools. Why: one word in common.',
};

const UNKNOWN: Finding = {
  ...KNOWN,
  rule: 'unknown_person',
  kind: 'eligibility',
  reason: 'ineligible_partner',
  staffText:
    'Sam Rivera sent this from the channel of Fjord Consulting but is not listed as one of its contacts.',
  partnerText: shareableText('We first have to find out for which partner you wrote.'),
};

export function reviewSample(
  context: StaffContext,
  what: 'duplicate' | 'eligibility' | 'decided',
): StaffContext {
  const { referral, now } = context;
  if (what === 'decided') {
    const by = { platform: 'slack', userId: 'U0PRIYA', name: 'Priya Nair' } as const;
    const event = { id: 'e9', at: now, by, state: 'in_review', type: 'review_cleared' } as const;
    return { ...context, referral: { ...referral, events: [...referral.events, event] } };
  }
  const finding = what === 'duplicate' ? KNOWN : UNKNOWN;
  const { partner, ...rest } = referral;
  const from = what === 'duplicate' && partner ? { partner } : {};
  const review = { kind: finding.kind, why: finding.staffText };
  return { ...context, referral: { ...rest, ...from, review, findings: [finding, NOTE] } };
}

export function disputeSample(context: StaffContext, isAnswered: boolean): StaffContext {
  const { referral, now } = context;
  const by = { platform: 'slack', userId: 'U0PRIYA', name: 'Priya Nair' } as const;
  const words = shareableText('We talk with their group already, and cannot take two ways to it.');
  const dispute = {
    text: 'It is the sister company, they buy on their own.',
    by: referral.submittedBy,
    at: now,
    ...(isAnswered ? { decision: { upheld: false, by, at: now, words } } : {}),
  };
  return { ...context, referral: { ...referral, dispute, findings: [KNOWN, NOTE] } };
}
