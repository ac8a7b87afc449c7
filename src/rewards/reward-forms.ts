import type { Form, FormField } from '../messages/form.js';

/** What program managers and partners write about a reward. */

const long = (key: string, label: string, help: string, required: boolean): FormField => ({
  key,
  label,
  help,
  kind: 'long_text',
  required,
  maxLength: 1000,
});

export const DECLINE: Omit<Form, 'carried'> = {
  id: 'rewards.decline',
  title: 'Decline a reward',
  submitLabel: 'Decline',
  fields: [
    long('for_partner', 'Why, for the partner', 'The partner reads it as you write it.', true),
    long('internal', 'Note for colleagues', 'Stays with us; the partner never sees it.', false),
  ],
};

export const DISPUTE: Omit<Form, 'carried'> = {
  id: 'rewards.dispute',
  title: 'I do not agree',
  submitLabel: 'Send',
  intro: ['A program manager looks at it and answers. You can do this once for each reward.'],
  fields: [long('text', 'What is not right?', 'The program’s people read it.', true)],
};

export const ANSWER: Omit<Form, 'carried'> = {
  id: 'rewards.answer',
  title: 'Answer the objection',
  submitLabel: 'Answer',
  fields: [
    {
      key: 'outcome',
      label: 'What follows',
      kind: 'radio',
      required: true,
      options: [
        { value: 'stays', label: 'It stays as it is' },
        { value: 'again', label: 'It was declined and is reviewed again' },
      ],
      initial: 'stays',
    },
    long('text', 'Your answer', 'The partner reads it as you write it.', true),
  ],
};

/** With something carried, as previews and tests show them. */
export const REWARD_FORMS: readonly Form[] = [DECLINE, DISPUTE, ANSWER].map((form) => ({
  ...form,
  carried: { reward: '6924210a3c5e7f9b1d2e4f60:won:fjord:EUR:cash' },
}));
