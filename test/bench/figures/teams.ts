import { join } from 'node:path';
import { connectStore, type Store } from '../../../src/store/connect.js';
import { startEmbeddedMongod } from '../../../src/store/mongod/embedded.js';
import { sealingKey } from '../../../src/store/sealing-key.js';
import { startChild } from '../child.js';
import type { Judged } from '../figure.js';
import type { TeamsStarted } from '../processes/teams.js';
import { BARE_TEAMS_PROGRAM, OUR_PROGRAM, startProgram } from '../run-program.js';
import { APP_ID, APP_PASSWORD, TEAMS_PROGRAM, TENANT } from '../teams-office.js';
import type { TeamsSide } from '../teams-requests.js';
import { DATABASE, prepareDatabase, type World } from '../world.js';
import { compared, WARM_UP, type Wanted } from './acknowledge.js';

const DIALOGS = 2_000;
const SUBMISSIONS = 1_000;
const CARD = /^\{"task":\{"type":"continue".*"AdaptiveCard"/;

/**
 * 6: a press on "Refer a lead" in Teams to the dialog with the referral form, and 7: the form sent in to its answer,
 * stored. Against @microsoft/teams-ai that shows a dialog of one field, and stores one document. With a MongoDB of their
 * own: the other figures are measured without Teams.
 */
export async function teams(world: World): Promise<Judged[]> {
  const mongod = await startEmbeddedMongod({ dataDir: join(world.folder, 'teams'), log: () => {} });
  const store = await connectStore({ uri: mongod.uri, database: DATABASE, appName: 'referral-desk bench' });
  await prepareDatabase(store, TEAMS_PROGRAM);
  const tenant = await startChild('teams');
  try {
    const started = await tenant.ask<TeamsStarted>('start');
    const side: TeamsSide = { ...started, sealKey: new Uint8Array(await sealingKey(store.db, 'teams')) };
    return await measured({ world, store, mongoUri: mongod.uri, started, side });
  } finally {
    await tenant.stop();
    await store.close();
    await mongod.stop();
  }
}

async function measured({ world, store, mongoUri, started, side }: Measuring): Promise<Judged[]> {
  const ours = () =>
    startProgram(
      OUR_PROGRAM,
      {
        MONGODB_URI: mongoUri,
        TEAMS_APP_ID: APP_ID,
        TEAMS_APP_PASSWORD: APP_PASSWORD,
        TEAMS_TENANT_ID: TENANT,
        TEAMS_TOKEN_URL: started.tokenUrl,
        TEAMS_OPENID_METADATA_URL: started.openIdMetadataUrl,
      },
      '/api/messages',
    );
  const bare = () =>
    startProgram(
      BARE_TEAMS_PROGRAM,
      {
        MONGODB_URI: mongoUri,
        BARE_DOCUMENT: world.documentFile,
        OPENID_METADATA_URL: started.openIdMetadataUrl,
      },
      '/api/messages',
    );
  const measure = (name: string, wanted: Wanted) => compared(world, name, wanted, { ours, bare });
  const dialogs = await measure('invoke to dialog', {
    kind: 'dialog',
    teams: side,
    count: DIALOGS,
    throughputAtLeast: 0.8,
    p99AtMost: 1.5,
    answer: CARD,
    bareAnswer: CARD,
  });
  const submissions = await measure('dialog submit to durable answer', {
    kind: 'dialog_submission',
    teams: side,
    count: SUBMISSIONS,
    throughputAtLeast: 0.8,
    p99AtMost: 1.5,
    // The dialog closes; the status card in the channel says the rest.
    answer: /^$/,
    bareAnswer: /Stored/,
  });
  const wanted = SUBMISSIONS * (world.rounds + WARM_UP);
  const found = await store.db.collection('referrals').countDocuments();
  if (found !== wanted) throw new Error(`${found} referrals are stored in place of ${wanted}`);
  return [...dialogs, ...submissions];
}

interface Measuring {
  world: World;
  store: Store;
  mongoUri: string;
  started: TeamsStarted;
  side: TeamsSide;
}
