import { type Action, button } from '../messages/card.js';
import { isUndecided } from './conflict.js';
import { isUnderReview } from './decide-review.js';
import { openDispute } from './dispute.js';
import type { Referral } from './referral.js';
import { isTerminal } from './states.js';
import { isAllowed, type Verb } from './transitions.js';

/**
 * The buttons on cards, as data: which step, what it is called, when it makes sense. What a step does is in the
 * capability that owns it, under the same id. Ids live on in old messages: never reuse one for something else.
 */
interface StepButton {
  id: string;
  label: string;
  style?: 'primary' | 'danger';
  confirm?: { title: string; text: string; confirm: string; cancel: string };
  /** A press opens a form; the step itself has the same form or none (test/people/steps.test.ts). */
  form?: true;
  possible: (referral: Referral) => boolean;
}

const allowed =
  (verb: Verb) =>
  (referral: Referral): boolean =>
    isAllowed(verb, referral.state);

/** Somebody has it, and it is not put off. */
function isWorkedOn({ claim, state }: Referral): boolean {
  return claim !== undefined && !isTerminal(state) && state !== 'nurture' && state !== 'routed';
}

/** What only matters where somebody is rewarded for it. */
function isWonForReward({ state, rewardTerms }: Referral): boolean {
  return state === 'won' && rewardTerms !== undefined;
}

export const STEP_BUTTONS = {
  claim: { id: 'referral.claim', label: 'Claim', style: 'primary', possible: allowed('claim') },
  decline: { id: 'referral.decline', label: 'Decline', possible: allowed('claim') },
  reject: {
    id: 'referral.reject',
    label: 'Reject…',
    style: 'danger',
    form: true,
    possible: allowed('reject'),
  },
  release: {
    id: 'referral.release',
    label: 'Release',
    confirm: {
      title: 'Release this referral?',
      text: 'It goes back to the channel for another rep to claim, and the partner is told that a colleague takes over.',
      confirm: 'Release',
      cancel: 'Keep it',
    },
    possible: allowed('release'),
  },
  assign: {
    id: 'referral.assign',
    label: 'Assign to…',
    form: true,
    possible: (r) => isAllowed('assign', r.state) || isAllowed('reroute', r.state),
  },
  accept: { id: 'referral.accept', label: 'Accept', style: 'primary', possible: allowed('accept') },
  logContact: {
    id: 'referral.log_contact',
    label: 'Log contact',
    style: 'primary',
    possible: allowed('log_contact'),
  },
  bookMeeting: {
    id: 'referral.book_meeting',
    label: 'Meeting booked…',
    form: true,
    possible: allowed('book_meeting'),
  },
  holdMeeting: {
    id: 'referral.hold_meeting',
    label: 'Meeting held…',
    form: true,
    possible: allowed('hold_meeting'),
  },
  qualify: { id: 'referral.qualify', label: 'Qualified…', form: true, possible: allowed('qualify') },
  openOpportunity: {
    id: 'referral.open_opportunity',
    label: 'Opportunity',
    possible: allowed('open_opportunity'),
  },
  win: { id: 'referral.win', label: 'Won…', form: true, possible: allowed('win') },
  lose: { id: 'referral.lose', label: 'Lost…', style: 'danger', form: true, possible: allowed('lose') },
  changeAmount: {
    id: 'referral.change_amount',
    label: 'Change amount…',
    form: true,
    possible: isWonForReward,
  },
  collect: {
    id: 'referral.collect',
    label: 'Customer has paid',
    confirm: {
      title: 'Has the customer paid?',
      text: 'What the partner earns by this deal waits for it. This cannot be taken back.',
      confirm: 'They have paid',
      cancel: 'Not yet',
    },
    possible: (r) =>
      isWonForReward(r) && r.rewardTerms?.steps.won?.untilCollected === true && !r.outcome?.collectedAt,
  },
  fallThrough: {
    id: 'referral.fall_through',
    label: 'Deal lost afterwards…',
    style: 'danger',
    form: true,
    possible: (r) => isWonForReward(r) && isAllowed('fall_through', r.state),
  },
  disqualify: {
    id: 'referral.disqualify',
    label: 'Not qualified…',
    style: 'danger',
    form: true,
    possible: allowed('disqualify'),
  },
  postpone: { id: 'referral.postpone', label: 'Not now…', form: true, possible: allowed('postpone') },
  ask: {
    id: 'referral.ask',
    label: 'Ask the partner…',
    form: true,
    possible: (r) => !isTerminal(r.state) && r.partner !== undefined && r.partnerChannel !== undefined,
  },
  note: { id: 'referral.note', label: 'Add note…', form: true, possible: () => true },
  stillWorking: {
    id: 'referral.still_working',
    label: 'Still working on it',
    style: 'primary',
    possible: isWorkedOn,
  },
  snoozeHour: { id: 'referral.snooze_hour', label: 'In 1 hour', possible: isWorkedOn },
  snoozeMorning: { id: 'referral.snooze_morning', label: 'Next business morning', possible: isWorkedOn },
  snoozeDate: { id: 'referral.snooze_date', label: 'On a date…', form: true, possible: isWorkedOn },
  undo: { id: 'referral.undo', label: 'Undo', possible: (r) => r.undo !== undefined },
  reopen: { id: 'referral.reopen', label: 'Reopen', possible: allowed('reopen') },
  setPartner: {
    id: 'referral.set_partner',
    label: 'Choose partner…',
    style: 'primary',
    form: true,
    possible: (r) => isAllowed('route', r.state) && r.partner === undefined,
  },
  letThrough: {
    id: 'review.let_through',
    label: 'Let it through…',
    style: 'primary',
    form: true,
    possible: (r) => isUnderReview(r) && r.partner !== undefined && !isUndecided(r),
  },
  turnDown: {
    id: 'review.turn_down',
    label: 'Turn down…',
    style: 'danger',
    form: true,
    possible: (r) => isUnderReview(r) && !isUndecided(r),
  },
  dispute: {
    id: 'referral.dispute',
    label: 'Dispute…',
    form: true,
    possible: (r) => r.outcome?.disputableUntil !== undefined && r.dispute === undefined,
  },
  upholdDispute: {
    id: 'review.uphold',
    label: 'Uphold the appeal…',
    style: 'primary',
    form: true,
    possible: (r) => openDispute(r) !== undefined,
  },
  dismissDispute: {
    id: 'review.dismiss',
    label: 'Stay with it…',
    form: true,
    possible: (r) => openDispute(r) !== undefined,
  },
  reattribute: {
    id: 'referral.reattribute',
    label: 'Credit another partner…',
    form: true,
    possible: (r) => r.partner !== undefined,
  },
  route: {
    id: 'referral.route',
    label: 'Send to channel…',
    style: 'primary',
    form: true,
    possible: allowed('route'),
  },
  addInformation: {
    id: 'referral.add_information',
    label: 'Add information',
    form: true,
    possible: (r) => !isTerminal(r.state),
  },
  answer: {
    id: 'referral.answer',
    label: 'Answer…',
    style: 'primary',
    form: true,
    possible: (r) => r.question !== undefined && r.question.answer === undefined,
  },
  extendProtection: {
    id: 'protection.extend',
    label: 'Extend protection…',
    form: true,
    possible: (r) => r.protection !== undefined && !isTerminal(r.state),
  },
  decideConflict: {
    id: 'conflict.decide',
    label: 'Decide…',
    style: 'primary',
    form: true,
    possible: (r) => isUndecided(r) && !isTerminal(r.state),
  },
  withdraw: {
    id: 'referral.withdraw',
    label: 'Withdraw',
    confirm: {
      title: 'Withdraw this referral?',
      text: 'Nobody will follow up with the company. You can refer them again later.',
      confirm: 'Withdraw',
      cancel: 'Keep it',
    },
    possible: allowed('withdraw'),
  },
} as const satisfies Record<string, StepButton>;

