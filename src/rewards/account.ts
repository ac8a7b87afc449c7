import { DateTime } from 'luxon';
import type { RewardState } from '../referral/reward-terms.js';
import { CAP_PERIODS, type CapPeriod, type RewardCap } from '../referral/reward-terms.js';
import type { Standing } from './fold.js';

/** What one currency and kind of a partner's rewards come to, in minor units. The sum of its entries is `balance`. */
export interface Total {
  /** What is still to come, by the state its reward is in. */
  byState: Partial<Record<RewardState, number>>;
  /** What was paid and is the partner's no more: above zero. */
  toSetOff: number;
  paid: number;
  /** What is still to come, less what is to be set off. */
  balance: number;
}

/**
 * A partner's account: a roll-up of its entries, written in the transaction that writes them. Its version is what
 * every booking for the partner is conditional on, so that no limit can be passed by two at once.
 */
export interface Account {
  programId: string;
  partnerId: string;
  version: number;
  /** By `EUR:cash`. */
  totals: Record<string, Total>;
  /** What was earned in a period, for its limits: by `EUR:month:2026-11`. */
  earnedIn: Record<string, number>;
  /** How many entries there are. */
  entries: number;
}

export function emptyAccount(programId: string, partnerId: string): Account {
  return { programId, partnerId, version: 0, totals: {}, earnedIn: {}, entries: 0 };
}

/** The period of the calendar that an instant is in, where the program is: `2026-11`, `2026-Q4`, `2026`. */
function periodOf(per: CapPeriod, at: Date, zone: string): string {
  const day = DateTime.fromJSDate(at, { zone });
  if (per === 'month') return day.toFormat('yyyy-MM');
  return per === 'quarter' ? `${day.year}-Q${day.quarter}` : String(day.year);
}

const periodKey = (currency: string, per: CapPeriod, at: Date, zone: string) =>
  `${currency}:${per}:${periodOf(per, at, zone)}`;

/** What is left under the limits of a period, in minor units; infinity where none holds. */
export function roomUnder(
  caps: readonly RewardCap[],
  { earnedIn }: Account,
  currency: string,
  earnedAt: Date,
  zone: string,
): number {
  return caps
    .filter((cap) => cap.currency === currency)
    .map((cap) => cap.minorUnits - (earnedIn[periodKey(currency, cap.per, earnedAt, zone)] ?? 0))
    .reduce((least, room) => Math.min(least, Math.max(0, room)), Number.POSITIVE_INFINITY);
}

export interface Move {
  currency: string;
  kind: string;
  before: Standing | undefined;
  after: Standing;
  entries: number;
}

/** The account after a reward has moved. */
export function withMove(
  account: Account,
  { currency, kind, before, after, entries }: Move,
  zone: string,
): Account {
  const key = `${currency}:${kind}`;
  const total = account.totals[key] ?? { byState: {}, toSetOff: 0, paid: 0, balance: 0 };
  const byState = { ...total.byState };
  if (before) byState[before.state] = sum(byState[before.state], -Math.max(0, before.balance));
  byState[after.state] = sum(byState[after.state], Math.max(0, after.balance));
  const toSetOff = Math.max(0, -after.balance) - Math.max(0, -(before?.balance ?? 0));
  const earnedIn = { ...account.earnedIn };
  const count = (standing: Standing | undefined, sign: 1 | -1) => {
    if (!standing?.earnedAt || standing.earned === 0) return;
    for (const per of CAP_PERIODS) {
      const period = periodKey(currency, per, standing.earnedAt, zone);
      earnedIn[period] = sum(earnedIn[period], sign * standing.earned);
    }
  };
  count(before, -1);
  count(after, 1);
  return {
    ...account,
    totals: {
      ...account.totals,
      [key]: {
        byState: withoutZeros(byState),
        toSetOff: sum(total.toSetOff, toSetOff),
        paid: sum(total.paid, after.paid - (before?.paid ?? 0)),
        balance: sum(total.balance, after.balance - (before?.balance ?? 0)),
      },
    },
    earnedIn: withoutZeros(earnedIn),
    entries: account.entries + entries,
  };
}

function withoutZeros<Key extends string>(sums: Partial<Record<Key, number>>): Record<Key, number> {
  const kept = Object.entries(sums).filter(([, value]) => value !== 0);
  return Object.fromEntries(kept) as Record<Key, number>;
}

/** @throws RangeError when it cannot be told exactly any more */
export function sum(a: number | undefined, b: number): number {
  const result = (a ?? 0) + b;
  if (!Number.isSafeInteger(result)) throw new RangeError('The sum is too large to be exact');
  return result;
}
