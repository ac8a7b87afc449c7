import { join } from 'node:path';
import { connectStore } from '../../../src/store/connect.js';
import { startEmbeddedMongod } from '../../../src/store/mongod/embedded.js';
import { referralStore } from '../../../src/store/referrals.js';
import { figureOf, inTurn, type Judged } from '../figure.js';
import type { LoadWish } from '../processes/load.js';
import { submittedReferral } from '../referrals.js';
import type { RunningProgram } from '../run-program.js';
import { prepareDatabase, type World } from '../world.js';

const EARLIER_REFERRALS = 200;
const REQUESTS = 200;

interface Start {
  readyMs: number;
  readyMb: number;
  afterRequestsMb: number;
}

/**
 * 5: from the start of the process to ready, its MongoDB included, with data of earlier days; and its memory then and
 * after 200 requests, half of them submissions. Against bare Bolt with mongoose and a MongoDB of its own.
 */
export async function start(world: World): Promise<Judged[]> {
  const ourData = await earlierDays(join(world.folder, 'ours'));
  const bareData = await earlierDays(join(world.folder, 'bare'));
  const measured = await inTurn(
    { rounds: world.rounds, warmUp: 1 },
    async () => watched(world, await world.startOurs({ DATA_DIR: ourData })),
    async () => watched(world, await world.startBare({ DATA_DIR: bareData })),
  );
  const pairs = (of: (start: Start) => number) =>
    measured.map(({ ours, baseline }) => ({ ours: of(ours), baseline: of(baseline) }));
  return [
    figureOf(
      'start to ready',
      'ms',
      pairs(({ readyMs }) => readyMs),
      { limit: 3_000 },
    ),
    figureOf(
      'resident memory when ready',
      'MB',
      pairs(({ readyMb }) => readyMb),
      { limit: 200 },
    ),
    figureOf(
      'resident memory after 200 requests',
      'MB',
      pairs(({ afterRequestsMb }) => afterRequestsMb),
      { limit: 200 },
    ),
  ];
}

async function earlierDays(dataDir: string): Promise<string> {
  const mongod = await startEmbeddedMongod({ dataDir, log: () => {} });
  const store = await connectStore({ uri: mongod.uri, database: 'desk' });
  await prepareDatabase(store);
  const referrals = referralStore(store.connection);
  for (let number = 0; number < EARLIER_REFERRALS; number += 1)
    await referrals.insert({ ...submittedReferral(number), pending: [] });
  await store.close();
  await mongod.stop();
  return dataDir;
}

async function watched(world: World, program: RunningProgram): Promise<Start> {
  try {
    const readyMb = await program.residentMb();
    for (const kind of ['command', 'submission'] as const) {
      const wish: LoadWish = { url: program.url, kind, count: REQUESTS / 2, atOnce: 4 };
      await world.load.ask('run', wish);
    }
    return { readyMs: program.readyMs, readyMb, afterRequestsMb: await program.residentMb() };
  } finally {
    await program.stop();
  }
}
