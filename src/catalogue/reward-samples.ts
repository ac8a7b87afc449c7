import type { Card } from '../messages/card.js';
import type { Program } from '../program/program.js';
import { emptyAccount, withMove } from '../rewards/account.js';
import type { LedgerEntry } from '../rewards/entry.js';
import { exampleEntries, exampleOf } from '../rewards/examples.js';
import { historyCard } from '../rewards/history-card.js';
import { overviewCard } from '../rewards/overview-card.js';
import { payoutsCard } from '../rewards/payout-cards.js';
import type { PayoutLine } from '../rewards/ports.js';
import type { ShownReward } from '../rewards/review-cards.js';
import { statementCard } from '../rewards/statement-card.js';
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
  const review = { program: REWARDING, mayReview: true, kind: 'review' as const };
  return [
    { name: 'rewards/partner', card: statementCard({ ...base, asPartner: true, page }) },
    { name: 'rewards/partner, nothing', card: statementCard({ ...base, asPartner: true, page: none }) },
    {
      name: 'rewards/staff, a later page',
      card: statementCard({ ...base, asPartner: false, page, cursor: 'c' }),
    },
    { name: 'rewards/review', card: overviewCard({ ...review, page }) },
    { name: 'rewards/review, nothing', card: overviewCard({ ...review, page: none }) },
    { name: 'rewards/all', card: overviewCard({ ...review, kind: 'all', page }) },
    { name: 'rewards/disputes', card: overviewCard({ ...review, kind: 'disputes', page }) },
    { name: 'rewards/history', card: historyCard(shown('declined'), { mayReview: true }) },
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

function shown(last: LedgerEntry['type']): ShownReward {
  const types = [...new Set<LedgerEntry['type']>(['earned', 'held', 'released', last])];
  const about = { programId: REWARDING.id, partnerId: 'fjord', company: LONG, at: EXAMPLE_DATA.now };
  return { program: REWARDING, ...exampleOf(exampleEntries(types, about)) };
}

const ROWS = (['held', 'released', 'payable', 'declined', 'clawed_back', 'released'] as const).map(
  (last) => shown(last).row,
);

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
