/** What a referral may earn its partner: the plan as it was in force when it was submitted, kept with it. */

/** What a reward is given in. Only cash is transferred; the others are granted, and counted apart. */
export const REWARD_KINDS = ['cash', 'credits', 'buyer_discount'] as const;
export type RewardKind = (typeof REWARD_KINDS)[number];

/** What a partner is rewarded for: a qualified meeting, and a signed (or collected) deal. */
export const REWARD_STEPS = ['qualified', 'won'] as const;
export type RewardStep = (typeof REWARD_STEPS)[number];

/** Where a reward stands; DESIGN.md section 2. */
export const REWARD_STATES = [
  'pending',
  'on_hold',
  'in_review',
  'approved',
  'payable',
  'paid',
  'declined',
  'clawed_back',
] as const;
export type RewardState = (typeof REWARD_STATES)[number];

export const CAP_PERIODS = ['month', 'quarter', 'year'] as const;
export type CapPeriod = (typeof CAP_PERIODS)[number];

/** Integer minor units (cents), ISO 4217. */
export interface Money {
  minorUnits: number;
  currency: string;
}

/** How much: an amount in minor units, or hundredths of a percent of the first-year revenue. */
export interface RewardSize {
  flat?: number | undefined;
  basisPoints?: number | undefined;
}

export interface RewardRule extends RewardSize {
  pays: RewardKind;
  /** By the size of the deal, in minor units of `currency`; the largest `from` that the deal reaches counts for all of it. */
  bySize?: (RewardSize & { from: number })[] | undefined;
  /** Of `flat` and of the sizes. */
  currency: string;
  holdDays: number;
  untilCollected: boolean;
}

/** At most so much in one period of the calendar, for what is earned in this currency. */
export interface RewardCap extends Money {
  per: CapPeriod;
}

export interface RewardTerms {
  planId?: string;
  /** Of the program's terms. */
  version?: string;
  steps: Partial<Record<RewardStep, RewardRule>>;
  caps: RewardCap[];
  /** Why it can earn nothing. */
  none?: 'partner' | 'no_plan';
}

/** The ledger has to look at this referral, for this event, not before it can no longer be undone. */
export interface RewardOwed {
  id: string;
  due: Date;
}
