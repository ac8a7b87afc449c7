import type { Collection, Db } from 'mongodb';
import type { PendingMessage } from '../messages/pending.js';
import type { Account } from '../rewards/account.js';
import type { LedgerEntry, RewardSubject } from '../rewards/entry.js';
import type { Standing } from '../rewards/fold.js';
import type { PayoutLine } from '../rewards/ports.js';
import { PENDING_INDEX } from './pending-source.js';

export type EntryDocument = Omit<LedgerEntry, 'id'> & { _id: string };
export type AccountDocument = Account & { _id: string };
export type LineDocument = Omit<PayoutLine, 'id'> & { _id: string };

/** A reward as it is found: a copy of what its entries say, and the messages that were decided with them. */
export interface RewardDocument extends Omit<RewardSubject, 'rewardId'> {
  _id: string;
  standing: Standing;
  dueAt?: Date;
  payout?: 'pay' | 'set_off';
  pending: PendingMessage[];
  updatedAt: Date;
}

export const REWARDS = 'rewards';

export function rewardCollections(db: Db) {
  return {
    entries: db.collection('ledger') as unknown as Collection<EntryDocument>,
    accounts: db.collection('reward_accounts') as unknown as Collection<AccountDocument>,
    rewards: db.collection(REWARDS) as unknown as Collection<RewardDocument>,
    lines: db.collection('payout_lines') as unknown as Collection<LineDocument>,
  };
}

export async function createRewardIndexes(db: Db): Promise<void> {
  const { entries, rewards, lines } = rewardCollections(db);
  const [pending, options] = PENDING_INDEX;
  const present = (field: string) => ({ partialFilterExpression: { [field]: { $exists: true } } });
  await Promise.all([
    entries.createIndexes([
      { key: { rewardId: 1, seq: 1 }, name: 'of_reward', unique: true },
      { key: { programId: 1, partnerId: 1, at: 1, _id: 1 }, name: 'of_partner' },
      { key: { programId: 1, at: 1, _id: 1 }, name: 'by_time' },
    ]),
    rewards.createIndexes([
      { key: { programId: 1, partnerId: 1, _id: -1 }, name: 'of_partner' },
      { key: { programId: 1, 'standing.state': 1, _id: -1 }, name: 'by_state' },
      { key: { programId: 1, 'standing.state': 1, 'standing.since': 1 }, name: 'by_state_since' },
      { key: { programId: 1, 'standing.state': 1, 'standing.payBy': 1 }, name: 'by_state_due' },
      {
        key: { programId: 1, 'standing.dispute.at': 1 },
        name: 'disputed',
        partialFilterExpression: { 'standing.dispute.answered': false },
      },
      { key: { programId: 1, _id: -1 }, name: 'newest' },
      { key: { referralId: 1, partnerId: 1 }, name: 'of_referral' },
      { key: { programId: 1, dueAt: 1 }, name: 'due', ...present('dueAt') },
      {
        key: { programId: 1, payout: 1, partnerId: 1, currency: 1, kind: 1, _id: 1 },
        name: 'to_pay',
        ...present('payout'),
      },
      { key: pending, ...options },
    ]),
    lines.createIndexes([
      { key: { programId: 1, payoutId: 1, _id: 1 }, name: 'of_payout' },
      { key: { programId: 1, state: 1, createdAt: -1 }, name: 'by_state' },
      { key: { programId: 1, state: 1, _id: 1 }, name: 'of_state' },
    ]),
  ]);
}
