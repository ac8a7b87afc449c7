#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createText, openFile } from './cli/big-files.js';
import type { DoctorWorld } from './cli/doctor/ports.js';
import { runCli } from './cli/run-cli.js';
import { readText, workingFolder, writeText } from './cli/text-files.js';
import type { CliWorld, Database, OpenStore } from './cli/world.js';
import { readStoreConfig, type StoreConfig } from './config/store-config.js';
import { welcomePackets } from './kit/welcome.js';
import type { KnownKind } from './known/known-company.js';
import { projectRoot } from './playground/page/project-root.js';
import { referCards } from './setup/refer-cards.js';

/** The command line. What only some commands need is loaded when they do: `preview` touches no database. */
const folder = workingFolder(process.env, process.cwd());
const world: CliWorld = {
  out: (text) => process.stdout.write(text),
  outSlowly,
  err: (text) => process.stderr.write(text),
  readText: (path) => readText(path, folder),
  writeText: (path, text) => writeText(path, text, folder),
  openFile: (path) => openFile(path, folder),
  createText: (path) => createText(path, folder),
  progress: process.stderr.isTTY ? (text) => process.stderr.write(`\r\u001b[K${text}`) : undefined,
  companyMatching: async () => (await import('./assemble/company-matching.js')).companyMatching(),
  productFile: (path) => readFile(join(projectRoot(), path)),
  env: process.env,
  openStore: (database) => openStore(readStoreConfig(process.env), database),
  afterApply: (changes, program) => {
    const now = new Date();
    return [...referCards(changes, program, now), ...welcomePackets(changes, program, now)];
  },
  doctor: doctorWorld,
  scheduler: async () => (await import('./assemble/schedule.js')).scheduler,
  previews: async () => (await import('./catalogue.js')).previews(),
  renderers: { slack: slackRenderer, teams: teamsRenderer },
  version: ownVersion(),
};

// Whoever reads may have read enough (`| head`): the command still ends its work, and ends well.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

// Not process.exit: what is still being written would be lost.
process.exitCode = await runCli(process.argv.slice(2), world);

/** Waits until the text has been handed on, so that whoever reads slowly is not written for in memory. */
function outSlowly(text: string): Promise<boolean> {
  return new Promise((done, failed) => {
    if (process.stdout.destroyed || process.stdout.writableEnded) return done(false);
    process.stdout.write(text, (error) => {
      if (!error) done(true);
      else if ((error as NodeJS.ErrnoException).code === 'EPIPE') done(false);
      else failed(error);
    });
  });
}

async function slackRenderer() {
  const { renderForm, renderHome, renderMessage } = await import('./platforms/slack/render.js');
  // The same each time, so that two previews can be compared.
  return {
    surfaces: { message: 'message', form: 'modal', home: 'home' },
    renderMessage,
    renderHome,
    renderForm: (form: Parameters<typeof renderForm>[0]) => renderForm(form, 'preview'),
  };
}

async function teamsRenderer() {
  return (await import('./platforms/teams/preview.js')).previewRenderer();
}

/** Longer than Slack takes on a bad day. */
const PROBE_MS = 8_000;

async function doctorWorld(): Promise<DoctorWorld> {
  const { systemClock } = await import('./clock.js');
  const { holdsOthers } = await import('./compose.js');
  const { slackProbe } = await import('./platforms/slack/probe.js');
  return {
    clock: systemClock,
    slack: ({ botToken: token, apiUrl }) => slackProbe({ token, apiUrl, timeoutMs: PROBE_MS }),
    teams: async (config) => {
      const { teamsProbe } = await import('./platforms/teams/probe.js');
      return teamsProbe({ ...config, timeoutMs: PROBE_MS });
    },
    holdsOthers,
  };
}

async function openStore(config: StoreConfig, database: Database): Promise<OpenStore> {
  const { connectStore } = await import('./store/connect.js');
  const { programStore } = await import('./store/programs.js');
  const { conversationStore } = await import('./store/conversations.js');
  const { exportReads } = await import('./store/export-reads.js');
  const { countKnown, knownCompanyStore } = await import('./store/known-companies.js');
  const { rewardStore } = await import('./store/rewards.js');
  const { reviewReads } = await import('./store/review-reads.js');
  const { serverFacts, tryWrite, whereIsTeamsChannel } = await import('./store/probe.js');
  const { termsAcceptanceStore } = await import('./store/terms-acceptances.js');
  const { playgroundNow, scheduleRecords } = await import('./store/schedule-records.js');
  const mongod = config.mongodbUri === undefined ? await embedded(config) : undefined;
  const uri = config.mongodbUri ?? mongod?.uri ?? '';
  try {
    const store = await connectStore({ uri, database, appName: 'referral-desk cli' });
    return {
      programs: programStore(store.connection),
      acceptances: termsAcceptanceStore(store.db),
      knownLists: knownCompanyStore(store.db),
      exportReads: exportReads(store),
      rewards: rewardStore(store),
      reviews: reviewReads(store),
      place: mongod ? `${withoutPassword(uri)} (built in, data in ${config.dataDir})` : withoutPassword(uri),
      answers: () => store.ping(),
      counts: async () => ({
        referrals: await store.db.collection('referrals').estimatedDocumentCount(),
        'to deliver': await store.db.collection('outbox').countDocuments({ open: true }),
        'loops owed': await store.db.collection('referrals').countDocuments({
          programId: { $gt: '' },
          'loop.open': true,
          'loop.owedSince': { $gt: new Date(0) },
        }),
        'given up': await store.db.collection('outbox').countDocuments({ state: 'parked' }),
        ...knownCounts(await countKnown(store.db)),
      }),
      server: () => serverFacts(store.db),
      tryWrite: () => tryWrite(store.db),
      teamsChannel: (id, tenantId) => whereIsTeamsChannel(conversationStore(store.db), id, tenantId),
      now: async () => (database === 'playground' ? playgroundNow(store.db) : new Date()),
      scheduleRecords: (program) => scheduleRecords(store, program),
      close: async () => {
        await store.close();
        await mongod?.stop();
      },
    };
  } catch (error) {
    await mongod?.stop();
    throw error;
  }
}

/** Uses the one a running server has started, else starts one for the time of this command. */
async function embedded({ dataDir }: StoreConfig) {
  const { startEmbeddedMongod } = await import('./store/mongod/embedded.js');
  const { patientLog } = await import('./cli/patient-log.js');
  const log = patientLog((text) => process.stderr.write(text));
  try {
    return await startEmbeddedMongod({ dataDir, log: log.line });
  } catch (error) {
    log.flush();
    throw error;
  } finally {
    log.end();
  }
}

function knownCounts({ customer, opportunity, do_not_contact }: Record<KnownKind, number>) {
  return { customers: customer, opportunities: opportunity, 'do not contact': do_not_contact };
}

function withoutPassword(uri: string): string {
  return uri.replace(/\/\/[^@/]*@/, '//');
}

function ownVersion(): string {
  const text = readFileSync(join(projectRoot(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
