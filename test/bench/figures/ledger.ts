import type { Actor } from '../../../src/people/actor.js';
import { definitionSchema } from '../../../src/program/definition.js';
import { emptyAccount, withMove } from '../../../src/rewards/account.js';
import type { LedgerEntry } from '../../../src/rewards/entry.js';
import { fold } from '../../../src/rewards/fold.js';
import { readStatement } from '../../../src/rewards/read-rewards.js';
import type { Store } from '../../../src/store/connect.js';
import { rewardCollections } from '../../../src/store/reward-documents.js';
import { rewardStore } from '../../../src/store/rewards.js';
import { figureOf, type Judged, type Pair } from '../figure.js';
import type { World } from '../world.js';

const ENTRIES = 1_000_000;
/** Earned, held, released, approved, payable. */
const OF_A_REWARD = ['earned', 'held', 'released', 'approved', 'payable'] as const;
const AT_ONCE = 4_000;
const ASKED = 200;

/**
 * 12: a partner's statement, its totals and first page, in a ledger of 1,000,000 entries: half of them one partner's.
 * Against summing up that partner's entries by index, which is what a ledger without a roll-up would do. A round, as it is slow to
 * prepare; each figure is the mean of many.
 */
export async function ledger(world: World): Promise<Judged[]> {
  const store = await world.freshStore('ledger');
  await fill(store);
  const rewards = rewardStore(store);
  const deps = {
    rewards,
    programs: { current: async () => PROGRAM },
    clock: { now: () => new Date() },
    outbox: { wake: () => {} },
    onError: () => {},
  };
  const measure = async (partnerId: string): Promise<Pair> => {
    const actor = {
      person: BY,
      internal: false,
      admin: false,
      partner: { id: partnerId },
    } as unknown as Actor;
    const ours = await meanMs(ASKED, () => readStatement(deps, actor, {}));
    const { entries } = rewardCollections(store.db);
    const baseline = await meanMs(partnerId === 'large' ? 3 : ASKED, () =>
      entries
        .aggregate([
          { $match: { programId: PROGRAM.id, partnerId } },
          { $group: { _id: '$currency', sum: { $sum: '$amount' } } },
        ])
        .toArray(),
    );
    return { ours, baseline };
  };
  return [
    figureOf('statement of 500,000 entries among 1,000,000', 'ms', [await measure('large')], { limit: 50 }),
    figureOf('statement of 500 entries among 1,000,000', 'ms', [await measure('partner-7')], { limit: 50 }),
  ];
}

const BY = { platform: 'system', userId: 'bench', name: 'Bench' } as const;
const PROGRAM = definitionSchema.parse({
  id: 'bench',
  name: 'Bench',
  timeZone: 'UTC',
  rewards: { plans: [{ id: 'p', qualified: { flat: 100 } }] },
  partners: [
    { id: 'large', name: 'Large' },
    { id: 'partner-7', name: 'Seven' },
  ],
});

async function fill(store: Store): Promise<void> {
  const { accounts, entries, rewards } = rewardCollections(store.db);
  const own = new Map<string, ReturnType<typeof emptyAccount>>();
  const count = ENTRIES / OF_A_REWARD.length;
  for (let start = 0; start < count; start += AT_ONCE) {
    const made = Array.from({ length: AT_ONCE }, (_, index) => rewardNumber(start + index));
    await entries.insertMany(
      made.flatMap((one) => one.map(({ id, ...entry }) => ({ _id: id, ...entry }))),
      { ordered: false },
    );
    await rewards.insertMany(
      made.map((one) => {
        const [first] = one as [LedgerEntry];
        const { rewardId, programId, partnerId, referralId, reference, company, step, kind, currency } =
          first;
        const standing = fold(one) as NonNullable<ReturnType<typeof fold>>;
        const account = own.get(partnerId) ?? emptyAccount(programId, partnerId);
        own.set(
          partnerId,
          withMove(
            account,
            { currency, kind, before: undefined, after: standing, entries: one.length },
            'UTC',
          ),
        );
        const about = { programId, partnerId, referralId, reference, company, step, kind, currency };
        return {
          _id: rewardId,
          ...about,
          standing,
          payout: 'pay' as const,
          pending: [],
          updatedAt: standing.at,
        };
      }),
      { ordered: false },
    );
  }
  await accounts.insertMany(
    [...own.values()].map((account) => ({
      _id: `${account.programId}:${account.partnerId}`,
      ...account,
      version: 1,
    })),
  );
}

/** Every second one is the large partner's, the others are of a thousand. */
function rewardNumber(number: number): LedgerEntry[] {
  const partnerId = number % 2 === 0 ? 'large' : `partner-${((number - 1) / 2) % 1_000}`;
  const referralId = number.toString(16).padStart(24, '0');
  const rewardId = `${referralId}:qualified:${partnerId}:EUR:cash`;
  return OF_A_REWARD.map((type, index) => ({
    id: `${rewardId}:${index}:${type}`,
    rewardId,
    seq: index + 1,
    programId: PROGRAM.id,
    partnerId,
    referralId,
    reference: `R-${number}`,
    company: `Company ${number} GmbH`,
    step: 'qualified',
    kind: 'cash',
    currency: 'EUR',
    transition: String(index),
    type,
    amount: index === 0 ? 25_000 : 0,
    reason: 'Measured.',
    by: BY,
    at: new Date(Date.UTC(2026, 0, 1) + number * 1_000 + index),
    ...(index === 0 ? { raw: 25_000, earnedAt: new Date(Date.UTC(2026, 0, 1)) } : {}),
  }));
}

async function meanMs(times: number, work: () => Promise<unknown>): Promise<number> {
  await work();
  const started = performance.now();
  for (let time = 0; time < times; time += 1) await work();
  return (performance.now() - started) / times;
}
