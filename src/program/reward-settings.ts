import { z } from 'zod/v4';
import { creditedPartnerId } from '../referral/attribution.js';
import type { Referral } from '../referral/referral.js';
import {
  CAP_PERIODS,
  REWARD_KINDS,
  type RewardCap,
  type RewardRule,
  type RewardTerms,
} from '../referral/reward-terms.js';
import { id } from './definition-atoms.js';

/** The keys of the program file about rewards. Amounts are whole minor units (cents): nothing is ever a float. */

/** ISO 4217, as the runtime knows them (ECMA-402, Intl.supportedValuesOf). */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

const currency = z.string().refine(isCurrency, 'is not a currency code of ISO 4217 such as EUR');

/** A thousand million of anything with two digits: more is a slip. */
const MOST_MINOR_UNITS = 100_000_000_000;
const minorUnits = z.number().int().min(1).max(MOST_MINOR_UNITS);
const basisPoints = z.number().int().min(1).max(10_000);
const days = z.number().int().min(0).max(730);

const size = { flat: minorUnits.optional(), basisPoints: basisPoints.optional() };
const ONE_OF_TWO = 'give either `flat` or `basisPoints`';
const onlyOne = (value: { flat?: number | undefined; basisPoints?: number | undefined }) =>
  (value.flat === undefined) !== (value.basisPoints === undefined);

const step = {
  pays: z.enum(REWARD_KINDS).default('cash'),
  /** Of the amounts here, where it is not the program's. */
  currency: currency.optional(),
  /** In days, from when it was earned; only then it can be approved. */
  holdDays: days.default(30),
};

const meetingStep = z.strictObject({ ...step, flat: minorUnits });

const dealStep = z
  .strictObject({
    ...step,
    ...size,
    bySize: z
      .array(
        z
          .strictObject({ from: z.number().int().min(0).max(MOST_MINOR_UNITS), ...size })
          .refine(onlyOne, ONE_OF_TWO),
      )
      .min(1)
      .max(20)
      .refine((sizes) => new Set(sizes.map(({ from }) => from)).size === sizes.length, 'names a size twice')
      .optional(),
    /** Held also until staff say that the customer has paid. */
    untilCollected: z.boolean().default(false),
  })
  .refine(
    (value) => (value.bySize ? value.flat === undefined && value.basisPoints === undefined : onlyOne(value)),
    'give one of `flat`, `basisPoints` or `bySize`',
  );

const plan = z
  .strictObject({
    id,
    /** Partners with one of these tiers. Empty: every partner that no other plan is for. */
    tiers: z.array(id).max(50).default([]),
    qualified: meetingStep.optional(),
    won: dealStep.optional(),
    caps: z
      .array(z.strictObject({ minorUnits, currency: currency.optional(), per: z.enum(CAP_PERIODS) }))
      .max(12)
      .default([]),
  })
  .refine(({ qualified, won }) => qualified || won, 'rewards nothing: give `qualified` or `won`');

export const rewardsSchema = z
  .strictObject({
    plans: z
      .array(plan)
      .min(1)
      .max(50)
      .refine(
        (plans) => new Set(plans.map((one) => one.id)).size === plans.length,
        'two plans have the same id',
      )
      .refine((plans) => {
        const tiers = plans.flatMap((one) => one.tiers);
        return new Set(tiers).size === tiers.length;
      }, 'two plans are for the same tier')
      .refine(
        (plans) => plans.filter(({ tiers }) => tiers.length === 0).length < 2,
        'two plans are for everybody: name `tiers` in all but one',
      ),
    /** Paid at the latest so many days after the hold; program managers are reminded before. */
    payWithinDays: z.number().int().min(1).max(365).default(30),
    /** By country (ISO 3166-1): which form is needed to pay a partner there. Stands in the payout file. */
    taxForms: z
      .record(z.string().regex(/^[A-Z]{2}$/, 'is not a country such as DE'), z.string().min(1).max(300))
      .default({}),
  })
  .optional();

export type RewardSettings = NonNullable<z.infer<typeof rewardsSchema>>;
type Plan = RewardSettings['plans'][number];

/** Keys of a partner about its rewards. */
export const partnerRewardKeys = {
  /** Which plan it is rewarded by. */
  tier: id.optional(),
  /** It may not, or will not, be rewarded. */
  rewards: z.literal('none').optional(),
  /** Of its tax form (ISO 3166-1). */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'is not a country such as DE')
    .optional(),
};

interface RewardingProgram {
  currency: string;
  rewards?: RewardSettings | undefined;
  terms?: { version: string } | undefined;
  partners: readonly { id: string; tier?: string | undefined; rewards?: 'none' | undefined }[];
}

/** What a partner can earn at most in a period, as the program is now. */
export function limitsOf(program: RewardingProgram, partnerId: string): RewardCap[] {
  const partner = program.partners.find(({ id }) => id === partnerId);
  const found = partner && program.rewards && planFor(program.rewards.plans, partner.tier);
  return (found?.caps ?? []).map((cap) => ({ ...cap, currency: cap.currency ?? program.currency }));
}

/** What the partner that is credited with it earns by a referral that is submitted now; undefined while the program rewards nothing. */
export function rewardTermsOf(
  program: RewardingProgram,
  referral: Pick<Referral, 'partner' | 'attribution' | 'terms'>,
): RewardTerms | undefined {
  const credited = creditedPartnerId(referral);
  const partner = program.partners.find((one) => one.id === credited);
  if (!program.rewards || !partner) return undefined;
  const version = referral.terms?.version ?? program.terms?.version;
  const dated = version === undefined ? {} : { version };
  if (partner.rewards === 'none') return { ...dated, steps: {}, caps: [], none: 'partner' };
  const found = planFor(program.rewards.plans, partner.tier);
  if (!found) return { ...dated, steps: {}, caps: [], none: 'no_plan' };
  const { qualified, won, caps } = found;
  const rule = (step: Omit<RewardRule, 'currency' | 'untilCollected'> & Partial<RewardRule>): RewardRule => ({
    ...step,
    currency: step.currency ?? program.currency,
    untilCollected: step.untilCollected ?? false,
  });
  return {
    ...dated,
    planId: found.id,
    steps: {
      ...(qualified ? { qualified: rule(qualified as Parameters<typeof rule>[0]) } : {}),
      ...(won ? { won: rule(won as Parameters<typeof rule>[0]) } : {}),
    },
    caps: caps.map((cap) => ({ ...cap, currency: cap.currency ?? program.currency })),
  };
}

function planFor(plans: readonly Plan[], tier: string | undefined): Plan | undefined {
  return (
    plans.find(({ tiers }) => tier !== undefined && tiers.includes(tier)) ??
    plans.find(({ tiers }) => tiers.length === 0)
  );
}
