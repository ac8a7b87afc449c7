import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BSON } from 'mongodb';
import type { Definition } from '../../src/program/definition.js';
import { mergeProgram, NO_CHAT_ENTRIES } from '../../src/program/merge-program.js';
import { connectStore, type Store } from '../../src/store/connect.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { startEmbeddedMongod } from '../../src/store/mongod/embedded.js';
import { programStore } from '../../src/store/programs.js';
import { type Child, startChild } from './child.js';
import { BOT_TOKEN, PROGRAM, SIGNING_SECRET } from './office.js';
import { submittedReferral } from './referrals.js';
import { BARE_PROGRAM, OUR_PROGRAM, type RunningProgram, startProgram } from './run-program.js';

/** What all figures are measured in: one MongoDB, one simulated Slack, one load generator, a folder for the time. */
export interface World {
  rounds: number;
  folder: string;
  mongoUri: string;
  /** The product's own database, as the bench sees it. */
  store: Store;
  /** Another database on the same server, empty but for indexes and program. */
  freshStore(name: string): Promise<Store>;
  slack: Child;
  apiUrl: string;
  load: Child;
  /** An own copy of what a submission stores, for the baseline to store. */
  documentFile: string;
  /** Both servers on the shared MongoDB. */
  startOurs(settings?: Record<string, string>): Promise<RunningProgram>;
  startBare(settings?: Record<string, string>): Promise<RunningProgram>;
  close(): Promise<void>;
}

/** The database name of the product when it is connected to Slack or Teams; see src/config.ts. */
export const DATABASE = 'desk';

export async function openWorld(rounds: number): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'referral-desk-bench-'));
  const mongod = await startEmbeddedMongod({ dataDir: join(folder, 'shared'), log: () => {} });
  const store = await connectStore({ uri: mongod.uri, database: DATABASE, appName: 'referral-desk bench' });
  await prepareDatabase(store);
  const stores = [store];
  const [slack, load] = await Promise.all([startChild('slack'), startChild('load')]);
  const { apiUrl } = await slack.ask<{ apiUrl: string }>('start');
  const documentFile = join(folder, 'document.json');
  await writeFile(documentFile, BSON.EJSON.stringify(submittedReferral(0)));
  return {
    rounds,
    folder,
    mongoUri: mongod.uri,
    store,
    async freshStore(name) {
      const fresh = await connectStore({ uri: mongod.uri, database: name, appName: 'referral-desk bench' });
      stores.push(fresh);
      await prepareDatabase(fresh);
      return fresh;
    },
    slack,
    apiUrl,
    load,
    documentFile,
    startOurs: (settings = { MONGODB_URI: mongod.uri }) =>
      startProgram(OUR_PROGRAM, {
        SLACK_SIGNING_SECRET: SIGNING_SECRET,
        SLACK_BOT_TOKEN: BOT_TOKEN,
        SLACK_API_URL: apiUrl,
        ...settings,
      }),
    startBare: (settings = { MONGODB_URI: mongod.uri }) =>
      startProgram(BARE_PROGRAM, {
        SLACK_SIGNING_SECRET: SIGNING_SECRET,
        BARE_DOCUMENT: documentFile,
        ...settings,
      }),
    async close() {
      await Promise.all([load.stop(), slack.stop()]);
      await Promise.all(stores.map((each) => each.close()));
      await mongod.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Indexes and program, as after a first start. */
export async function prepareDatabase(store: Store, definition: Definition = PROGRAM): Promise<void> {
  await ensureIndexes(store);
  const chat = { entries: NO_CHAT_ENTRIES };
  const program = mergeProgram(definition, chat);
  const saved = { id: program.id, version: 0, file: definition, chat, program };
  await programStore(store.connection).save(undefined, saved, []);
}