export type StepName = keyof typeof STEP_BUTTONS;

/** Before a claim, on the claim card. */
export const CLAIM_STEPS: readonly StepName[] = ['claim', 'decline', 'reject'];

/** After a claim, on both copies of the handoff: forward first, then everything beside the way. */
export const FORWARD_STEPS: readonly StepName[] = [
  'accept',
  'logContact',
  'bookMeeting',
  'holdMeeting',
  'qualify',
  'openOpportunity',
  'win',
];
export const SIDE_STEPS: readonly StepName[] = [
  'ask',
  'note',
  'postpone',
  'release',
  'assign',
  'extendProtection',
  'reject',
  'disqualify',
  'lose',
  'collect',
  'changeAmount',
  'fallThrough',
  'undo',
  'reopen',
];

/** What a program manager decides, on review cards and in the queue. */
export const REVIEW_STEPS: readonly StepName[] = [
  'setPartner',
  'decideConflict',
  'letThrough',
  'turnDown',
  'upholdDispute',
  'dismissDispute',
];

/** "Remind me later", on reminders. */
export const SNOOZE_STEPS: readonly StepName[] = ['snoozeHour', 'snoozeMorning', 'snoozeDate'];

/** Buttons for those of the steps that make sense for the referral as it is. */
export function stepButtons(referral: Referral, names: readonly StepName[]): Action[] {
  return names
    .filter((name) => STEP_BUTTONS[name].possible(referral))
    .map((name) => stepButton(name, referral.id));
}

/** One step's button. `referral` in the value is what every handler reads. */
export function stepButton(name: StepName, referralId: string): Action {
  const { id, label, style, confirm, form }: StepButton = STEP_BUTTONS[name];
  const action = button(id, label, { referral: referralId }, style, form && 'form');
  return confirm && action.kind === 'button' ? { ...action, confirm } : action;
}
