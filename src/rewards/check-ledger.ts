import { type Account, emptyAccount, withMove } from './account.js';
import { fold } from './fold.js';
import type { RewardStore, RewardWithEntries } from './ports.js';

export interface LedgerCheck {
  rewards: number;
  entries: number;
  /** What does not agree with the entries, in words. */
  faults: string[];
}

const MOST_FAULTS = 100;

/**
 * Builds every reward and every partner's account anew from nothing but the entries, and compares. Reads only, in memory that
 * grows with the number of partners. A partner for which something is booked meanwhile is read once more.
 * @throws StoreUnavailable
 */
export async function checkLedger(
  rewards: RewardStore,
  programId: string,
  zone: string,
): Promise<LedgerCheck> {
  const rebuilt = new Map<string, Account>();
  const before = new Map<string, number>();
  for await (const { partnerId, version } of rewards.everyAccount(programId)) before.set(partnerId, version);
  const check: LedgerCheck = { rewards: 0, entries: 0, faults: [] };
  const fault = (words: string) => {
    if (check.faults.length < MOST_FAULTS) check.faults.push(words);
  };
  for await (const one of rewards.withEntries(programId)) {
    check.rewards += 1;
    check.entries += one.entries.length;
    if (!agrees(one) && !agrees(await readAgain(rewards, programId, one)))
      fault(`Reward ${one.row.subject.rewardId} does not stand as its entries say.`);
    add(rebuilt, programId, one, zone);
  }
  for await (const account of rewards.everyAccount(programId)) {
    const { partnerId, version } = account;
    if (before.get(partnerId) !== version) continue;
    const anew = rebuilt.get(partnerId) ?? emptyAccount(programId, partnerId);
    if (comparable(anew) !== comparable(account))
      fault(`The account of partner ${partnerId} is not the sum of its entries.`);
  }
  for (const partnerId of rebuilt.keys())
    if (!before.has(partnerId) && !(await rewards.accounts(programId, [partnerId])).has(partnerId))
      fault(`Partner ${partnerId} has entries and no account.`);
  return check;
}

async function readAgain(
  rewards: RewardStore,
  programId: string,
  { row }: RewardWithEntries,
): Promise<RewardWithEntries> {
  const { rewardId } = row.subject;
  return {
    row: (await rewards.byId(programId, rewardId)) ?? row,
    entries: await rewards.entriesOf(programId, rewardId),
  };
}

function agrees({ row, entries }: RewardWithEntries): boolean {
  const anew = fold(entries);
  const complete = entries.every(({ seq }, index) => seq === index + 1);
  const { state, earned, paid, balance, seq } = row.standing;
  return (
    anew !== undefined &&
    complete &&
    [anew.state, anew.earned, anew.paid, anew.balance, anew.seq].join() ===
      [state, earned, paid, balance, seq].join()
  );
}

function add(
  rebuilt: Map<string, Account>,
  programId: string,
  { row: { subject }, entries }: RewardWithEntries,
  zone: string,
): void {
  const after = fold(entries);
  if (!after) return;
  const { partnerId, currency, kind } = subject;
  const account = rebuilt.get(partnerId) ?? emptyAccount(programId, partnerId);
  const move = { currency, kind, before: undefined, after, entries: entries.length };
  rebuilt.set(partnerId, withMove(account, move, zone));
}

/** Its sums in a steady order; how often it was written is no sum. */
function comparable({ totals, earnedIn, entries }: Account): string {
  const sorted = (_key: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return JSON.stringify({ totals, earnedIn, entries }, sorted);
}
