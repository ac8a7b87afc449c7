import { connectStore } from '../../src/store/connect.js';
import { dyingAtWord } from '../dying-at-word.js';
import { type Decision, decidingDesk } from './deciding-desk.js';

/** What a deciding process is told on its command line, as JSON. */
export interface DecidingOrders {
  uri: string;
  database: string;
  now: string;
  decision: Decision;
  /** Kills itself with SIGKILL instead of saying this, the nth thing, to the database. */
  dieAt: number;
}

/** A process that decides and hands the messages over, unless it dies on the way. */
async function main({ uri, database, now, decision, dieAt }: DecidingOrders): Promise<void> {
  const store = await connectStore({ uri, database, appName: 'referral-desk deciding' });
  const desk = decidingDesk(store, new Date(now), (error) => process.stderr.write(`${String(error)}\n`));
  await desk.referrals.byId(decision.referralId);
  const safe = dyingAtWord(dieAt);
  await desk.decide(decision);
  await desk.tick();
  safe();
  await store.close();
}

await main(JSON.parse(process.argv[2] ?? '{}') as DecidingOrders);
