import { OPEN_STATES, type ReferralState, TERMINAL_STATES, WORKING_STATES } from './states.js';

/** The business verbs that move a referral from state to state. */
export const VERBS = [
  'send_to_review',
  'route',
  'claim',
  'release',
  'assign',
  'reroute',
  'accept',
  'reject',
  'log_contact',
  'book_meeting',
  'hold_meeting',
  'qualify',
  'open_opportunity',
  'win',
  'lose',
  'fall_through',
  'disqualify',
  'postpone',
  'wake',
  'withdraw',
  'expire',
  'reopen',
] as const;
export type Verb = (typeof VERBS)[number];

export interface Transition {
  from: readonly ReferralState[];
  to: ReferralState;
}

/**
 * The whole state machine as data. What is not listed is forbidden; decide.ts adds only conditions that
 * depend on more than the state. A rep may skip forward, never back; going back is undo.
 * `send_to_review` of one that is routed, or claimed and not accepted: rules that count what came before saw only afterwards
 * what had come at the same instant.
 * `assign` on a referral already worked on changes the rep and keeps the state (see decide.ts).
 */
export const TRANSITIONS: Record<Verb, Transition> = {
  send_to_review: { from: ['submitted', 'routed', 'claimed'], to: 'in_review' },
  route: { from: ['submitted', 'in_review'], to: 'routed' },
  claim: { from: ['routed'], to: 'claimed' },
  release: { from: ['claimed'], to: 'routed' },
  assign: { from: ['routed', 'claimed'], to: 'claimed' },
  reroute: { from: ['claimed', ...WORKING_STATES, 'opportunity'], to: 'routed' },
  accept: { from: ['claimed'], to: 'accepted' },
  reject: { from: ['submitted', 'in_review', 'routed', 'claimed'], to: 'rejected' },
  log_contact: { from: ['accepted'], to: 'contacted' },
  book_meeting: { from: ['accepted', 'contacted', 'meeting_scheduled'], to: 'meeting_scheduled' },
  hold_meeting: { from: ['accepted', 'contacted', 'meeting_scheduled'], to: 'meeting_held' },
  qualify: { from: ['accepted', 'contacted', 'meeting_scheduled', 'meeting_held'], to: 'qualified' },
  open_opportunity: { from: WORKING_STATES, to: 'opportunity' },
  win: { from: [...WORKING_STATES, 'opportunity'], to: 'won' },
  lose: { from: [...WORKING_STATES, 'opportunity'], to: 'lost' },
  fall_through: { from: ['won'], to: 'lost' },
  disqualify: { from: WORKING_STATES, to: 'disqualified' },
  postpone: { from: WORKING_STATES, to: 'nurture' },
  wake: { from: ['nurture'], to: 'routed' },
  withdraw: { from: OPEN_STATES, to: 'withdrawn' },
  expire: { from: OPEN_STATES, to: 'expired' },
  reopen: { from: TERMINAL_STATES, to: 'routed' },
};

export function isAllowed(verb: Verb, from: ReferralState): boolean {
  return TRANSITIONS[verb].from.includes(from);
}

/** What can be done from a state, in the order a person would do it. */
export function verbsFrom(state: ReferralState): Verb[] {
  return VERBS.filter((verb) => isAllowed(verb, state));
}
