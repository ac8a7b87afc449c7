import { SYSTEM } from '../messages/address.js';
import { type Account, emptyAccount, withMove } from './account.js';
import type { EntryType, LedgerEntry, RewardSubject } from './entry.js';
import { fold, type Standing } from './fold.js';

/** A reward with all its entries. */
export interface Reward {
  subject: RewardSubject;
  entries: readonly LedgerEntry[];
  standing: Standing;
}

/** What a decision about a partner's rewards is made from. */
export interface Book {
  account: Account;
  rewards: readonly Reward[];
}

/** What is written of a new entry; the rest follows from its reward. */
export type NewEntry = Pick<LedgerEntry, 'transition' | 'type' | 'reason' | 'at'> &
  Partial<
    Pick<
      LedgerEntry,
      'amount' | 'forPartner' | 'by' | 'raw' | 'unknown' | 'terms' | 'earnedAt' | 'hold' | 'payBy' | 'line'
    >
  >;

/** Collects what is booked, each entry decided on what those before it left. Pure. */
export class Booking {
  readonly added: LedgerEntry[] = [];
  private readonly rewards: Map<string, Reward>;
  account: Account;

  constructor(
    book: Book,
    readonly zone: string,
  ) {
    this.rewards = new Map(book.rewards.map((reward) => [reward.subject.rewardId, reward]));
    this.account = book.account;
  }

  standing(rewardId: string): Standing | undefined {
    return this.rewards.get(rewardId)?.standing;
  }

  /** Whether this transition was booked before: then nothing is to be done. */
  has(rewardId: string, transition: string, type?: EntryType): boolean {
    const known = this.rewards.get(rewardId)?.entries ?? [];
    return known.some((one) => one.transition === transition && (!type || one.type === type));
  }

  /** @throws RangeError for an amount that is no whole number of minor units */
  add(subject: RewardSubject, entry: NewEntry): void {
    const { amount = 0, by = SYSTEM, ...rest } = entry;
    if (!Number.isSafeInteger(amount)) throw new RangeError(`An amount of ${amount} is none`);
    const reward = this.rewards.get(subject.rewardId);
    const before = reward?.standing;
    const written: LedgerEntry = {
      id: `${subject.rewardId}:${entry.transition}:${entry.type}`,
      seq: (before?.seq ?? 0) + 1,
      ...subject,
      amount,
      by,
      ...rest,
    };
    const entries = [...(reward?.entries ?? []), written];
    const after = fold(entries) as Standing;
    this.rewards.set(subject.rewardId, { subject, entries, standing: after });
    this.added.push(written);
    const { currency, kind } = subject;
    this.account = withMove(this.account, { currency, kind, before, after, entries: 1 }, this.zone);
  }

  /** Those that were added to, as they stand now. */
  touched(): Reward[] {
    const ids = new Set(this.added.map(({ rewardId }) => rewardId));
    return [...this.rewards.values()].filter(({ subject }) => ids.has(subject.rewardId));
  }
}

/** A partner's book from nothing but its entries: what a roll-up has to agree with. */
export function bookFrom(
  programId: string,
  partnerId: string,
  entries: readonly LedgerEntry[],
  zone: string,
): Book {
  const rewards = rewardsFrom(entries);
  const account = rewards.reduce(
    (so, { subject: { currency, kind }, standing, entries: own }) =>
      withMove(so, { currency, kind, before: undefined, after: standing, entries: own.length }, zone),
    emptyAccount(programId, partnerId),
  );
  return { account, rewards };
}

/** Every reward that entries speak of; those of one reward in any order. */
export function rewardsFrom(entries: readonly LedgerEntry[]): Reward[] {
  const grouped = new Map<string, LedgerEntry[]>();
  for (const entry of entries) grouped.set(entry.rewardId, [...(grouped.get(entry.rewardId) ?? []), entry]);
  return [...grouped.values()].map(rewardOf);
}

/** @param entries of one reward, at least one, in any order */
function rewardOf(entries: readonly LedgerEntry[]): Reward {
  const ordered = entries.toSorted((a, b) => a.seq - b.seq);
  const [first] = ordered;
  const standing = fold(ordered);
  if (!first || !standing) throw new Error('A reward without entries is none');
  const { rewardId, programId, partnerId, referralId, reference, company, step, kind, currency } = first;
  const subject = { rewardId, programId, partnerId, referralId, reference, company, step, kind, currency };
  return { subject, entries: ordered, standing };
}
