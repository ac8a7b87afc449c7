import { textValue } from '../messages/form.js';
import { INTERNAL_FIELD } from '../people/reason-fields.js';
import type { Step } from '../people/step.js';
import * as progress from '../referral/decide-progress.js';
import { OPPORTUNITY_STEP, QUALIFY_STEP } from './qualify.js';
import { checkMeetingTime, checkWakeDate, PARTNER_NOTE_FIELD, wakeInstant } from './step-fields.js';
import { withNotes } from './step-notes.js';

/** What the rep does after claiming, up to an offer. */
export const PROGRESS_STEPS: readonly Step[] = [
  {
    name: 'accept',
    wish: 'work',
    decide: ({ referral, act, program }) => progress.accept(referral, act, program.undoSeconds),
  },
  {
    name: 'logContact',
    wish: 'work',
    decide: ({ referral, act, program }) => progress.logContact(referral, act, program.undoSeconds),
  },
  {
    name: 'bookMeeting',
    wish: 'work',
    form: ({ referral }) => ({
      title: 'Meeting booked',
      submitLabel: 'Save',
      intro: ['The partner is told the day and the time.'],
      fields: [
        {
          key: 'meeting_at',
          label: 'When is it?',
          kind: 'date_time',
          required: true,
          ...(referral.meeting?.at ? { initial: referral.meeting.at.toISOString() } : {}),
        },
        INTERNAL_FIELD,
      ],
    }),
    check: checkMeetingTime,
    decide: (input) =>
      withNotes(
        input,
        progress.bookMeeting(
          input.referral,
          new Date(textValue(input.values, 'meeting_at')),
          input.act,
          input.program.undoSeconds,
        ),
      ),
  },
  {
    name: 'holdMeeting',
    wish: 'work',
    form: () => ({
      title: 'Meeting held',
      submitLabel: 'Save',
      intro: ['What came of it? The note for colleagues stays with us.'],
      fields: [INTERNAL_FIELD, PARTNER_NOTE_FIELD],
    }),
    decide: (input) =>
      withNotes(input, progress.holdMeeting(input.referral, input.act, input.program.undoSeconds)),
  },
  QUALIFY_STEP,
  OPPORTUNITY_STEP,
  {
    name: 'postpone',
    wish: 'work',
    form: () => ({
      title: 'Not now',
      submitLabel: 'Save',
      intro: ['It comes back to the channel on the day you choose, and the partner is told.'],
      fields: [
        { key: 'wake_on', label: 'Take it up again on', kind: 'date', required: true },
        INTERNAL_FIELD,
      ],
    }),
    check: checkWakeDate,
    decide: (input) => {
      const wakeAt = wakeInstant(textValue(input.values, 'wake_on'), input.program);
      return (
        wakeAt &&
        withNotes(input, progress.postpone(input.referral, wakeAt, input.act, input.program.undoSeconds))
      );
    },
  },
];
