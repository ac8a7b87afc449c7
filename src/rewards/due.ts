import type { Standing } from './fold.js';

const DAY_MS = 86_400_000;
/** Before a payout is due. */
const REMINDED_DAYS_BEFORE = 7;

/** When something is to be done with a reward though nobody acts; undefined: never. Pure. */
export function dueAt({ state, hold, payBy, balance, reminders }: Standing): Date | undefined {
  if (state === 'on_hold') return hold && !hold.untilCollected ? hold.until : undefined;
  if (!payBy || !waitsForPayout({ state, balance })) return undefined;
  if (reminders === 0) return new Date(payBy.getTime() - REMINDED_DAYS_BEFORE * DAY_MS);
  return reminders === 1 ? payBy : undefined;
}

/** Whether the time in which it has to be paid runs. */
export function waitsForPayout({ state, balance }: Pick<Standing, 'state' | 'balance'>): boolean {
  return balance > 0 && (state === 'in_review' || state === 'approved' || state === 'payable');
}

/** Whether a payout may take it: it is to be paid, or its negative balance to be set off. */
export function payoutPart({ state, balance, line }: Standing): 'pay' | 'set_off' | undefined {
  if (line !== undefined) return undefined;
  if (balance < 0) return 'set_off';
  return state === 'payable' && balance > 0 ? 'pay' : undefined;
}
