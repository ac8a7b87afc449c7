import { button, type CardElement, formButton, type Text } from '../messages/card.js';
import { type PartnerFacts, type PartnershipContext, partnershipTemplate } from '../program/template.js';
import { type Shareable, shareableText } from '../referral/shareable.js';

/** What a check-in says. */

export type CheckInFacts = PartnerFacts & {
  slot?: Shareable;
  partnerId?: Shareable;
  sent?: number;
  met?: number;
  won?: number;
  open?: number;
  askLikelihood?: boolean;
};

export const checkIn = partnershipTemplate<CheckInFacts>(
  'check-in',
  (context, facts) => ({
    summary: `How are things, ${context.partnerName}? A look back, and one question`,
    elements: [
      { kind: 'title', text: 'How are things?' },
      ...lookBack(context, facts),
      {
        kind: 'text',
        text: [
          { bold: 'Is there anybody you would introduce to us this quarter?' },
          ' Under a minute, no preparation needed.',
        ],
      },
      {
        kind: 'actions',
        actions: [
          formButton('referral.start', 'Refer a lead', {}, 'primary'),
          formButton('check_in.clients', 'What clients ask for…', answerValue(facts)),
          formButton('check_in.profile', 'Who is a good fit…', answerValue(facts)),
          button('check_in.talk', 'Talk to somebody', answerValue(facts)),
        ],
      },
      ...likelihood(facts),
      {
        kind: 'actions',
        actions: [button('check_in.skip', 'Skip this quarter', answerValue(facts)), stopButton(facts)],
      },
    ],
  }),
  ({ now, program }) => {
    const context = {
      partnerName: shareableText('Fjord Consulting'),
      programName: program.name,
      restricted: false,
      now,
    };
    const facts = { slot: shareableText('2026-Q4'), partnerId: shareableText('fjord') };
    return [
      {
        shows: 'history',
        context,
        facts: { ...facts, sent: 4, met: 2, won: 1, open: 2, askLikelihood: true },
      },
      { shows: 'nothing yet', context, facts: { ...facts, sent: 0, met: 0, won: 0, open: 0 } },
      {
        shows: 'restricted',
        context: { ...context, restricted: true },
        facts: { ...facts, sent: 4, met: 2, won: 1, open: 2 },
      },
    ];
  },
);

function answerValue({ slot, partnerId }: CheckInFacts): Record<string, string> {
  return { partner: partnerId ?? '', slot: slot ?? '' };
}

function stopButton(facts: CheckInFacts): ReturnType<typeof button> {
  return {
    ...button('check_in.stop', 'Stop check-ins', answerValue(facts)),
    confirm: {
      title: 'Stop these check-ins?',
      text: 'Nobody asks you each quarter any more. You can refer as before, and turn them on again at any time.',
      confirm: 'Stop',
      cancel: 'Keep them',
    },
  } as ReturnType<typeof button>;
}

/** Honest, and kind to whoever has not referred yet. Nothing of it where others read along. */
function lookBack(
  { restricted, partnerName, programName }: PartnershipContext,
  facts: CheckInFacts,
): CardElement[] {
  const { sent = 0, met = 0, won = 0, open = 0 } = facts;
  if (restricted) return [{ kind: 'text', text: `A word from ${programName}, once a quarter.` }];
  if (sent + met + won + open === 0)
    return [
      {
        kind: 'text',
        text: `${partnerName}, no introduction is under way between us just now. That is fine: we only want you to know that we would be glad of one.`,
      },
    ];
  const parts = [
    sent > 0 ? `you introduced ${counted(sent, 'company', 'companies')}` : '',
    met > 0 ? `we met ${met}` : '',
    won > 0 ? `${won} became ${won === 1 ? 'a customer' : 'customers'}` : '',
  ].filter(Boolean);
  const past: Text[] = parts.length > 0 ? [`In the last three months ${sentence(parts)}. Thank you.`] : [];
  const now: Text[] =
    open > 0
      ? [`${counted(open, 'referral', 'referrals')} of yours ${open === 1 ? 'is' : 'are'} under way.`]
      : [];
  return [...past, ...now].map((text) => ({ kind: 'text', text }));
}

function likelihood(facts: CheckInFacts): CardElement[] {
  if (!facts.askLikelihood) return [];
  return [
    {
      kind: 'text',
      text: 'Once a year: how likely are you to refer to us again? 0 is not at all, 10 is certainly.',
    },
    {
      kind: 'actions',
      actions: [
        {
          kind: 'choice',
          id: 'check_in.likelihood',
          label: 'Choose 0 to 10',
          options: Array.from({ length: 11 }, (_, score) => ({
            label: String(score),
            value: { ...answerValue(facts), score: String(score) },
          })),
        },
      ],
    },
  ];
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function sentence(parts: string[]): string {
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : (parts[0] ?? '');
}
