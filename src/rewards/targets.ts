import type { ReferralEvent } from '../referral/events.js';
import type { Money, RewardRule, RewardSize, RewardStep } from '../referral/reward-terms.js';

/** What a referral's events have earned, before any limit: a step is earned, or it is not. Pure. */
export interface Earned {
  /** The event by which it is. */
  at: Date;
  /** Of the deal, where it is about one and is known. */
  deal?: Money;
  collected: boolean;
}

export type EarnedSteps = Partial<Record<RewardStep, Earned>>;

/**
 * The meeting counts as qualified also where a rep went straight on to an opportunity or a contract; a disqualification
 * takes it back. The deal counts while it is won.
 * @param events those that stand, in order; see settledEvents
 */
export function earnedSteps(events: readonly ReferralEvent[]): EarnedSteps {
  let qualified: Earned | undefined;
  let won: Earned | undefined;
  for (const event of events) {
    switch (event.type) {
      case 'qualified':
      case 'opportunity_opened':
        qualified ??= { at: event.at, collected: false };
        break;
      case 'won':
        qualified ??= { at: event.at, collected: false };
        won = { at: event.at, collected: false, ...(event.amount ? { deal: event.amount } : {}) };
        break;
      case 'amount_changed':
        if (won) won = { ...won, deal: event.amount };
        break;
      case 'collected':
        if (won) won = { ...won, collected: true };
        break;
      case 'disqualified':
        qualified = undefined;
        won = undefined;
        break;
      case 'fell_through':
      case 'reopened':
        won = undefined;
        break;
    }
  }
  return { ...(qualified ? { qualified } : {}), ...(won ? { won } : {}) };
}

export type Worth = { known: true; money: Money } | { known: false; currency: string; why: string };

/** What a rule gives for a deal. */
export function worthOf(rule: RewardRule, deal: Money | undefined): Worth {
  const { currency } = rule;
  if (rule.flat !== undefined) return { known: true, money: { minorUnits: rule.flat, currency } };
  const unknown = (why: string): Worth => ({ known: false, currency, why });
  if (!deal) return unknown('The first-year revenue is not known yet.');
  if (rule.basisPoints !== undefined) return share(deal, rule.basisPoints);
  if (deal.currency !== currency)
    return unknown(`The deal is in ${deal.currency}, the plan’s sizes are in ${currency}.`);
  const reached = (rule.bySize ?? [])
    .filter(({ from }) => from <= deal.minorUnits)
    .toSorted((a, b) => b.from - a.from)[0];
  return sizeOf(reached, deal);
}

function sizeOf(size: RewardSize | undefined, deal: Money): Worth {
  if (size?.basisPoints !== undefined) return share(deal, size.basisPoints);
  return { known: true, money: { minorUnits: size?.flat ?? 0, currency: deal.currency } };
}

/** Rounded half up at the minor unit, in whole numbers throughout. */
function share({ minorUnits, currency }: Money, basisPoints: number): Worth {
  if (!Number.isSafeInteger(minorUnits) || minorUnits < 0)
    throw new RangeError(`An amount of ${minorUnits} is none`);
  const exact = (BigInt(minorUnits) * BigInt(basisPoints) + 5_000n) / 10_000n;
  return { known: true, money: { minorUnits: Number(exact), currency } };
}
