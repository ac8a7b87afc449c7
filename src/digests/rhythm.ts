import { type Action, type Card, cardButton } from '../messages/card.js';
import type { Every, ReaderKey } from './slots.js';

/** How often a digest comes by itself, as people read and choose it. */

export interface Rhythm {
  every: Every;
  at: string;
  day: string;
}

const DAYS: Record<string, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

/** What was chosen, in words. */
export function rhythmCard(parts: readonly { what: string; rhythm: Rhythm }[]): Card {
  const lines = parts.map(({ what, rhythm }) => `${what}: ${rhythmWords(rhythm)}`);
  return {
    summary: lines.join(' '),
    elements: [
      ...lines.map((text) => ({ kind: 'text', text }) as const),
      {
        kind: 'context',
        text: [
          'To see it at any time: ',
          { command: 'digest' },
          '. Nothing that lies behind is sent later. A referral given to you, and what only you can decide, is always said.',
        ],
      },
    ],
  };
}

export function rhythmWords({ every, at, day }: Rhythm): string {
  if (every === 'off') return 'It is not sent by itself.';
  const when =
    every === 'weekly' ? `on ${DAYS[day] ?? day}, or the next business day,` : 'on each business day';
  return `It comes ${when} at ${at} of your time, when there is something to say.`;
}

export function rhythmButtons({ key, rhythm }: { key: ReaderKey; rhythm: Rhythm }): Action[] {
  const choices = [
    ['daily', 'Send it daily'],
    ['weekly', 'Send it weekly'],
    ['off', 'Turn it off'],
  ] as const;
  return choices
    .filter(([every]) => every !== rhythm.every)
    .map(([every, label]) => cardButton(`digest.${every}`, label, { reader: key }));
}
