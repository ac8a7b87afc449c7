import type { Card } from '../messages/card.js';
import type { Program } from '../program/program.js';
import { emptyAccount, withMove } from '../rewards/account.js';
import type { LedgerEntry } from '../rewards/entry.js';
import { fold, type Standing } from '../rewards/fold.js';
import { payoutsCard } from '../rewards/payout-cards.js';
import type { PayoutLine, RewardRow } from '../rewards/ports.js';
import { historyCard, overviewCard, statementCard } from '../rewards/statement-cards.js';
import { EXAMPLE_DATA } from './example-data.js';

/** What people are shown of rewards when they ask, with names as long as they come. */
export function rewardCards(): { name: string; card: Card }[] {
  const page = { found: ROWS, total: 12, next: 'cursor' };
  const none = { found: [], total: 0 };
  const base = {
    program: REWARDING,
    partnerId: 'fjord',
    partnerName: LONG,
    account: ACCOUNT,
    mayReview: true,
  };
  const review = { program: REWARDING, mayReview: true, review: true };
  return [
    { name: 'rewards/partner', card: statementCard({ ...base, asPartner: true, page }) },
    { name: 'rewards/partner, nothing', card: statementCard({ ...base, asPartner: true, page: none }) },
    {
      name: 'rewards/staff, a later page',
      card: statementCard({ ...base, asPartner: false, page, cursor: 'c' }),
    },
    { name: 'rewards/review', card: overviewCard({ ...review, page }) },
    { name: 'rewards/review, nothing', card: overviewCard({ ...review, page: none }) },
    { name: 'rewards/all', card: overviewCard({ ...review, review: false, page }) },
    { name: 'rewards/history', card: historyCard(row('declined'), entriesOf('declined'), REWARDING) },
    {
      name: 'payouts/some',
      card: payoutsCard(
        REWARDING,
        { found: LINES, total: 10_000 },
        3,
        'Payout P-7K3M9Q is made: 20 lines to transfer.',
      ),
    },
    { name: 'payouts/none', card: payoutsCard(REWARDING, { found: [], total: 0 }, 0) },
  ];
}

const LONG = `${'Northern Lights Consulting and Sons '.repeat(3)}GmbH & Co. KG`.slice(0, 120);

const REWARDING: Program = {
  ...EXAMPLE_DATA.program,
  partners: EXAMPLE_DATA.program.partners.map((partner) => ({ ...partner, name: LONG })),
  rewards: { plans: [], payWithinDays: 30, taxForms: {} },
};

function entriesOf(last: LedgerEntry['type']): LedgerEntry[] {
  const types = [...new Set<LedgerEntry['type']>(['earned', 'held', 'released', last])];
  return types.map(
    (type, index): LedgerEntry => ({
      id: `sample:${index}`,
      rewardId: '6924210a3c5e7f9b1d2e4f60:won:fjord:EUR:cash',
      seq: index + 1,
      programId: REWARDING.id,
      partnerId: 'fjord',
      referralId: '6924210a3c5e7f9b1d2e4f60',
      reference: 'R-7K3M9Q',
      company: LONG,
      step: 'won',
      kind: 'cash',
      currency: 'EUR',
      transition: String(index),
      type,
      amount: type === 'earned' ? 125_000 : type === 'declined' || type === 'clawed_back' ? -125_000 : 0,
      reason: 'They bought something else than what was introduced. '.repeat(6),
      forPartner: 'It was another department. '.repeat(12),
      by: { platform: 'slack', userId: 'U0PRIYA001', name: 'Priya Nair' },
      at: EXAMPLE_DATA.now,
      ...(type === 'earned' ? { raw: 125_000, earnedAt: EXAMPLE_DATA.now } : {}),
      ...(type === 'held' ? { hold: { until: EXAMPLE_DATA.now, untilCollected: false } } : {}),
      ...(type === 'released' ? { payBy: EXAMPLE_DATA.now } : {}),
    }),
  );
}

function row(last: LedgerEntry['type']): RewardRow {
  const entries = entriesOf(last);
  const [{ rewardId, programId, partnerId, referralId, reference, company, step, kind, currency }] =
    entries as [LedgerEntry];
  const subject = { rewardId, programId, partnerId, referralId, reference, company, step, kind, currency };
  return { subject, standing: fold(entries) as Standing };
}

const ROWS = (['held', 'released', 'payable', 'declined', 'clawed_back', 'released'] as const).map(row);

const ACCOUNT = ROWS.reduce(
  (account, { subject: { currency, kind }, standing }) =>
    withMove(account, { currency, kind, before: undefined, after: standing, entries: 4 }, 'UTC'),
  emptyAccount(REWARDING.id, 'fjord'),
);

const LINES = Array.from(
  { length: 20 },
  (_, index): PayoutLine => ({
    id: `P-7K3M9Q-4F7X${index % 10}`,
    payoutId: 'P-7K3M9Q',
    programId: REWARDING.id,
    partnerId: 'fjord',
    kind: 'cash',
    currency: 'EUR',
    amount: 125_000,
    items: [{ rewardId: 'r', reference: 'R-7K3M9Q', amount: 125_000 }],
    state: 'open',
    createdAt: EXAMPLE_DATA.now,
    by: { platform: 'slack', userId: 'U0PRIYA001', name: 'Priya Nair' },
  }),
);
