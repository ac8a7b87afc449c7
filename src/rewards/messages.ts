import { button, type Card, type CardElement, cardButton, formButton } from '../messages/card.js';
import { shortened } from '../messages/shorten.js';
import { showAmount } from '../program/amount.js';
import {
  type PartnerFacts,
  type PartnershipContext,
  partnershipTemplate,
  programTemplate,
  type Template,
} from '../program/template.js';
import type { Money, RewardState } from '../referral/reward-terms.js';
import { type Shareable, shareableText } from '../referral/shareable.js';
import { STATE_WORDS, STEP_WORDS } from './words.js';

/** What is said about rewards without being asked. */

type NewsFacts = PartnerFacts & {
  type: Shareable;
  step: Shareable;
  reference: Shareable;
  company: Shareable;
  why?: Shareable;
};

const NEWS: Record<string, string> = {
  earned: 'has earned you a reward',
  approved: 'the reward is approved and will be paid',
  paid: 'the reward is paid',
  declined: 'the reward was declined',
  clawed_back: 'the reward was taken back',
  dispute_answered: 'your objection to the reward is answered',
};

const rewardNews = partnershipTemplate<NewsFacts>(
  'reward-news',
  ({ restricted }, { type, step, reference, company, why }) => {
    const what = NEWS[type] ?? 'there is news of a reward';
    const about = restricted
      ? 'There is news of a reward.'
      : `${company} (${reference}): ${type === 'earned' ? `the ${stepWord(step)} ${what}` : what}.`;
    return {
      summary: restricted ? 'News of a reward' : about,
      elements: [
        { kind: 'text', text: about },
        ...(why && !restricted ? [{ kind: 'quote' as const, text: why }] : []),
        { kind: 'actions', actions: [cardButton('rewards.show', 'Our rewards', {})] },
      ],
    };
  },
  ({ program, now }) => {
    const context: PartnershipContext = {
      partnerName: shareableText('Fjord Consulting'),
      programName: program.name,
      restricted: false,
      now,
    };
    const facts = (type: string, why?: string): NewsFacts => ({
      type: shareableText(type),
      step: shareableText('won'),
      reference: shareableText('R-7K3M9Q'),
      company: shareableText('Acme GmbH'),
      ...(why ? { why: shareableText(why) } : {}),
    });
    return [
      ...Object.keys(NEWS).map((type) => ({ shows: type, context, facts: facts(type) })),
      {
        shows: 'with a reason',
        context,
        facts: facts('declined', 'The meeting was with another department.'),
      },
      { shows: 'restricted', context: { ...context, restricted: true }, facts: facts('paid') },
    ];
  },
);

type PayoutFacts = PartnerFacts & {
  rewards: Shareable;
  several: boolean;
  setOff?: Shareable;
  transferred: boolean;
};

/** Of a payout line with several rewards, or with less to transfer than they come to. */
const payoutNews = partnershipTemplate<PayoutFacts>(
  'payout-news',
  ({ restricted }, { rewards, several, setOff, transferred }) => {
    const yours = several ? 'Your rewards' : 'Your reward';
    const said = transferred
      ? `${yours} for ${rewards} ${several ? 'are' : 'is'} paid.`
      : `${yours} for ${rewards} ${several ? 'are' : 'is'} settled, and nothing is paid out this time.`;
    const why = setOff
      ? `What had been paid for ${setOff} and is no longer earned was set off against ${several ? 'them' : 'it'}${transferred ? ', so the payout is smaller by that' : ''}. Your statement shows the amounts.`
      : undefined;
    const summary = restricted ? 'News of a reward' : said;
    return {
      summary,
      elements: [
        { kind: 'text', text: restricted ? 'There is news of a reward.' : said },
        ...(why && !restricted ? [{ kind: 'text' as const, text: why }] : []),
        { kind: 'actions', actions: [cardButton('rewards.show', 'Our rewards', {})] },
      ],
    };
  },
  ({ program, now }) => {
    const context = {
      partnerName: shareableText('Fjord Consulting'),
      programName: program.name,
      restricted: false,
      now,
    };
    const rewards = shareableText('Acme GmbH (R-7K3M9Q), Beta AG (R-8N4P2T)');
    const setOff = shareableText('Gamma Ltd (R-2D5F7H)');
    return [
      { shows: 'several', context, facts: { rewards, several: true, transferred: true } },
      { shows: 'less', context, facts: { rewards, several: true, setOff, transferred: true } },
      { shows: 'set off', context, facts: { rewards, several: true, setOff, transferred: false } },
      {
        shows: 'restricted',
        context: { ...context, restricted: true },
        facts: { rewards, several: true, setOff, transferred: false },
      },
    ];
  },
);

