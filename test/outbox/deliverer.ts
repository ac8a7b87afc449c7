import { startOutbox } from '../../src/outbox/outbox.js';
import { connectStore } from '../../src/store/connect.js';
import { outboxStore } from '../../src/store/outbox.js';
import { pendingSource } from '../../src/store/pending-source.js';
import { filePlatform } from './file-platform.js';

/** What a deliverer is told on its command line, as JSON. */
export interface DelivererOrders {
  uri: string;
  database: string;
  file: string;
  /** Die at this checkpoint, counted from 1. Never when absent. */
  dieAt?: number;
}

/** A process that relays and delivers until nothing is due, or until it kills itself the hard way. */
async function main({ uri, database, file, dieAt }: DelivererOrders): Promise<void> {
  const store = await connectStore({ uri, database });
  let passed = 0;
  const outbox = startOutbox({
    store: outboxStore(store.db),
    sources: [pendingSource(store.db, 'referrals')],
    program: async () => undefined,
    compose: async ({ template }) => ({ kind: 'card', card: { summary: template, elements: [] } }),
    senders: { slack: filePlatform(file) },
    onError: (error) => console.error(error),
    pace: { postMs: 0, editMs: 0 },
    leaseMs: 1_000,
    selfDriving: false,
    checkpoint: (at) => {
      passed += 1;
      if (passed !== dieAt) return;
      process.stdout.write(at);
      process.kill(process.pid, 'SIGKILL');
    },
  });
  const drained = await outbox.drain(15_000);
  await outbox.stop();
  await store.close();
  process.exitCode = drained ? 0 : 1;
}

await main(JSON.parse(process.argv[2] ?? '{}') as DelivererOrders);
