import { isTerminal } from './states.js';
import { allowed, type StepButton } from './step-button.js';

/** What the partner’s people do. */
export const PARTNER_BUTTONS = {
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
  dispute: {
    id: 'referral.dispute',
    label: 'Dispute…',
    form: true,
    possible: (r) => r.outcome?.disputableUntil !== undefined && r.dispute === undefined,
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
