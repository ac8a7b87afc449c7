import { button, type Card, type CardElement, cardButton } from '../messages/card.js';
import { counted } from '../messages/counted.js';
import { shortened } from '../messages/shorten.js';
import { showAmount } from '../program/amount.js';
import { type Program, partnerName } from '../program/program.js';
import type { PayoutLine } from './ports.js';
import { KIND_WORDS } from './words.js';

/** Payouts in chat, for program managers. Pure. */

export const PAYOUT_LINES_SHOWN = 12;

export function payoutsCard(
  program: Program,
  { found, total }: { found: readonly PayoutLine[]; total: number },
  payable: number,
  note?: string,
): Card {
  const title = 'Payouts';
  const shown = found.slice(0, PAYOUT_LINES_SHOWN);
  const lines = shown.flatMap((line) => lineElements(line, program));
  return {
    summary: title,
    elements: [
      { kind: 'title', text: title },
      ...(note ? [{ kind: 'text' as const, text: note }] : []),
      {
        kind: 'text',
        text:
          total === 0
            ? 'No payout is under way.'
            : `${howMany(total)} line${total === 1 ? ' is' : 's are'} to be transferred.`,
      },
      ...lines,
      ...(total > shown.length
        ? [
            {
              kind: 'context' as const,
              text: `These are the newest ${shown.length}. The command line lists all: payouts list.`,
            },
          ]
        : []),
      { kind: 'divider' },
      {
        kind: 'text',
        text:
          payable === 0
            ? 'Nothing else is payable.'
            : `${payable === 1 ? 'One more reward is' : `${howMany(payable)} more rewards are`} payable.`,
      },
      {
        kind: 'actions',
        actions: [
          ...(payable > 0 ? [button('payouts.create', 'Make a payout', {}, 'primary')] : []),
          cardButton('rewards.review', 'Rewards to review', {}),
        ],
      },
      {
        kind: 'context',
        text: 'As a file for your bank or your accountants: payouts export on the command line; what was transferred comes back with import payouts.',
      },
    ],
  };
}

/** What is counted so far and no further. */
const COUNTED_UP_TO = 10_000;

function howMany(count: number): string {
  return count >= COUNTED_UP_TO ? '10,000 or more' : String(count);
}

function lineElements(
  { id, partnerId, amount, currency, kind, items }: PayoutLine,
  program: Program,
): CardElement[] {
  const [name, count] = [shortened(partnerName(program, partnerId), 60), items.length];
  return [
    {
      kind: 'text',
      text: [{ bold: showAmount({ minorUnits: amount, currency }) }, ` to ${name} · ${id}`],
    },
    { kind: 'context', text: `${KIND_WORDS[kind]} · ${counted(count, 'reward')}` },
    {
      kind: 'actions',
      actions: [
        {
          kind: 'button',
          id: 'payouts.paid',
          label: 'Mark as paid',
          value: { line: id },
          confirm: {
            title: 'Has it been paid?',
            text: `${showAmount({ minorUnits: amount, currency })} to ${name}. The partner is told.`,
            confirm: 'It is paid',
            cancel: 'Not yet',
          },
        },
        button('payouts.cancel', 'Cancel', { line: id }),
      ],
    },
  ];
}
