import { type FormField, type FormValues, textValue, typedText } from '../messages/form.js';
import { checkReason, INTERNAL_FIELD } from '../people/reason-fields.js';
import type { Step } from '../people/step.js';
import { parseAmount, typedAmount } from '../program/amount.js';
import { betterLine, betterLineField } from '../program/better-line.js';
import { type Program, shareableReason } from '../program/program.js';
import * as ending from '../referral/decide-ending.js';
import { NO_FIT_REASONS, type NoFitReason } from '../referral/reasons.js';
import type { Referral } from '../referral/referral.js';
import { criteriaFields, passesQualifiedOver, stillToConfirm, unmet } from './checklist.js';
import { checkAmount, PARTNER_NOTE_FIELD, REASON_FIELD } from './step-fields.js';
import { withNotes } from './step-notes.js';

/** How it ends, and what becomes of a won deal afterwards. */
export const ENDING_STEPS: readonly Step[] = [
  {
    name: 'win',
    wish: 'work',
    form: ({ referral, program }) => {
      const asks = passesQualifiedOver(referral, program);
      return {
        title: 'Won',
        submitLabel: 'Mark as won',
        ...(asks
          ? { intro: ['Nobody has confirmed yet what makes it qualified, so it is asked here.'] }
          : {}),
        fields: [
          amountField(program, {
            help: 'First-year value, if you know it. The partner is not told.',
            required: false,
          }),
          ...(asks ? criteriaFields(program) : []),
          PARTNER_NOTE_FIELD,
        ],
      };
    },
    check: (values, program, _now, referral) => ({
      ...checkAmount(values, program),
      ...(passesQualifiedOver(referral, program) ? unmet(program, values, referral) : {}),
    }),
    decide: (input) => {
      const { referral, act, program, values } = input;
      const parsed = parseAmount(textValue(values, 'amount'), program.currency);
      const amount = parsed.ok ? parsed.amount : undefined;
      return withNotes(input, ending.win(referral, amount, act, program.undoSeconds, stillToConfirm(input)));
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
        ending.lose(input.referral, why(input.values, input.program), input.act, input.program.undoSeconds),
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
        ending.disqualify(
          input.referral,
          { ...why(input.values, input.program), ...betterLine(input.program, input.values) },
          input.act,
          input.program.undoSeconds,
        ),
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
        amountField(program, {
          help: 'First-year value. The partner is not told.',
          required: true,
          ...amountSoFar(referral, program),
        }),
        INTERNAL_FIELD,
      ],
    }),
    check: (values, program) =>
      typedText(values, 'amount') ? checkAmount(values, program) : { amount: 'Write the amount.' },
    decide: (input) => {
      const parsed = parseAmount(textValue(input.values, 'amount'), input.program.currency);
      return parsed.ok && parsed.amount
        ? withNotes(input, ending.changeAmount(input.referral, parsed.amount, input.act))
        : undefined;
    },
  },
  {
    name: 'collect',
    wish: 'work',
    decide: ({ referral, act }) => ending.collect(referral, act),
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
        ending.fallThrough(
          input.referral,
          why(input.values, input.program),
          input.act,
          input.program.undoSeconds,
        ),
      ),
  },
];

function amountField(
  { currency }: Program,
  asked: { help: string; required: boolean; initial?: string },
): FormField {
  const label = `Amount in ${currency}`;
  return { key: 'amount', label, placeholder: '12500', kind: 'text', maxLength: 40, ...asked };
}

function why(values: FormValues, program: Program): ending.Why<NoFitReason> {
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
