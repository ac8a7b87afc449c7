import {
  type Action,
  type Card,
  type CardElement,
  cardButton,
  formButton,
  type Span,
  type Text,
} from '../messages/card.js';
import { shortened } from '../messages/shorten.js';
import { showAmount } from '../program/amount.js';
import type { Program } from '../program/program.js';
import type { RewardState } from '../referral/reward-terms.js';
import type { Total } from './account.js';
import type { LedgerEntry } from './entry.js';
import { reviewButtons } from './messages.js';
import { nameOf } from './news.js';
import type { Page, RewardRow } from './ports.js';
import type { Statement } from './read-rewards.js';
import { ENTRY_WORDS, KIND_WORDS, STATE_WORDS, STEP_WORDS } from './words.js';

/** The statement in plain words. Pure. */

const LONGEST_NAME = 60;

export function statementCard(statement: Statement): Card {
  const { partnerName, account, page, asPartner, program, mayReview } = statement;
  const title = asPartner ? 'Your rewards' : `Rewards of ${shortened(partnerName, LONGEST_NAME)}`;
  const base = { partner: statement.partnerId };
  const body: CardElement[] =
    page.total === 0
      ? [{ kind: 'text', text: nothingYet(statement) }]
      : [
          ...(statement.cursor ? [] : totals(account.totals)),
          { kind: 'divider' },
          ...page.found.flatMap((row) => rowElements(row, program, { asPartner, mayReview })),
          ...pager(page, statement.cursor, 'rewards.page', base),
        ];
  return { summary: title, elements: [{ kind: 'title', text: title }, ...body] };
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

const OPEN: readonly RewardState[] = ['pending', 'on_hold', 'in_review', 'approved', 'payable'];

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

/** What needs no explanation has none. */
const SAYS_WHY: ReadonlySet<RewardState> = new Set(['pending', 'declined', 'clawed_back', 'paid']);

interface Reader {
  asPartner: boolean;
  mayReview: boolean;
}

function rowElements(row: RewardRow, program: Program, reader: Reader): CardElement[] {
  const { subject, standing } = row;
  const { state, earned, balance, payBy, hold, line, dispute } = standing;
  const show = (minorUnits: number) => showAmount({ minorUnits, currency: subject.currency });
  const worth = standing.unknown ? 'not known yet' : show(shownAmount(row));
  const partner = reader.asPartner ? '' : ` · ${shortened(nameOf(program, subject.partnerId), LONGEST_NAME)}`;
  const kind = subject.kind === 'cash' ? '' : ` (${KIND_WORDS[subject.kind].toLowerCase()})`;
  const why = reader.asPartner ? standing.forPartner : standing.reason;
  const details: Span[] = [
    `${subject.reference}${partner} · ${STATE_WORDS[state]}`,
    ...(state === 'on_hold' && hold?.untilCollected ? [' until the customer has paid'] : []),
    ...(state === 'on_hold' && hold && !hold.untilCollected
      ? [' until ', { instant: hold.until, show: 'date' } as const]
      : []),
    ...(balance > 0 && payBy && OPEN.includes(state)
      ? [state === 'payable' ? ' by ' : ', to be paid by ', { instant: payBy, show: 'date' } as const]
      : []),
    ...(balance < 0 ? [`, ${show(-balance)} to be set off against the next payout`] : []),
    ...(earned > 0 && balance > 0 && balance !== earned ? [`, ${show(balance)} of it still to come`] : []),
    ...(line && !reader.asPartner ? [`, in payout ${line}`] : []),
    ...(dispute ? [dispute.answered ? '. Your objection is answered' : '. Objected to'] : []),
    ...(why && SAYS_WHY.has(state) ? [`. ${shortened(why, 300)}`] : []),
    ...(standing.setOff ? [`. ${standing.setOff}`] : []),
  ];
  return [
    {
      kind: 'text',
      text: [
        { bold: worth },
        ` · ${STEP_WORDS[subject.step]}${kind} · ${shortened(subject.company, LONGEST_NAME)}`,
      ],
    },
    { kind: 'context', text: details },
    ...actionsOf(row, reader),
  ];
}

/** Of what was declined or taken back: how much it would have been. */
function shownAmount({ standing: { earned, raw, paid } }: RewardRow): number {
  return earned !== 0 ? earned : raw > 0 ? raw : paid;
}

function actionsOf({ subject, standing }: RewardRow, { asPartner, mayReview }: Reader): CardElement[] {
  const reward = { reward: subject.rewardId };
  const actions: Action[] = [];
  if (asPartner && !standing.dispute) actions.push(formButton('rewards.dispute', 'I do not agree…', reward));
  if (!asPartner && mayReview && standing.state === 'in_review')
    actions.push(...reviewButtons(subject.rewardId));
  else if (!asPartner) actions.push(cardButton('rewards.history', 'Show', reward));
  if (mayReview && !asPartner && standing.dispute && !standing.dispute.answered)
    actions.push(formButton('rewards.answer', 'Answer the objection…', reward));
  return actions.length > 0 ? [{ kind: 'actions', actions }] : [];
}

export function overviewCard({
  program,
  page,
  review,
  cursor,
  mayReview,
}: {
  program: Program;
  page: Page<RewardRow>;
  review: boolean;
  cursor?: string | undefined;
  mayReview: boolean;
}): Card {
  const title = review ? 'Rewards to review' : 'All rewards';
  const count =
    page.total > page.found.length ? ` (${page.total >= 1_000 ? 'more than 1,000' : page.total})` : '';
  const empty = review
    ? 'Nothing waits for a review.'
    : program.rewards
      ? 'Nothing has been earned yet.'
      : 'The program gives no rewards. A program manager adds them to the program file, under rewards.';
  const body: CardElement[] =
    page.found.length === 0
      ? [{ kind: 'text', text: empty }]
      : [
          ...page.found.flatMap((row) => rowElements(row, program, { asPartner: false, mayReview })),
          ...pager(page, cursor, review ? 'rewards.review' : 'rewards.all', {}),
        ];
  const hint: CardElement[] = review
    ? []
    : [
        {
          kind: 'context',
          text: [
            { command: 'rewards review' },
            ' shows what waits for a review, ',
            { command: 'rewards NAME' },
            ' one partner’s statement, ',
            { command: 'payouts' },
            ' what is to be transferred.',
          ],
        },
      ];
  return { summary: title, elements: [{ kind: 'title', text: `${title}${count}` }, ...body, ...hint] };
}

/** Every entry of one reward, for staff: each cent with its reason and who it was. */
export function historyCard(row: RewardRow, entries: readonly LedgerEntry[], program: Program): Card {
  const { company, reference, partnerId, step, currency } = row.subject;
  const title = shortened(`${STEP_WORDS[step]} of ${company}`, 140);
  const items = entries.slice(-20).map((entry): Text => {
    const amount = entry.amount === 0 ? '' : ` ${showAmount({ minorUnits: entry.amount, currency })}`;
    return [
      { instant: entry.at, show: 'date_time' },
      ` ${ENTRY_WORDS[entry.type]}${amount} · ${entry.by.name} · ${shortened(entry.reason, 200)}`,
    ];
  });
  const { terms } = row.standing;
  const plan = terms?.planId
    ? `Plan ${terms.planId}${terms.version ? `, terms ${terms.version}` : ''}. `
    : '';
  return {
    summary: `${title} (${reference})`,
    elements: [
      { kind: 'title', text: title },
      {
        kind: 'text',
        text: `${nameOf(program, partnerId)} · ${reference} · ${STATE_WORDS[row.standing.state]}`,
      },
      { kind: 'list', items },
      {
        kind: 'context',
        text: `${plan}The sum of its entries is ${showAmount({ minorUnits: row.standing.balance, currency })}.`,
      },
      {
        kind: 'actions',
        actions: [cardButton('referral.show', 'Show the referral', { referral: row.subject.referralId })],
      },
    ],
  };
}

function pager(
  page: Page<RewardRow>,
  cursor: string | undefined,
  action: string,
  base: Record<string, string>,
): CardElement[] {
  const actions: Action[] = [];
  if (cursor) actions.push(cardButton(`${action}_first`, 'Back to the first', { ...base, turn: 'yes' }));
  if (page.next) actions.push(cardButton(action, 'Next page', { ...base, cursor: page.next, turn: 'yes' }));
  return actions.length > 0 ? [{ kind: 'actions', actions }] : [];
}
