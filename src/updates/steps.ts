import { type FormValues, textValue, typedText } from '../messages/form.js';
import { checkReason, INTERNAL_FIELD } from '../people/reason-fields.js';
import type { Step } from '../people/step.js';
import { parseAmount, typedAmount } from '../program/amount.js';
import { betterLine, betterLineField } from '../program/better-line.js';
import { type Program, shareableReason } from '../program/program.js';
import { happen } from '../referral/decide.js';
import * as talk from '../referral/decide-conversation.js';
import * as progress from '../referral/decide-progress.js';
import { NO_FIT_REASONS, type NoFitReason } from '../referral/reasons.js';
import type { Referral } from '../referral/referral.js';
import { shareableText } from '../referral/shareable.js';
import { QUALIFY_STEP } from './qualify.js';
import {
  checkAmount,
  checkMeetingTime,
  checkText,
  checkWakeDate,
  PARTNER_NOTE_FIELD,
  REASON_FIELD,
  wakeInstant,
} from './step-fields.js';
import { withNotes } from './step-notes.js';

/** What the rep does after claiming, and what is said about it. */
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
  {
    name: 'openOpportunity',
    wish: 'work',
    decide: ({ referral, act, program }) => progress.openOpportunity(referral, act, program.undoSeconds),
  },
  {
    name: 'win',
    wish: 'work',
    form: ({ program }) => ({
      title: 'Won',
      submitLabel: 'Mark as won',
      fields: [
        {
          key: 'amount',
          label: `Amount in ${program.currency}`,
          help: 'First-year value, if you know it. The partner is not told.',
          placeholder: '12500',
          kind: 'text',
          required: false,
          maxLength: 40,
        },
        PARTNER_NOTE_FIELD,
      ],
    }),
    check: checkAmount,
    decide: (input) => {
      const parsed = parseAmount(textValue(input.values, 'amount'), input.program.currency);
      return withNotes(
        input,
        progress.win(
          input.referral,
          parsed.ok ? parsed.amount : undefined,
          input.act,
          input.program.undoSeconds,
        ),
      );
    },
  },
  {
    name: 'lose',
    wish: 'work',
    form: () => ({
      title: 'Lost',
      submitLabel: 'Mark as lost',
      fields: [REASON_FIELD, INTERNAL_FIELD, PARTNER_NOTE_FIELD],
    }),
    check: checkReason(NO_FIT_REASONS),
    decide: (input) =>
      withNotes(
        input,
        progress.lose(input.referral, why(input.values, input.program), input.act, input.program.undoSeconds),
      ),
  },
  {
    name: 'changeAmount',
    wish: 'work',
    form: ({ program, referral }) => ({
      title: 'Change amount',
      submitLabel: 'Save',
      intro: ['What the partner earns by this deal is worked out anew.'],
      fields: [
        {
          key: 'amount',
          label: `Amount in ${program.currency}`,
          help: 'First-year value. The partner is not told.',
          placeholder: '12500',
          kind: 'text',
          required: true,
          maxLength: 40,
          ...amountSoFar(referral, program),
        },
        INTERNAL_FIELD,
      ],
    }),
    check: (values, program) =>
      typedText(values, 'amount') ? checkAmount(values, program) : { amount: 'Write the amount.' },
    decide: (input) => {
      const parsed = parseAmount(textValue(input.values, 'amount'), input.program.currency);
      return parsed.ok && parsed.amount
        ? withNotes(input, progress.changeAmount(input.referral, parsed.amount, input.act))
        : undefined;
    },
  },
  {
    name: 'collect',
    wish: 'work',
    decide: ({ referral, act }) => progress.collect(referral, act),
    answer: ({ prospect }) => `Noted: ${prospect.company} has paid.`,
  },
  {
    name: 'fallThrough',
    wish: 'work',
    form: () => ({
      title: 'Deal lost afterwards',
      submitLabel: 'Mark as lost',
      intro: ['What the partner earned by this deal is taken back, also where it was paid already.'],
      fields: [REASON_FIELD, INTERNAL_FIELD, PARTNER_NOTE_FIELD],
    }),
    check: checkReason(NO_FIT_REASONS),
    decide: (input) =>
      withNotes(
        input,
        progress.fallThrough(
          input.referral,
          why(input.values, input.program),
          input.act,
          input.program.undoSeconds,
        ),
      ),
  },
  {
    name: 'disqualify',
    wish: 'work',
    form: ({ program, referral }) => ({
      title: 'Not qualified',
      submitLabel: 'Close it',
      fields: [REASON_FIELD, ...betterLineField(program, referral), INTERNAL_FIELD, PARTNER_NOTE_FIELD],
    }),
    check: checkReason(NO_FIT_REASONS),
    decide: (input) =>
      withNotes(
        input,
        progress.disqualify(
          input.referral,
          { ...why(input.values, input.program), ...betterLine(input.program, input.values) },
          input.act,
          input.program.undoSeconds,
        ),
      ),
  },
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
  {
    name: 'ask',
    wish: 'ask',
    form: ({ referral }) => ({
      title: 'Ask the partner',
      submitLabel: 'Ask',
      intro: [
        `${referral.partner?.name ?? 'The partner'} is asked in its channel; the answer comes back to you and to this thread.`,
      ],
      fields: [
        {
          key: 'question',
          label: 'Your question',
          help: 'The partner reads it as you write it.',
          kind: 'long_text',
          required: true,
          maxLength: 1000,
        },
      ],
    }),
    check: checkText('question', 'Write your question.'),
    decide: ({ referral, act, actor, values }) =>
      talk.askPartner(referral, shareableText(typedText(values, 'question')), act, actor.rep?.id),
  },
  {
    name: 'note',
    wish: 'note',
    form: () => ({ title: 'Add a note', submitLabel: 'Save', fields: [INTERNAL_FIELD, PARTNER_NOTE_FIELD] }),
    check: (values) =>
      typedText(values, 'internal') || typedText(values, 'for_partner')
        ? undefined
        : { internal: 'Write a note in one of the two fields.' },
    decide: (input) => withNotes(input, undefined),
  },
  {
    name: 'stillWorking',
    wish: 'work',
    decide: ({ referral, act }) => happen(referral, act, { type: 'still_working' }),
    answer: ({ prospect }) => `Noted: you are still working on ${prospect.company}.`,
  },
  { name: 'undo', wish: 'undo', decide: ({ referral, act }) => talk.undo(referral, act) },
];

function why(values: FormValues, program: Program): progress.Why<NoFitReason> {
  const reason = textValue(values, 'reason') as NoFitReason;
  return { reason, shareableText: shareableReason(program, reason), ...internal(values) };
}

/** In another currency than the program's it could not be typed again. */
function amountSoFar({ outcome }: Referral, { currency }: Program): { initial?: string } {
  const amount = outcome?.amount;
  return amount && amount.currency === currency ? { initial: typedAmount(amount) } : {};
}

function internal(values: FormValues): { internalText?: string } {
  const internalText = typedText(values, 'internal');
  return internalText ? { internalText } : {};
}
