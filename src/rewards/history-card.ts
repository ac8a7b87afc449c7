import { type Action, type Card, cardButton, formButton, type Text } from '../messages/card.js';
import { shortened } from '../messages/shorten.js';
import { showAmount } from '../program/amount.js';
import { partnerName } from '../program/program.js';
import type { RewardState } from '../referral/reward-terms.js';
import type { LedgerEntry } from './entry.js';
import { decisionButtons, type ShownReward } from './review-cards.js';
import { ENTRY_WORDS, STATE_WORDS, STEP_WORDS } from './words.js';

const SHOWN = 20;

/**
 * The entries of one reward, for staff: each cent with its reason and who it was. The newest twenty, or those before one of them.
 * @param before the place of an entry
 */
export function historyCard(
  { program, row, entries }: ShownReward,
  { mayReview = false, before }: { mayReview?: boolean; before?: number | undefined } = {},
): Card {
  const { company, reference, partnerId, step, currency } = row.subject;
  const title = shortened(`${STEP_WORDS[step]} of ${company}`, 140);
  const earlier = entries.filter(({ seq }) => before === undefined || seq < before);
  const shown = earlier.slice(-SHOWN);
  const { terms } = row.standing;
  const plan = terms?.planId
    ? `Plan ${terms.planId}${terms.version ? `, terms ${terms.version}` : ''}. `
    : '';
  const sum = showAmount({ minorUnits: row.standing.balance, currency });
  return {
    summary: `${title} (${reference})`,
    elements: [
      { kind: 'title', text: title },
      {
        kind: 'text',
        text: `${partnerName(program, partnerId)} · ${reference} · ${STATE_WORDS[row.standing.state]}`,
      },
      { kind: 'list', items: shown.map((entry) => lineOf(entry, currency)) },
      { kind: 'context', text: `${plan}The sum of its ${entries.length} entries is ${sum}.` },
      {
        kind: 'actions',
        actions: [
          ...(mayReview ? deciding(row.subject.rewardId, row.standing) : []),
          ...olderButton(row.subject.rewardId, shown, earlier.length),
          cardButton('referral.show', 'Show the referral', { referral: row.subject.referralId }),
        ],
      },
    ],
  };
}

function lineOf(entry: LedgerEntry, currency: string): Text {
  // A hyphen would let a line end between sign and amount.
  const shown = showAmount({ minorUnits: entry.amount, currency }).replace('-', '−');
  const amount = entry.amount === 0 ? '' : ` ${shown}`;
  return [
    { instant: entry.at, show: 'date_time' },
    ` ${ENTRY_WORDS[entry.type]}${amount} · ${entry.by.name} · ${shortened(entry.reason, 200)}`,
  ];
}

function olderButton(reward: string, shown: readonly LedgerEntry[], count: number): Action[] {
  const [first] = shown;
  if (!first || count <= shown.length) return [];
  return [
    cardButton('rewards.history', 'Earlier entries', { reward, before: String(first.seq), turn: 'yes' }),
  ];
}

/** What has been approved can still be declined, until it is in a payout. */
const CAN_BE_DECLINED: ReadonlySet<RewardState> = new Set(['pending', 'on_hold', 'approved', 'payable']);

function deciding(reward: string, { state, line }: { state: RewardState; line?: string }): Action[] {
  if (state === 'in_review') return decisionButtons(reward, 'one');
  if (line !== undefined || !CAN_BE_DECLINED.has(state)) return [];
  return [formButton('rewards.decline', 'Decline…', { reward, seen: state }, 'danger')];
}
