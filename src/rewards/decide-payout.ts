import { Refused } from '../errors.js';
import type { Act } from '../referral/decide.js';
import { sum } from './account.js';
import type { Booking, Reward } from './book.js';
import { payoutPart } from './due.js';
import type { PayoutItem, PayoutLine } from './ports.js';

/** Payouts, decided line by line: one partner, one currency, one kind. Pure. */

/**
 * A line of what is payable now, less what has to be set off; `undefined` when there is nothing to pay. What has to be set
 * off beyond that is carried to the next payout; where nothing is left to transfer, the line is paid as it is made.
 */
export function newLine(
  of: Pick<PayoutLine, 'id' | 'payoutId' | 'kind' | 'currency'>,
  rewards: readonly Reward[],
  booking: Booking,
  act: Act,
): PayoutLine | undefined {
  const parts = rewards
    .filter(({ subject }) => subject.currency === of.currency && subject.kind === of.kind)
    .map((reward) => ({ reward, part: payoutPart(reward.standing) }));
  const pay = parts.filter(({ part }) => part === 'pay').map(({ reward }) => reward);
  const owed = parts.filter(({ part }) => part === 'set_off').map(({ reward }) => reward);
  const payable = total(pay);
  const toSetOff = Math.min(payable, -total(owed));
  const items = [...pay.map((reward) => itemOf(reward, reward.standing.balance)), ...setOff(owed, toSetOff)];
  const [first] = pay;
  if (!first) return undefined;
  const { programId, partnerId } = first.subject;
  const amount = payable - toSetOff;
  const line: PayoutLine = {
    ...of,
    programId,
    partnerId,
    amount,
    items: items.map(({ item }) => item),
    state: 'open',
    createdAt: act.at,
    by: act.by,
  };
  // All of it was owed to us: there is nothing to transfer.
  if (amount === 0) return transferred(line, items, booking, { act, reference: 'set off' });
  for (const { reward } of items)
    booking.add(reward.subject, {
      transition: `${line.id}:in`,
      type: 'batched',
      at: act.at,
      by: act.by,
      line: line.id,
      reason: `In payout ${line.id}.`,
    });
  return line;
}

function total(rewards: readonly Reward[]): number {
  return rewards.reduce((so, { standing }) => sum(so, standing.balance), 0);
}

interface Taken {
  item: PayoutItem;
  reward: Reward;
}

function itemOf(reward: Reward, amount: number): Taken {
  const { rewardId, reference } = reward.subject;
  return { item: { rewardId, reference, amount }, reward };
}

/** So much of the negative balances, one after the other; the last of them perhaps in part. */
function setOff(owed: readonly Reward[], amount: number): Taken[] {
  let left = amount;
  return owed.flatMap((reward) => {
    const part = Math.min(left, -reward.standing.balance);
    left -= part;
    return part > 0 ? [itemOf(reward, -part)] : [];
  });
}

/** Transferred. Books what the line says, whatever has become of its rewards since: then it is carried to the next one. */
export function payLine(
  line: PayoutLine,
  rewards: readonly Reward[],
  booking: Booking,
  { act, reference }: { act: Act; reference?: string | undefined },
): PayoutLine {
  requireOpen(line);
  return transferred(line, itemsOf(line, rewards), booking, { act, reference });
}

function transferred(
  line: PayoutLine,
  items: readonly Taken[],
  booking: Booking,
  { act, reference }: { act: Act; reference?: string | undefined },
): PayoutLine {
  for (const { item, reward } of items)
    booking.add(reward.subject, {
      transition: `${line.id}:paid`,
      type: item.amount < 0 ? 'set_off' : 'paid',
      amount: -item.amount,
      at: act.at,
      by: act.by,
      reason: reference ? `Payout ${line.id}, ${reference}.` : `Payout ${line.id}.`,
    });
  return { ...line, state: 'paid', paid: { at: act.at, by: act.by, ...(reference ? { reference } : {}) } };
}

/** It was not transferred after all: its rewards are free for the next payout. */
export function cancelLine(
  line: PayoutLine,
  rewards: readonly Reward[],
  booking: Booking,
  act: Act,
): PayoutLine {
  requireOpen(line);
  for (const { reward } of itemsOf(line, rewards))
    booking.add(reward.subject, {
      transition: `${line.id}:out`,
      type: 'unbatched',
      at: act.at,
      by: act.by,
      reason: `Payout ${line.id} was cancelled.`,
    });
  return { ...line, state: 'cancelled' };
}

/** @throws Refused when it is paid or cancelled */
export function requireOpen({ id, state }: PayoutLine): void {
  if (state === 'open') return;
  throw new Refused('already_taken', `Payout ${id} is ${state === 'paid' ? 'paid already' : 'cancelled'}.`);
}

function itemsOf({ id, items }: PayoutLine, rewards: readonly Reward[]): Taken[] {
  const known = new Map(rewards.map((reward) => [reward.subject.rewardId, reward]));
  return items.map((item) => {
    const reward = known.get(item.rewardId);
    if (!reward || reward.standing.line !== id) throw new Error(`Payout ${id} and the ledger disagree`);
    return { item, reward };
  });
}
