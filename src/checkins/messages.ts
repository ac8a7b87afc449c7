import type { ChannelRef } from '../messages/address.js';
import { button, type Card, type CardElement, formButton, type Text } from '../messages/card.js';
import { findPartner } from '../program/program.js';
import {
  type PartnerFacts,
  type PartnershipContext,
  partnershipTemplate,
  programTemplate,
  type Template,
} from '../program/template.js';
import { type Shareable, shareableText } from '../referral/shareable.js';
import type { CheckInAnswer } from './partner-record.js';

/** What a check-in says, and what comes of its answers. */

export type CheckInFacts = PartnerFacts & {
  slot?: Shareable;
  partnerId?: Shareable;
  sent?: number;
  met?: number;
  won?: number;
  open?: number;
  askLikelihood?: boolean;
};

const checkIn = partnershipTemplate<CheckInFacts>(
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

interface AnswerFacts extends Record<string, unknown> {
  partnerId: string;
  kind: CheckInAnswer['kind'];
  who: string;
  text?: string;
  likelihood?: number;
  channel?: ChannelRef;
}

/** What a partner said, for whoever looks after it. */
const partnerAnswer = programTemplate<AnswerFacts>(
  'partner-answer',
  ({ program }, { partnerId, kind, who, text, likelihood: score, channel }) => {
    const partner = findPartner(program, partnerId)?.name ?? partnerId;
    const said = {
      clients: ['', ' tells what their clients ask for:'],
      profile: ['', ' tells who is a good fit for them now:'],
      talk: ['', ' would like to talk to somebody. They were told that you get in touch.'],
      skip: ['', ' skips this quarter’s check-in.'],
      stop: ['', ' has stopped the quarterly check-ins. They can be turned on again in their channel.'],
      likelihood: ['', ` says how likely they are to refer again: ${score ?? '?'} of 10.`],
    }[kind];
    return {
      summary: `${partner} has answered the check-in`,
      elements: [
        { kind: 'text', text: [{ bold: who }, ` of ${partner}${said.join('')}`] },
        ...(text ? [{ kind: 'quote', text } as const] : []),
        ...(channel ? [{ kind: 'context', text: ['In ', { channel }] } as const] : []),
      ],
    };
  },
  ({ program, now }) => {
    const context = { program, now };
    const facts = { partnerId: 'fjord', who: 'Maya Okafor' };
    return [
      {
        shows: 'clients',
        context,
        facts: { ...facts, kind: 'clients', text: 'NIS2, and who watches at night.' },
      },
      {
        shows: 'talk',
        context,
        facts: { ...facts, kind: 'talk', channel: { platform: 'slack', id: 'C0PARTNER01' } },
      },
      { shows: 'stopped', context, facts: { ...facts, kind: 'stop' } },
      { shows: 'likelihood', context, facts: { ...facts, kind: 'likelihood', likelihood: 9 } },
    ];
  },
);

const partnerDormant = programTemplate<{ partnerId: string; silent: number }>(
  'partner-dormant',
  ({ program }, { partnerId, silent }) => {
    const partner = findPartner(program, partnerId)?.name ?? partnerId;
    const text = `${partner} has not answered ${silent === 1 ? 'the last check-in' : `the last ${silent} check-ins`} and has not referred since. It gets no more of them until it is heard of; a call may help.`;
    return { summary: `${partner} has fallen silent`, elements: [{ kind: 'text', text }] };
  },
  ({ program, now }) => [{ context: { program, now }, facts: { partnerId: 'fjord', silent: 2 } }],
);

const checkInParked = programTemplate<{ partnerId: string }>(
  'check-in-parked',
  ({ program }, { partnerId }) => {
    const partner = findPartner(program, partnerId)?.name ?? partnerId;
    const text = `The check-in with ${partner} failed five times and is given up for this quarter. The log says why.`;
    return { summary: `No check-in with ${partner} this quarter`, elements: [{ kind: 'text', text }] };
  },
  ({ program, now }) => [{ context: { program, now }, facts: { partnerId: 'fjord' } }],
);

export const CHECK_IN_TEMPLATES: readonly Template[] = [
  checkIn,
  partnerAnswer,
  partnerDormant,
  checkInParked,
];

export type Thanks = CheckInAnswer['kind'] | 'start' | 'again' | 'on already';

/** What whoever answered is told, alone. */
export function thanksCard(kind: Thanks, partnerId: string, managerName?: string): Card {
  const who = managerName ?? 'Somebody of ours';
  const text = {
    clients: 'Thank you. The people who look after the program read it.',
    profile: 'Thank you. The people who look after the program read it.',
    likelihood: 'Thank you for your answer.',
    talk: `${who} gets in touch with you.`,
    skip: 'Understood. You hear from us next quarter.',
    stop: 'There are no more check-ins. You can refer as before.',
    start: 'Check-ins are on again. The next one comes in its time.',
    again: 'You have answered this already. Thank you.',
    'on already': 'Check-ins are on already. The next one comes in its time.',
  }[kind];
  const back = {
    kind: 'actions',
    actions: [button('check_in.start', 'Turn them on again', { partner: partnerId })],
  } as const;
  return {
    summary: text,
    elements: [{ kind: 'text', text }, ...(kind === 'stop' ? [{ ...back, actions: [...back.actions] }] : [])],
  };
}
