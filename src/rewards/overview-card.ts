import type { Card, CardElement } from '../messages/card.js';
import type { Overview } from './read-rewards.js';
import { countWords, pager, rowElements } from './reward-rows.js';

const TITLES: Record<Overview['kind'], string> = {
  review: 'Rewards to review',
  disputes: 'Objections to answer',
  all: 'All rewards',
};

/** What waits for a program manager, or is under way, of all partners. For staff. Pure. */
export function overviewCard({ program, page, kind, cursor, mayReview }: Overview, note?: string): Card {
  const title = `${TITLES[kind]}${countWords(page)}`;
  const reader = { asPartner: false, mayReview, list: kind };
  const body: CardElement[] =
    page.found.length === 0
      ? [{ kind: 'text', text: emptyWords(kind, program.rewards !== undefined) }]
      : [
          ...page.found.flatMap((row) => rowElements(row, program, reader)),
          ...pager(page, cursor, `rewards.${kind}`, {}),
        ];
  return {
    summary: title,
    elements: [
      { kind: 'title', text: title },
      ...(note ? [{ kind: 'text', text: note } as const] : []),
      ...body,
      ...(kind === 'all' ? [HINT] : []),
    ],
  };
}

function emptyWords(kind: Overview['kind'], rewards: boolean): string {
  if (kind === 'review') return 'Nothing waits for a review.';
  if (kind === 'disputes') return 'No objection is open.';
  return rewards
    ? 'Nothing has been earned yet.'
    : 'The program gives no rewards. A program manager adds them to the program file, under rewards.';
}

const HINT: CardElement = {
  kind: 'context',
  text: [
    { command: 'rewards review' },
    ' shows what waits for a review, ',
    { command: 'rewards disputes' },
    ' what partners object to, ',
    { command: 'rewards NAME' },
    ' one partner’s statement, ',
    { command: 'payouts' },
    ' what is to be transferred.',
  ],
};
