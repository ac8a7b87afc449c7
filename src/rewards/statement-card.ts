import type { Card, CardElement } from '../messages/card.js';
import { shortened } from '../messages/shorten.js';
import { showAmount } from '../program/amount.js';
import type { Program } from '../program/program.js';
import { limitsOf } from '../program/reward-settings.js';
import type { Total } from './account.js';
import type { Statement } from './read-rewards.js';
import { countWords, LONGEST_NAME, OPEN, pager, rowElements } from './reward-rows.js';
import { KIND_WORDS, STATE_WORDS } from './words.js';

/** A partner's statement in plain words, for itself or for staff. Pure. */
export function statementCard(statement: Statement, note?: string): Card {
  const { partnerId, partnerName, account, page, asPartner, program, mayReview, cursor } = statement;
  const whose = asPartner ? 'Your rewards' : `Rewards of ${shortened(partnerName, LONGEST_NAME)}`;
  const title = `${whose}${countWords(page)}`;
  const reader = { asPartner, mayReview, list: `partner:${partnerId}` };
  const body: CardElement[] =
    page.total === 0
      ? [{ kind: 'text', text: nothingYet(statement) }]
      : [
          ...(cursor ? [] : totals(account.totals)),
          { kind: 'divider' },
          ...page.found.flatMap((row) => rowElements(row, program, reader)),
          ...pager(page, cursor, 'rewards.page', { partner: partnerId }),
          ...limits(program, partnerId),
        ];
  return {
    summary: title,
    elements: [
      { kind: 'title', text: title },
      ...(note ? [{ kind: 'text', text: note } as const] : []),
      ...body,
    ],
  };
}

/** The rule of limits; see docs/decisions.md, 76. */
function limits(program: Program, partnerId: string): CardElement[] {
  const caps = limitsOf(program, partnerId);
  if (caps.length === 0) return [];
  const most = caps.map(
    ({ minorUnits, currency, per }) => `${showAmount({ minorUnits, currency })} a ${per}`,
  );
  const text = [
    `At most ${most.join(', ')} of all that is earned in that currency.`,
    `A reward counts where it was earned by the calendar (${program.timeZone}).`,
    'What is declined or taken back counts no more: it makes room for rewards of that time that are booked or corrected afterwards. What was cut off before stays cut off.',
  ].join(' ');
  return [{ kind: 'context', text }];
}

function nothingYet({ asPartner, program, partnerId, partnerName }: Statement): string {
  const partner = program.partners.find(({ id }) => id === partnerId);
  if (!program.rewards) return `${program.name} gives no rewards.`;
  if (partner?.rewards === 'none')
    return asPartner
      ? 'It is agreed that you take no rewards. If that should change, tell your contact with us.'
      : `${partnerName} takes no rewards (see the program file).`;
  return asPartner
    ? 'Nothing has been earned yet. When a referral of yours gets as far, you find it here.'
    : `${partnerName} has earned nothing yet.`;
}

/** Each currency and kind for itself: nothing is ever added up across them. */
function totals(all: Record<string, Total>): CardElement[] {
  return Object.entries(all)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, { byState, toSetOff, paid }]): CardElement[] => {
      const [currency = '', kind = 'cash'] = key.split(':');
      const show = (minorUnits: number) => showAmount({ minorUnits, currency });
      const open = OPEN.flatMap((state) =>
        byState[state] ? [{ label: STATE_WORDS[state], value: show(byState[state]) }] : [],
      );
      return [
        { kind: 'text', text: [{ bold: `${KIND_WORDS[kind as keyof typeof KIND_WORDS]} in ${currency}` }] },
        { kind: 'fields', fields: [...open, { label: 'Paid', value: show(paid) }] },
        ...(toSetOff > 0
          ? [
              {
                kind: 'text' as const,
                text: `${show(toSetOff)} was paid and taken back since; it is set off against the next payout.`,
              },
            ]
          : []),
      ];
    });
}
