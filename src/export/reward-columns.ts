import { typedAmount } from '../program/amount.js';
import type { Program } from '../program/program.js';
import type { Cell } from './cells.js';
import type { Column } from './columns.js';
import type { RewardFacts } from './ports.js';

/** Each amount twice: whole minor units for machines, decimal text for people. */
export function rewardColumns({ partners }: Program): Column<RewardFacts>[] {
  const names = new Map(partners.map(({ id, name }) => [id, name]));
  return [
    { name: 'id', value: ({ id }) => id },
    { name: 'referral_id', value: ({ referralId }) => referralId },
    { name: 'reference', value: ({ reference }) => reference },
    { name: 'company', value: ({ company }) => company },
    { name: 'partner_id', value: ({ partnerId }) => partnerId },
    { name: 'partner', value: ({ partnerId }) => names.get(partnerId) },
    { name: 'step', value: ({ step }) => step },
    { name: 'kind', value: ({ kind }) => kind },
    { name: 'state', value: ({ state }) => state },
    { name: 'state_since', value: ({ stateSince }) => stateSince },
    { name: 'reason', value: ({ reason }) => reason },
    { name: 'earned_at', value: ({ earnedAt }) => earnedAt },
    { name: 'pay_by', value: ({ payBy }) => payBy },
    { name: 'currency', value: ({ currency }) => currency },
    ...amounts('amount', ({ earned }) => earned),
    ...amounts('paid', ({ paid }) => paid),
    ...amounts('balance', ({ balance }) => balance),
    { name: 'payout_line', value: ({ line }) => line },
  ];
}

function amounts(name: string, of: (reward: RewardFacts) => number): Column<RewardFacts>[] {
  return [
    { name: `${name}_minor`, value: of },
    {
      name,
      value: (reward): Cell => ({
        decimal: typedAmount({ minorUnits: of(reward), currency: reward.currency }),
      }),
    },
  ];
}
