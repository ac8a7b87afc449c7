import type { Card } from '../messages/card.js';
import type { PendingMessage } from '../messages/pending.js';
import type { Program } from '../program/program.js';
import type { LedgerDeps } from './keep-ledger.js';
import { reminderCard } from './reminder-card.js';
import { disputeCard, reviewCard, type ShownReward, withheldCard } from './review-cards.js';

/** Cards about one reward for the program managers, made of how it stands when they are delivered. */
const CARDS: Readonly<
  Record<string, (shown: ShownReward, facts: RewardFacts, now: Date) => Card | undefined>
> = {
  'reward-review': (shown, { round }) => reviewCard(shown, round),
  'reward-disputed': (shown) => disputeCard(shown),
  'payout-reminder': (shown, _facts, now) => reminderCard(shown, now),
};

interface RewardFacts {
  rewardId: string;
  round?: number;
}

export function isRewardCard({ template }: Pick<PendingMessage, 'template'>): boolean {
  return Object.hasOwn(CARDS, template);
}

/**
 * What such a message says now; undefined when it has no point any more.
 * @throws StoreUnavailable
 */
export async function composeRewardCard(
  { rewards, clock }: Pick<LedgerDeps, 'rewards' | 'clock'>,
  { template, facts }: Pick<PendingMessage, 'template' | 'facts'>,
  program: Program,
  outsidersRead: boolean,
): Promise<Card | undefined> {
  const about = facts as unknown as RewardFacts;
  const row = await rewards.byId(program.id, about.rewardId);
  if (!row) return undefined;
  const entries = await rewards.entriesOf(program.id, about.rewardId);
  const card = CARDS[template]?.({ program, row, entries }, about, clock.now());
  return card && outsidersRead ? withheldCard() : card;
}
