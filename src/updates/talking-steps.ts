import { typedText } from '../messages/form.js';
import { INTERNAL_FIELD } from '../people/reason-fields.js';
import type { Step } from '../people/step.js';
import { happen } from '../referral/decide.js';
import * as talk from '../referral/decide-conversation.js';
import { shareableText } from '../referral/shareable.js';
import { checkText, PARTNER_NOTE_FIELD } from './step-fields.js';
import { withNotes } from './step-notes.js';

/** What the rep says and asks beside the way, and taking the last step back. */
export const TALKING_STEPS: readonly Step[] = [
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
