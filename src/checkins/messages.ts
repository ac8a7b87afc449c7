import type { ChannelRef } from '../messages/address.js';
import { findPartner } from '../program/program.js';
import { programTemplate, type Template } from '../program/template.js';
import { checkIn } from './check-in-card.js';
import type { CheckInAnswer } from './partner-record.js';

/** What comes of a check-in, for whoever looks after the partner; and all that is said of check-ins. */

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
