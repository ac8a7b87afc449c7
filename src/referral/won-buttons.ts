import type { Referral } from './referral.js';
import type { StepButton } from './step-button.js';
import { isAllowed } from './transitions.js';

/** What only matters where somebody is rewarded for it. */
function isWonForReward({ state, rewardTerms }: Referral): boolean {
  return state === 'won' && rewardTerms !== undefined;
}

/** What happens to a won deal, where somebody is rewarded for it. */
export const WON_BUTTONS = {
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
} as const satisfies Record<string, StepButton>;
