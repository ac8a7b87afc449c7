/** Every state a referral can be in. DESIGN.md section 2 is the house's definition; transitions.ts the table. */
export const STATES = [
  'submitted',
  'in_review',
  'routed',
  'claimed',
  'accepted',
  'contacted',
  'meeting_scheduled',
  'meeting_held',
  'qualified',
  'opportunity',
  'nurture',
  'won',
  'lost',
  'rejected',
  'disqualified',
  'withdrawn',
  'expired',
] as const;
export type ReferralState = (typeof STATES)[number];

export const TERMINAL_STATES = ['won', 'lost', 'rejected', 'disqualified', 'withdrawn', 'expired'] as const;
export type TerminalState = (typeof TERMINAL_STATES)[number];

export function isTerminal(state: ReferralState): state is TerminalState {
  return (TERMINAL_STATES as readonly ReferralState[]).includes(state);
}

export const OPEN_STATES: readonly ReferralState[] = STATES.filter((state) => !isTerminal(state));

/** What counts as on somebody's hands: a postponed one is nobody's work until its day. */
export const HELD_STATES: readonly ReferralState[] = OPEN_STATES.filter((state) => state !== 'nurture');

/** Accepted and being worked on, before there is an opportunity. */
export const WORKING_STATES = [
  'accepted',
  'contacted',
  'meeting_scheduled',
  'meeting_held',
  'qualified',
] as const;

const LABELS: Record<ReferralState, string> = {
  submitted: 'Received',
  in_review: 'In review',
  routed: 'Waiting to be claimed',
  claimed: 'Claimed',
  accepted: 'Accepted',
  contacted: 'Contacted',
  meeting_scheduled: 'Meeting booked',
  meeting_held: 'Meeting held',
  qualified: 'Qualified',
  opportunity: 'Opportunity',
  nurture: 'Not now',
  won: 'Won',
  lost: 'Closed, not won',
  rejected: 'Not taken up',
  disqualified: 'Not a fit',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
};

/** How everybody reads a state, partner and staff alike. */
export function stateLabel(state: ReferralState): string {
  return LABELS[state];
}
