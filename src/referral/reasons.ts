/** Reasons a referral ends or waits with. DESIGN.md section 2. */
export const REJECT_REASONS = [
  'duplicate',
  'opportunity_in_progress',
  'existing_customer',
  'insufficient_data',
  'outside_icp',
  'do_not_contact',
  'ineligible_partner',
  'other',
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** Shared by disqualified and lost. */
export const NO_FIT_REASONS = [
  'unable_to_reach',
  'inaccurate_data',
  'no_need',
  'no_budget',
  'no_fit',
  'timing',
  'chose_competitor',
  'other',
] as const;
export type NoFitReason = (typeof NO_FIT_REASONS)[number];

export type TerminalReason = RejectReason | NoFitReason;

export const REVIEW_KINDS = ['duplicate', 'conflict', 'eligibility'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

/** How staff read a reason in a list. */
export const REASON_LABELS: Record<TerminalReason, string> = {
  duplicate: 'Duplicate',
  opportunity_in_progress: 'Opportunity already in progress',
  existing_customer: 'Existing customer',
  insufficient_data: 'Not enough information',
  outside_icp: 'Outside our ideal customer profile',
  do_not_contact: 'Do not contact',
  ineligible_partner: 'Partner not eligible',
  unable_to_reach: 'Unable to reach',
  inaccurate_data: 'Inaccurate data',
  no_need: 'No need',
  no_budget: 'No budget',
  no_fit: 'No fit',
  timing: 'Timing',
  chose_competitor: 'Chose a competitor',
  other: 'Other',
};

/**
 * What a partner is told when the program file has no wording of its own.
 * Each says enough to be useful and nothing confidential about the prospect or our relations with it.
 */
export const DEFAULT_SHAREABLE_REASONS: Record<TerminalReason, string> = {
  duplicate: 'This company had already been introduced to us.',
  opportunity_in_progress: 'We were already in conversation with this company.',
  existing_customer: 'We already work with this company.',
  insufficient_data: 'We did not have enough information to approach them well.',
  outside_icp: 'This company is outside the group we can help best today.',
  do_not_contact: 'We are not able to approach this company.',
  ineligible_partner: 'This referral is not covered by the current program terms.',
  unable_to_reach: 'We tried several times and could not reach the contact.',
  inaccurate_data: 'The contact details turned out not to be current.',
  no_need: 'They do not have this need at the moment.',
  no_budget: 'They have no budget for it at the moment.',
  no_fit: 'After talking with them, it was not the right fit.',
  timing: 'The timing is not right for them now.',
  chose_competitor: 'They decided to go another way.',
  other: 'It did not work out this time.',
};
