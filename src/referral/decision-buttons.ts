import { isUndecided } from './conflict.js';
import { isUnderReview } from './decide-review.js';
import { openDispute } from './dispute.js';
import { isTerminal } from './states.js';
import type { StepButton } from './step-button.js';

/** What a program manager decides. */
export const DECISION_BUTTONS = {
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
} as const satisfies Record<string, StepButton>;
