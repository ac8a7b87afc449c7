import { keepLedger } from '../../src/rewards/keep-ledger.js';
import { createPayout } from '../../src/rewards/payouts.js';
import { connectStore } from '../../src/store/connect.js';
import { programStore } from '../../src/store/programs.js';
import { rewardStore } from '../../src/store/rewards.js';
import { dyingAtWord } from '../dying-at-word.js';

/** What a booking process is told on its command line, as JSON. */
export interface BookingOrders {
  uri: string;
  database: string;
  now: string;
  /** Kills itself with SIGKILL instead of saying this, the nth thing, to the database. */
  dieAt: number;
  /** Makes a payout under this key instead of booking what is owed. */
  payout?: string;
}

/** A process that books what is owed, or makes a payout, and says so, unless it dies on the way. */
async function main({ uri, database, now, dieAt, payout }: BookingOrders): Promise<void> {
  const store = await connectStore({ uri, database, appName: 'referral-desk booking' });
  const rewards = rewardStore(store);
  const programs = programStore(store.connection);
  const program = await programs.current();
  const safe = dyingAtWord(dieAt);
  const clock = { now: () => new Date(now) };
  const by = { platform: 'system', userId: 'process', name: 'Process' } as const;
  if (payout && program) {
    await createPayout({ rewards, clock }, program, { by, actKey: payout });
    safe();
    await store.close();
    return;
  }
  const count = await keepLedger({
    rewards,
    programs: { current: async () => program },
    clock,
    outbox: { wake: () => {} },
    onError: (error) => process.stderr.write(`${String(error)}\n`),
  });
  safe();
  process.stdout.write(`booked ${count}\n`);
  await store.close();
}

await main(JSON.parse(process.argv[2] ?? '{}') as BookingOrders);
