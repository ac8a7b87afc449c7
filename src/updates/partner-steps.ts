import { Refused } from '../errors.js';
import { typedText } from '../messages/form.js';
import type { Step } from '../people/step.js';
import * as talk from '../referral/decide-conversation.js';
import * as ending from '../referral/decide-ending.js';
import { disputeRejection, whyNotDisputable } from '../referral/dispute.js';
import { isTerminal } from '../referral/states.js';
import { checkText } from './step-fields.js';

/** What the partner's own people do from the status card. */
export const PARTNER_STEPS: readonly Step[] = [
  {
    name: 'addInformation',
    wish: 'add_information',
    form: ({ referral }) => ({
      title: 'Add information',
      submitLabel: 'Send',
      intro: [
        `What else should we know about ${referral.prospect.company}? Please share no confidential details, findings or credentials.`,
      ],
      fields: [
        { key: 'information', label: 'Information', kind: 'long_text', required: true, maxLength: 3000 },
      ],
    }),
    check: checkText('information', 'Write what we should know.'),
    decide: ({ referral, act, values }) =>
      talk.addInformation(referral, typedText(values, 'information'), act),
  },
  {
    name: 'answer',
    wish: 'answer',
    form: ({ referral }) => ({
      title: 'Your answer',
      submitLabel: 'Send',
      intro: [referral.question?.text ?? ''],
      fields: [{ key: 'answer', label: 'Answer', kind: 'long_text', required: true, maxLength: 3000 }],
    }),
    check: checkText('answer', 'Write your answer.'),
    decide: ({ referral, act, values }) => talk.answerQuestion(referral, typedText(values, 'answer'), act),
  },
  {
    name: 'dispute',
    wish: 'dispute',
    form: ({ referral }) => ({
      title: 'Look again?',
      submitLabel: 'Send',
      intro: [
        `A program manager looks again at ${referral.prospect.company} and answers in this channel. You can ask once. Please share no confidential details.`,
      ],
      fields: [
        {
          key: 'why',
          label: 'Why should we look again?',
          help: 'For example: it is another company of the same name, or they are a customer no more.',
          kind: 'long_text',
          required: true,
          maxLength: 2000,
        },
      ],
    }),
    check: checkText('why', 'Write why we should look again.'),
    tooLate: whyNotDisputable,
    decide: ({ referral, act, values }) => disputeRejection(referral, typedText(values, 'why'), act),
  },
  {
    name: 'withdraw',
    wish: 'withdraw',
    decide: ({ referral, act }) => {
      // How it ended may still be undone, and is not said before it is sure.
      if (isTerminal(referral.state))
        throw new Refused('out_of_date', `${referral.reference} can no longer be withdrawn.`);
      return ending.withdraw(referral, act);
    },
  },
];
