import { type Card, cardButton } from '../messages/card.js';
import {
  type PartnerFacts,
  type PartnershipContext,
  partnershipTemplate,
  readerTemplate,
  type Template,
} from '../program/template.js';
import { type Shareable, shareableText } from '../referral/shareable.js';
import { managerExamples } from './examples.js';

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

/** Made of how the reward stands when they are delivered: see compose-card.ts; drawn from sample rewards in the catalogue. */
const forManagers = ['reward-review', 'reward-disputed', 'payout-reminder'].map((name) =>
  readerTemplate(name, (samples) => managerExamples(name, samples)),
);

export const REWARD_TEMPLATES: readonly Template[] = [rewardNews, payoutNews, ...forManagers];

export function wordCard(text: string): Card {
  return { summary: text, elements: [{ kind: 'text', text }] };
}
