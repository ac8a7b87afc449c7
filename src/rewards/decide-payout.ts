import { Refused } from '../errors.js';
import { showAmount } from '../program/amount.js';
import type { Act } from '../referral/decide.js';
import { sum } from './account.js';
import type { Booking, Reward } from './book.js';
import { payoutPart } from './due.js';
import type { PayoutItem, PayoutLine } from './ports.js';
import { byAndWhen } from './words.js';

/** Payouts, decided line by line: one partner, one currency, one kind. Pure. */

/**
 * A line of what is payable now, less what has to be set off; `undefined` when there is nothing to pay. What has to be set
 * off beyond that is carried to the next payout; where nothing is left to transfer, the line is paid as it is made. What was in
 * this payout before is left out: an act that is delivered again takes up nothing that was cancelled since.
 */
export function newLine(
  of: Pick<PayoutLine, 'id' | 'payoutId' | 'kind' | 'currency'>,
  rewards: readonly Reward[],
  booking: Booking,
  act: Act,
): PayoutLine | undefined {
  const parts = rewards
    .filter(({ subject }) => subject.currency === of.currency && subject.kind === of.kind)
    .toSorted((a, b) => (a.subject.rewardId < b.subject.rewardId ? -1 : 1))
    .map((reward) => ({ reward, part: payoutPart(reward.standing) }));
  const pay = parts
    .filter(({ part, reward }) => part === 'pay' && !wasIn(of.payoutId, reward))
    .map(({ reward }) => reward);
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

function wasIn(payoutId: string, { entries }: Reward): boolean {
  return entries.some(({ line }) => line?.startsWith(`${payoutId}-`));
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
  requireOpen(line, booking.zone);
  return transferred(line, itemsOf(line, rewards), booking, { act, reference });
}

function transferred(
  line: PayoutLine,
  items: readonly Taken[],
  booking: Booking,
  { act, reference }: { act: Act; reference?: string | undefined },
): PayoutLine {
  for (const { item, reward } of items) {
    const forPartner = setOffWords(line, item);
    booking.add(reward.subject, {
      transition: `${line.id}:paid`,
      type: item.amount < 0 ? 'set_off' : 'paid',
      amount: -item.amount,
      at: act.at,
      by: act.by,
      reason: reference ? `Payout ${line.id}, ${reference}.` : `Payout ${line.id}.`,
      ...(forPartner ? { forPartner } : {}),
    });
  }
  return { ...line, state: 'paid', paid: { at: act.at, by: act.by, ...(reference ? { reference } : {}) } };
}

/** It was not transferred after all: its rewards are free for the next payout. */
export function cancelLine(
  line: PayoutLine,
  rewards: readonly Reward[],
  booking: Booking,
  act: Act,
): PayoutLine {
  requireOpen(line, booking.zone);
  for (const { reward } of itemsOf(line, rewards))
    booking.add(reward.subject, {
      transition: `${line.id}:out`,
      type: 'unbatched',
      at: act.at,
      by: act.by,
      reason: `Payout ${line.id} was cancelled.`,
    });
  return { ...line, state: 'cancelled', cancelled: { at: act.at, by: act.by } };
}

/** What the partner reads on its statement, where a line has less to transfer than its rewards come to. */
function setOffWords({ items, currency, amount }: PayoutLine, item: PayoutItem): string | undefined {
  const owed = items.filter((one) => one.amount < 0);
  const show = (minorUnits: number) => showAmount({ minorUnits, currency });
  if (owed.length === 0) return undefined;
  if (item.amount < 0) {
    const paid = items.filter((one) => one.amount > 0);
    return `${show(-item.amount)} that was paid for it is set off against what ${listed(paid)} earned.`;
  }
  const due = -owed.reduce((so, one) => sum(so, one.amount), 0);
  const why = `${show(due)} that had been paid for ${listed(owed)} and is no longer earned`;
  return amount === 0
    ? `Nothing was paid out: it is set off against ${why}.`
    : `Paid out together with others, less ${why}.`;
}

const NAMED = 5;

function listed(items: readonly PayoutItem[]): string {
  const names = [...new Set(items.map(({ reference }) => reference))];
  const [shown, left] = [names.slice(0, NAMED).join(', '), names.length - NAMED];
  return left > 0 ? `${shown} and ${left} more` : shown;
}

/** @throws Refused when it is paid or cancelled, saying by whom and when */
export function requireOpen({ id, state, paid, cancelled }: PayoutLine, zone: string): void {
  if (state === 'open') return;
  const did = state === 'paid' ? 'was marked as paid' : 'was cancelled';
  const act = state === 'paid' ? paid : cancelled;
  throw new Refused('already_taken', `Payout ${id} ${did}${act ? ` ${byAndWhen(act, zone)}` : ''}.`);
}

function itemsOf({ id, items }: PayoutLine, rewards: readonly Reward[]): Taken[] {
  const known = new Map(rewards.map((reward) => [reward.subject.rewardId, reward]));
  return items.map((item) => {
    const reward = known.get(item.rewardId);
    if (!reward || reward.standing.line !== id) throw new Error(`Payout ${id} and the ledger disagree`);
    return { item, reward };
  });
}
