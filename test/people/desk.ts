import type { PendingMessage } from '../../src/messages/pending.js';
import type { ReferralDeps } from '../../src/people/act-on-referral.js';
import { NO_CHAT_ENTRIES } from '../../src/program/merge-program.js';
import type { Program } from '../../src/program/program.js';
import type { Store } from '../../src/store/connect.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { programStore } from '../../src/store/programs.js';
import { referralStore } from '../../src/store/referrals.js';
import { NOON } from '../referral/referrals.js';

export interface Desk extends ReferralDeps {
  /** What was put into the outbox beside a referral, in order. */
  enqueued: PendingMessage[];
  pass(minutes: number): void;
  /** Everything announced with a referral, in order. */
  pending(id: string): Promise<PendingMessage[]>;
  /** The program as it is from now on. */
  apply(program: Program): Promise<void>;
}

/** The real store on a real database, with a clock and an outbox that the test holds in its hands. */
export async function openDesk(database: Store, program: Program | undefined): Promise<Desk> {
  await ensureIndexes(database);
  await Promise.all(
    ['referrals', 'programs', 'terms_acceptances'].map((name) => database.db.collection(name).deleteMany({})),
  );
  let now = NOON;
  const clock = { now: () => now };
  const programs = programStore(database.connection, { clock });
  const referrals = referralStore(database.connection, clock);
  const enqueued: PendingMessage[] = [];
  const apply = async (file: Program): Promise<void> => {
    const before = await programs.stored();
    const chat = before?.chat ?? { entries: NO_CHAT_ENTRIES };
    const after = { id: file.id, version: (before?.version ?? 0) + 1, file, chat, program: file };
    if (!(await programs.save(before, after, []))) throw new Error('Somebody else has set up the program.');
  };
  if (program) await apply(program);
  return {
    referrals,
    programs,
    clock,
    outbox: { enqueue: async (messages) => void enqueued.push(...messages), wake: () => undefined },
    enqueued,
    pass: (minutes) => {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    pending: async (id) => (await referrals.byId(id))?.pending ?? [],
    apply,
  };
}
