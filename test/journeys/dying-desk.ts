import { startDesk } from '../../src/assemble.js';
import type { Config } from '../../src/config.js';
import { createLog } from '../../src/log.js';
import type { Checkpoint } from '../../src/outbox/deliver-deps.js';

/** What a desk of its own process is told on its command line, as JSON. */
export interface DyingDeskOrders {
  config: Config;
  /** The time of the test's clock. */
  now: string;
  /** Kills itself with SIGKILL when it passes this point the nth time. */
  dieAt: { checkpoint: Checkpoint; nth: number };
}

/** A whole desk that says its port and then lives until it kills itself, or is killed. */
async function main({ config, now, dieAt }: DyingDeskOrders): Promise<void> {
  const startedAt = Date.now();
  const start = Date.parse(now);
  let left = dieAt.nth;
  const desk = await startDesk(config, createLog({ level: 'silent' }), {
    clock: { now: () => new Date(start + Date.now() - startedAt) },
    pace: { postMs: 0, editMs: 0 },
    checkpoint: (at) => {
      if (at !== dieAt.checkpoint) return;
      left -= 1;
      if (left === 0) process.kill(process.pid, 'SIGKILL');
    },
  });
  await desk.settled;
  process.stdout.write(`${desk.port}\n`);
}

await main(JSON.parse(process.argv[2] ?? '{}') as DyingDeskOrders);
