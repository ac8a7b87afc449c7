import { button, type Card, type CardElement, cardButton, formButton, type Text } from '../messages/card.js';
import { shortened } from '../messages/shorten.js';
import { showAmount } from '../program/amount.js';
import { type Program, partnerName } from '../program/program.js';
import type { LedgerEntry } from './entry.js';
import type { RewardRow } from './ports.js';
import { answeredWords, decisionWords, reviewRounds } from './review-rounds.js';
import { STATE_WORDS, STEP_WORDS } from './words.js';

/** What program managers decide about rewards. Each card says who decided what and when, once somebody has. Pure. */

export interface ShownReward {
  program: Program;
  row: RewardRow;
  /** All of the reward, in their order. */
  entries: readonly LedgerEntry[];
}

const LONGEST_NAME = 80;
const LONGEST_WORDS = 1_000;

export function named({ program, row: { subject } }: Pick<ShownReward, 'program' | 'row'>): string {
  const partner = shortened(partnerName(program, subject.partnerId), LONGEST_NAME);
  return `${partner} for ${shortened(subject.company, LONGEST_NAME)} (${subject.reference})`;
}

/**
 * Approve and decline, or what has become of it.
 * @param list where its buttons stand: what is answered is that place, brought up to date
 */
export function reviewCard(shown: ShownReward, number?: number, list?: string): Card {
  const rounds = reviewRounds(shown.entries);
  const round = rounds.find((one) => one.number === number) ?? rounds.at(-1);
  if (round && !round.end) return waitingCard(shown, round.since, list);
  return decidedCard(shown, round?.end);
}

function waitingCard(shown: ShownReward, since: Date, list?: string): Card {
  const { subject, standing } = shown.row;
  const title = `A reward waits for your review: ${named(shown)}`;
  const { payBy, dispute } = standing;
  const facts: Text = [
    `${STEP_WORDS[subject.step]}. Waits since `,
    { instant: since, show: 'date' },
    ...(payBy ? [', to be paid by ', { instant: payBy, show: 'date' } as const] : []),
    '. Whoever worked on the referral cannot approve it.',
  ];
  return {
    summary: title,
    elements: [
      {
        kind: 'text',
        text: [{ bold: 'A reward waits for your review: ' }, `${amountOf(shown)} to ${named(shown)}.`],
      },
      ...(dispute
        ? [
            { kind: 'text', text: 'The partner objected to an earlier decision:' } as const,
            { kind: 'quote', text: shortened(dispute.text, LONGEST_WORDS) } as const,
          ]
        : []),
      { kind: 'context', text: facts },
      {
        kind: 'actions',
        actions: [...decisionButtons(subject.rewardId, list), historyButton(subject.rewardId)],
      },
    ],
  };
}

function decidedCard(shown: ShownReward, end: LedgerEntry | undefined): Card {
  const { row, program } = shown;
  const { subject, standing } = row;
  const how = end
    ? decisionWords(end, program.timeZone)
    : `It does not wait for a review: ${STATE_WORDS[standing.state].toLowerCase()}.`;
  return {
    summary: `Reward of ${named(shown)}: ${how}`,
    elements: [
      { kind: 'text', text: [{ bold: `${amountOf(shown, end)} to ${named(shown)}. ` }, how] },
      ...saidToPartner(end),
      {
        kind: 'context',
        text: `${STEP_WORDS[subject.step]} · now: ${STATE_WORDS[standing.state].toLowerCase()}`,
      },
      { kind: 'actions', actions: [historyButton(subject.rewardId)] },
    ],
  };
}

function saidToPartner(end: LedgerEntry | undefined): CardElement[] {
  if (end?.type !== 'declined' || !end.forPartner) return [];
  return [
    { kind: 'text', text: 'The partner has read:' },
    { kind: 'quote', text: shortened(end.forPartner, LONGEST_WORDS) },
  ];
}

/** What was to be decided on: of what was declined or taken back, what it took away. */
function amountOf({ row: { subject, standing } }: ShownReward, end?: LedgerEntry): string {
  const taken = end && end.amount < 0 ? -end.amount : undefined;
  const minorUnits = taken ?? (standing.balance > 0 ? standing.balance : standing.earned);
  return showAmount({ minorUnits, currency: subject.currency });
}

/** A partner does not agree; or who has answered. */
export function disputeCard(shown: ShownReward): Card {
  const { entries, program, row } = shown;
  const { rewardId } = row.subject;
  const asked = entries.findLast(({ type }) => type === 'disputed');
  const answered = entries.findLast(({ type }) => type === 'dispute_answered');
  const words = asked?.reason ?? '';
  const asks: CardElement[] = [{ kind: 'quote', text: shortened(words, LONGEST_WORDS) }];
  const who = `${asked?.by.name ?? 'The partner'} objects to a reward: `;
  if (!answered)
    return {
      summary: `${who}${named(shown)}`,
      elements: [
        { kind: 'text', text: [{ bold: who }, `${named(shown)}.`] },
        ...asks,
        {
          kind: 'actions',
          actions: [
            formButton('rewards.answer', 'Answer…', { reward: rewardId }, 'primary'),
            historyButton(rewardId),
          ],
        },
      ],
    };
  const how = answeredWords(answered, entries, program.timeZone);
  return {
    summary: `Objection to a reward of ${named(shown)}: ${how}`,
    elements: [
      { kind: 'text', text: [{ bold: who }, `${named(shown)}. ${how}`] },
      ...asks,
      { kind: 'text', text: 'The partner has read:' },
      { kind: 'quote', text: shortened(answered.forPartner ?? answered.reason, LONGEST_WORDS) },
      { kind: 'actions', actions: [historyButton(rewardId)] },
    ],
  };
}

/** `seen`: what was on the screen, so that nobody decides about what has been decided since. */
export function decisionButtons(rewardId: string, list?: string) {
  const value = { reward: rewardId, seen: 'in_review', ...(list ? { list } : {}) };
  return [
    button('rewards.approve', 'Approve', value, 'primary'),
    formButton('rewards.decline', 'Decline…', value, 'danger'),
  ];
}

export function historyButton(rewardId: string) {
  return cardButton('rewards.history', 'Show', { reward: rewardId });
}

/** Where another organisation reads along: that there is something, and where to look. */
export function withheldCard(): Card {
  const text =
    'There is news of a reward. Another organisation is in this channel, so nothing of it is shown here.';
  return {
    summary: 'News of a reward',
    elements: [
      { kind: 'text', text },
      { kind: 'actions', actions: [cardButton('rewards.review', 'Rewards to review', {})] },
    ],
  };
}
