import { type Action, type Card, type CardElement, cardButton } from '../messages/card.js';
import { shortened } from '../messages/shorten.js';
import { ruleName } from '../referral/findings.js';
import type { Referral } from '../referral/referral.js';
import { decisionButtons } from './messages.js';
import type { QueuePlace, RuleCount } from './ports.js';
import { kindWords, waitingKind, whyWaiting } from './words.js';

/** What waits for a program manager, and how good the rules are. Shown to one person alone. */

const LONGEST_NAME = 60;
const LONGEST_REASON = 200;
const MOST_COUNTED = 1_000;

export interface QueuePage {
  found: readonly Referral[];
  total: number;
  /** Absent on the first page. */
  after?: QueuePlace | undefined;
  hasMore: boolean;
}

export function queueCard({ found, total, after, hasMore }: QueuePage): Card {
  const count = total >= MOST_COUNTED ? '1,000 or more' : String(total);
  if (found.length === 0)
    return {
      summary: 'Nothing waits for your decision.',
      elements: [
        { kind: 'title', text: 'Waiting for your decision' },
        {
          kind: 'text',
          text: after
            ? 'There is nothing more.'
            : 'Nothing waits for your decision. What the rules send to review, and appeals of partners, appear here.',
        },
        ...pager({ after, hasMore: false }),
      ],
    };
  return {
    summary: `Waiting for your decision: ${count}`,
    elements: [
      { kind: 'title', text: `Waiting for your decision (${count})` },
      ...found.flatMap((one, index) => [...(index > 0 ? [{ kind: 'divider' } as const] : []), ...row(one)]),
      ...pager({ after, hasMore, last: found.at(-1) }),
    ],
  };
}

function row(referral: Referral): CardElement[] {
  const { id, prospect, reference, partner, attention, stateSince } = referral;
  const from = shortened(partner?.name ?? 'Partner not known yet', LONGEST_NAME);
  return [
    {
      kind: 'text',
      text: [
        { bold: shortened(prospect.company, LONGEST_NAME) },
        ` · ${reference} · ${kindWords(waitingKind(referral))}`,
      ],
    },
    { kind: 'text', text: shortened(whyWaiting(referral), LONGEST_REASON) },
    {
      kind: 'context',
      text: [`${from} · since `, { instant: attention?.undecidedSince ?? stateSince, show: 'date_time' }],
    },
    {
      kind: 'actions',
      actions: [...decisionButtons(referral), cardButton('review.show', 'Open', { referral: id })],
    },
  ];
}

function pager(page: Pick<QueuePage, 'after' | 'hasMore'> & { last?: Referral | undefined }): CardElement[] {
  const actions: Action[] = [];
  if (page.after) actions.push(cardButton('review.page', 'Back to the first', {}));
  const since = page.last?.attention?.undecidedSince;
  if (page.hasMore && page.last && since)
    actions.push(cardButton('review.page', 'Next page', { since: since.toISOString(), id: page.last.id }));
  return actions.length > 0 ? [{ kind: 'actions', actions }] : [];
}

/** Most false alarms first. */
export function rulesCard(counts: readonly RuleCount[]): Card {
  const title = 'How the rules do';
  if (counts.length === 0)
    return {
      summary: title,
      elements: [
        { kind: 'title', text: title },
        { kind: 'text', text: 'No rule has held on a referral yet.' },
      ],
    };
  const sorted = counts.toSorted((a, b) => b.overruled - a.overruled || b.held - a.held);
  return {
    summary: `${title}: ${sorted.length} of them have held`,
    elements: [
      { kind: 'title', text: title },
      {
        kind: 'list',
        items: sorted
          .slice(0, MOST_RULES)
          .map((count) => [{ bold: ruleName(count.rule) }, `: ${countWords(count)}`]),
      },
      {
        kind: 'context',
        text: 'A false alarm is what a program manager let through, or an appeal that was upheld. What each rule does is set in the program file.',
      },
    ],
  };
}

const MOST_RULES = 40;

/** `held 12 times; 5 looked at: 2 false alarms, 3 right`. */
export function countWords({ held, overruled, confirmed }: RuleCount): string {
  const times = held === 1 ? 'held once' : `held ${held} times`;
  const looked = overruled + confirmed;
  if (looked === 0) return `${times}; nobody has looked yet`;
  const alarms = overruled === 1 ? '1 false alarm' : `${overruled} false alarms`;
  return `${times}; ${looked} looked at: ${alarms}, ${confirmed} right`;
}
