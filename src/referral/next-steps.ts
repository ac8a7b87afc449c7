import { type Action, button } from '../messages/card.js';
import { CLAIMING_BUTTONS } from './claiming-buttons.js';
import { DECISION_BUTTONS } from './decision-buttons.js';
import { PARTNER_BUTTONS } from './partner-buttons.js';
import { PROGRESS_BUTTONS } from './progress-buttons.js';
import type { Referral } from './referral.js';
import type { StepButton } from './step-button.js';
import { WON_BUTTONS } from './won-buttons.js';

/**
 * The buttons on cards: which step, what it is called, when it makes sense. What a step does is in the capability that
 * owns it, under the same id.
 */
export const STEP_BUTTONS = {
  ...CLAIMING_BUTTONS,
  ...PROGRESS_BUTTONS,
  ...WON_BUTTONS,
  ...DECISION_BUTTONS,
  ...PARTNER_BUTTONS,
} as const satisfies Record<string, StepButton>;

export type StepName = keyof typeof STEP_BUTTONS;
/** Those whose button is the same whatever becomes of the referral. */
export type PlainStepName = Exclude<StepName, 'openOpportunity'>;

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
    .map((name) => {
      const { form }: StepButton = STEP_BUTTONS[name];
      return made(name, referral.id, typeof form === 'function' ? form(referral) : form === true);
    });
}

/** One step's button, of those that always open a form or never do. */
export function stepButton(name: PlainStepName, referralId: string): Action {
  const { form }: StepButton = STEP_BUTTONS[name];
  return made(name, referralId, form === true);
}

/** `referral` in the value is what every handler reads. */
function made(name: StepName, referralId: string, opensForm: boolean): Action {
  const { id, label, style, confirm, form }: StepButton = STEP_BUTTONS[name];
  const words = opensForm && form !== true ? `${label}…` : label;
  const action = button(id, words, { referral: referralId }, style, opensForm ? 'form' : undefined);
  return confirm && action.kind === 'button' ? { ...action, confirm } : action;
}
