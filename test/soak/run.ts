import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connectStore } from '../../src/store/connect.js';
import { startEmbeddedMongod } from '../../src/store/mongod/embedded.js';
import { brokenPromises } from './invariants.js';
import { simulate } from './simulate.js';

/**
 * `npm run soak`: two years, 300 partners in 25 zones, or with `-- --seed 3 --days 90 --partners 50`. Prints what did not
 * hold; exits with 1 when anything did not.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: '730' },
    partners: { type: 'string', default: '300' },
  },
});
const [seed, days, partners] = [values.seed, values.days, values.partners].map(Number);
if (!seed || !days || !partners) throw new Error('--seed, --days and --partners take numbers above zero');
const dataDir = await mkdtemp(join(tmpdir(), 'referral-desk-soak-'));
const mongod = await startEmbeddedMongod({ dataDir, log: () => {} });
try {
  const store = await connectStore({ uri: mongod.uri, database: 'soak', appName: 'referral-desk soak' });
  const began = performance.now();
  const soaked = await simulate(store, {
    seed,
    partners,
    days,
    reps: 8,
    referralsADay: partners / 150,
    actsADay: partners / 30,
    progress: (day) => {
      if (day % 30 === 0) process.stderr.write(`day ${day} of ${days}\n`);
    },
  });
  const broken = await brokenPromises(store, soaked);
  const counted = await Promise.all(
    ['referrals', 'outbox', 'partner_records'].map(async (name) => {
      const count = await store.db.collection(name).countDocuments();
      return `${count} ${name}`;
    }),
  );
  const seconds = Math.round((performance.now() - began) / 1_000);
  process.stdout.write(
    `${days} days from seed ${seed} in ${seconds} s: ${soaked.ticks} ticks, ${soaked.world.deaths} deaths, ${counted.join(', ')}\n`,
  );
  process.stdout.write(broken.length === 0 ? 'every promise held\n' : `${broken.join('\n')}\n`);
  process.exitCode = broken.length === 0 ? 0 : 1;
  await store.close();
} finally {
  await mongod.stop();
  await rm(dataDir, { recursive: true, force: true });
}
