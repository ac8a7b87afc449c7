import { allowed, type StepButton } from './step-button.js';
import { isAllowed } from './transitions.js';

/** Who takes a referral on. */
export const CLAIMING_BUTTONS = {
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
  route: {
    id: 'referral.route',
    label: 'Send to channel…',
    style: 'primary',
    form: true,
    possible: allowed('route'),
  },
  setPartner: {
    id: 'referral.set_partner',
    label: 'Choose partner…',
    style: 'primary',
    form: true,
    possible: (r) => isAllowed('route', r.state) && r.partner === undefined,
  },
} as const satisfies Record<string, StepButton>;