function stepWord(step: string): string {
  return step === 'won' ? 'signed deal' : 'qualified meeting';
}

interface AboutReward {
  rewardId: string;
  partnerName: string;
  company: string;
  reference: string;
  [key: string]: unknown;
}

const ABOUT: AboutReward = {
  rewardId: '6924210a3c5e7f9b1d2e4f60:won:fjord:EUR:cash',
  partnerName: 'Fjord Consulting',
  company: 'Acme GmbH',
  reference: 'R-7K3M9Q',
};

const LONGEST_NAME = 80;

function named({ partnerName, company, reference }: AboutReward): string {
  return `${shortened(partnerName, LONGEST_NAME)} for ${shortened(company, LONGEST_NAME)} (${reference})`;
}

/** Approve and decline are pressed where the amount stands: on the card that is drawn when it is opened. */
const rewardReview = programTemplate<AboutReward & { step: keyof typeof STEP_WORDS }>(
  'reward-review',
  (_context, facts) => ({
    summary: `A reward waits for your review: ${named(facts)}`,
    elements: [
      { kind: 'text', text: [{ bold: 'A reward waits for your review: ' }, `${named(facts)}.`] },
      {
        kind: 'context',
        text: `${STEP_WORDS[facts.step]}. Whoever worked on the referral cannot approve it.`,
      },
      { kind: 'actions', actions: reviewButtons(facts.rewardId) },
    ],
  }),
  ({ program, now }) => [{ context: { program, now }, facts: { ...ABOUT, step: 'won' } }],
);

export function reviewButtons(rewardId: string): Extract<CardElement, { kind: 'actions' }>['actions'] {
  return [
    button('rewards.approve', 'Approve', { reward: rewardId }, 'primary'),
    formButton('rewards.decline', 'Decline…', { reward: rewardId }, 'danger'),
    cardButton('rewards.history', 'Show', { reward: rewardId }),
  ];
}

const payoutReminder = programTemplate<AboutReward & { state: RewardState; payBy?: Date; amount: Money }>(
  'payout-reminder',
  ({ now }, facts) => {
    const { state, payBy, amount } = facts;
    const late = payBy !== undefined && payBy <= now;
    return {
      summary: `${late ? 'Overdue' : 'Due soon'}: a reward of ${named(facts)}`,
      elements: [
        {
          kind: 'text',
          text: [
            { bold: late ? 'A reward is overdue: ' : 'A reward is to be paid soon: ' },
            `${showAmount(amount)} to ${named(facts)}`,
            ...(payBy ? [', by ', { instant: payBy, show: 'date' } as const] : []),
            '.',
          ],
        },
        { kind: 'context', text: `${STATE_WORDS[state]}.` },
        {
          kind: 'actions',
          actions:
            state === 'in_review'
              ? reviewButtons(facts.rewardId)
              : [cardButton('payouts.show', 'Payouts', {})],
        },
      ],
    };
  },
  ({ program, now }) => {
    const amount = { minorUnits: 125_000, currency: 'EUR' };
    const payBy = new Date(now.getTime() + 7 * 86_400_000);
    return [
      {
        shows: 'to review',
        context: { program, now },
        facts: { ...ABOUT, state: 'in_review', payBy, amount },
      },
      {
        shows: 'overdue',
        context: { program, now },
        facts: { ...ABOUT, state: 'payable', payBy: now, amount },
      },
    ];
  },
);

const rewardDisputed = programTemplate<AboutReward & { by: string; text: string }>(
  'reward-disputed',
  (_context, facts) => ({
    summary: `${facts.by} objects to a reward: ${named(facts)}`,
    elements: [
      { kind: 'text', text: [{ bold: `${facts.by} objects to a reward: ` }, `${named(facts)}.`] },
      { kind: 'quote', text: facts.text },
      {
        kind: 'actions',
        actions: [
          formButton('rewards.answer', 'Answer…', { reward: facts.rewardId }, 'primary'),
          cardButton('rewards.history', 'Show', { reward: facts.rewardId }),
        ],
      },
    ],
  }),
  ({ program, now }) => [
    {
      context: { program, now },
      facts: { ...ABOUT, by: 'Maya Okafor', text: 'They were introduced by us in May.' },
    },
  ],
);

export const REWARD_TEMPLATES: readonly Template[] = [
  rewardNews,
  payoutNews,
  rewardReview,
  payoutReminder,
  rewardDisputed,
];

export function wordCard(text: string): Card {
  return { summary: text, elements: [{ kind: 'text', text }] };
}
