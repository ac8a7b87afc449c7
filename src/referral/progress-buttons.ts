import type { Referral } from './referral.js';
import { isTerminal } from './states.js';
import { allowed, type StepButton } from './step-button.js';

/** Somebody has it, and it is not put off. */
function isWorkedOn({ claim, state }: Referral): boolean {
  return claim !== undefined && !isTerminal(state) && state !== 'nurture' && state !== 'routed';
}

/** What a rep does with a referral, up to its end. */
export const PROGRESS_BUTTONS = {
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
    // Whoever passes *qualified* over is asked there what is asked at *qualified*.
    form: ({ qualification }) => qualification === undefined,
    possible: allowed('open_opportunity'),
  },
  win: { id: 'referral.win', label: 'Won…', form: true, possible: allowed('win') },
  lose: { id: 'referral.lose', label: 'Lost…', style: 'danger', form: true, possible: allowed('lose') },
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
} as const satisfies Record<string, StepButton>;
