import { type JobHandlers, startJobs } from '../../jobs/index.js';
import { planNudge } from '../../src/assemble/nudge-planner.js';
import { planningNudges } from '../../src/assemble/plan-nudges.js';
import { sweepClaims } from '../../src/routing/sweep-claims.js';
import { connectStore } from '../../src/store/connect.js';
import { preferenceStore } from '../../src/store/preferences.js';
import { programStore } from '../../src/store/programs.js';
import { referralStore } from '../../src/store/referrals.js';

/** What a sweeping process is told on its command line, as JSON. */
export interface SweepingOrders {
  uri: string;
  database: string;
  /** The product's time when it starts; it goes `speed` times as fast as real time. */
  now: string;
  speed: number;
  /** Kills itself with SIGKILL when it is about to write this referral. */
  poison?: string;
}

/** A process with nothing but the real jobs and the real claim ladder. Says `swept N` after each sweep that did something. */
async function main({ uri, database, now, speed, poison }: SweepingOrders): Promise<void> {
  const store = await connectStore({ uri, database, appName: 'referral-desk sweeping' });
  const startedAt = Date.now();
  const clock = { now: () => new Date(Date.parse(now) + (Date.now() - startedAt) * speed) };
  const programs = programStore(store.connection);
  const planned = planningNudges(referralStore(store.connection, clock), programs, planNudge);
  const referrals: typeof planned = {
    ...planned,
    changeAll: async (changes) => {
      if (changes.some(({ current }) => current.id === poison)) process.kill(process.pid, 'SIGKILL');
      return planned.changeAll(changes);
    },
  };
  const deps = {
    referrals,
    programs,
    clock,
    outbox: { enqueue: async () => {}, wake: () => {} },
    preferences: preferenceStore(store.db),
    onError: (error: unknown) => process.stderr.write(`${String(error)}\n`),
  };
  const handlers = new Proxy({} as JobHandlers, {
    get: (_target, name) => async () => {
      if (name !== 'sweepClaims') return;
      const count = await sweepClaims(deps);
      if (count > 0) process.stdout.write(`swept ${count}\n`);
    },
  });
  const jobs = await startJobs({
    db: store.db,
    handlers,
    log: { error: (data) => process.stderr.write(`${JSON.stringify(data)}\n`) },
    lookEveryMs: 100,
    everySeconds: 1,
    lockLifetimeMs: 1_500,
  });
  process.on('SIGTERM', () => void jobs.stop().then(() => process.exit(0)));
  process.stdout.write('started\n');
}

await main(JSON.parse(process.argv[2] ?? '{}') as SweepingOrders);
