import { type Card, cardButton } from '../messages/card.js';
import { showAmount } from '../program/amount.js';
import { waitsForPayout } from './due.js';
import { named, type ShownReward } from './review-cards.js';
import { STATE_WORDS } from './words.js';

/** A reward is to be paid soon, or is overdue. Undefined when it is paid or owed no more meanwhile. Pure. */
export function reminderCard(shown: ShownReward, now: Date): Card | undefined {
  const { subject, standing } = shown.row;
  const { state, payBy, balance } = standing;
  if (!waitsForPayout(standing)) return undefined;
  const late = payBy !== undefined && payBy <= now;
  const amount = showAmount({ minorUnits: balance, currency: subject.currency });
  return {
    summary: `${late ? 'Overdue' : 'Due soon'}: a reward of ${named(shown)}`,
    elements: [
      {
        kind: 'text',
        text: [
          { bold: late ? 'A reward is overdue: ' : 'A reward is to be paid soon: ' },
          `${amount} to ${named(shown)}`,
          ...(payBy ? [', by ', { instant: payBy, show: 'date' } as const] : []),
          '.',
        ],
      },
      { kind: 'context', text: `${STATE_WORDS[state]}.` },
      {
        kind: 'actions',
        actions: [
          state === 'in_review'
            ? cardButton('rewards.decide', 'Decide', { reward: subject.rewardId })
            : cardButton('payouts.show', 'Payouts', {}),
        ],
      },
    ],
  };
}
