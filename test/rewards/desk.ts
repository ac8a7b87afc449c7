import { planningNudges } from '../../src/assemble/plan-nudges.js';
import type { PendingMessage } from '../../src/messages/pending.js';
import { mergeProgram, NO_CHAT_ENTRIES } from '../../src/program/merge-program.js';
import type { Program } from '../../src/program/program.js';
import type { LedgerEntry } from '../../src/rewards/entry.js';
import type { LedgerDeps } from '../../src/rewards/keep-ledger.js';
import type { PayoutLine } from '../../src/rewards/ports.js';
import type { Store } from '../../src/store/connect.js';
import { programStore } from '../../src/store/programs.js';
import { referralStore } from '../../src/store/referrals.js';
import { rewardCollections } from '../../src/store/reward-documents.js';
import { rewardStore } from '../../src/store/rewards.js';
import { NOON } from '../referral/referrals.js';
import { exampleReferral } from '../store/example-referral.js';
import { rewarding } from './rewards.js';

/** The ledger on a real database, with referrals beside it. */
export async function rewardDesk(store: Store, program: Program = rewarding()) {
  const programs = programStore(store.connection);
  await programs.save(
    undefined,
    {
      id: program.id,
      version: 0,
      file: program,
      chat: { entries: NO_CHAT_ENTRIES },
      program: mergeProgram(program, { entries: NO_CHAT_ENTRIES }),
    },
    [],
  );
  let now = NOON;
  const clock = { now: () => now };
  const referrals = planningNudges(referralStore(store.connection, clock), programs, () => undefined);
  const errors: unknown[] = [];
  const deps: LedgerDeps = {
    rewards: rewardStore(store),
    programs: { current: async () => program },
    clock,
    outbox: { wake: () => {} },
    onError: (error) => errors.push(error),
  };
  return {
    program,
    programs,
    referrals,
    deps,
    errors,
    at: (instant: Date) => {
      now = instant;
    },
    now: () => now,
    /** A referral of Fjord's that is worked on; what it earns follows from its events. */
    async worked(partnerId = 'fjord') {
      const partner = { id: partnerId, name: partnerId };
      const made = exampleReferral({ programId: program.id, state: 'meeting_held', partner });
      return (await referrals.insert(made)).referral;
    },
    async ledger(): Promise<LedgerEntry[]> {
      const found = await rewardCollections(store.db).entries.find().sort({ at: 1, _id: 1 }).toArray();
      return found.map(({ _id, ...entry }) => ({ id: _id, ...entry }));
    },
    async lines(payoutId?: string): Promise<PayoutLine[]> {
      const found: PayoutLine[] = [];
      for await (const line of deps.rewards.lines({
        programId: program.id,
        ...(payoutId ? { payoutId } : {}),
      }))
        found.push(line);
      return found;
    },
    /** What partners and program managers were told, not delivered yet. */
    async told(): Promise<PendingMessage[]> {
      const rows = await store.db.collection<{ pending: PendingMessage[] }>('rewards').find().toArray();
      return rows.flatMap(({ pending }) => pending);
    },
    async empty() {
      for (const name of ['ledger', 'rewards', 'reward_accounts', 'payout_lines', 'referrals'])
        await store.db.collection(name).deleteMany({});
      now = NOON;
      errors.length = 0;
    },
  };
}
