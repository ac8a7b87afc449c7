import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { companyMatching } from '../../src/assemble/company-matching.js';
import { createText, openFile } from '../../src/cli/big-files.js';
import { runCli } from '../../src/cli/run-cli.js';
import { readText, writeText } from '../../src/cli/text-files.js';
import type { CliWorld, OpenStore } from '../../src/cli/world.js';
import type { Store } from '../../src/store/connect.js';
import { conversationStore } from '../../src/store/conversations.js';
import { exportReads } from '../../src/store/export-reads.js';
import { knownCompanyStore } from '../../src/store/known-companies.js';
import { serverFacts, tryWrite, whereIsTeamsChannel } from '../../src/store/probe.js';
import { programStore } from '../../src/store/programs.js';
import { reviewReads } from '../../src/store/review-reads.js';
import { rewardStore } from '../../src/store/rewards.js';
import { scheduleRecords } from '../../src/store/schedule-records.js';
import { termsAcceptanceStore } from '../../src/store/terms-acceptances.js';

/** Runs a command in a world with real files, and without a database unless `changed` brings one. */
export async function runCommand(args: string[], changed: Partial<CliWorld> = {}, folder = tmpdir()) {
  let [out, err] = ['', ''];
  const world: CliWorld = {
    out: (text) => {
      out += text;
    },
    outSlowly: async (text) => {
      out += text;
      return true;
    },
    err: (text) => {
      err += text;
    },
    readText: (path) => readText(path, folder),
    writeText: (path, text) => writeText(path, text, folder),
    openFile: (path) => openFile(path, folder),
    createText: (path) => createText(path, folder),
    companyMatching: async () => companyMatching(),
    productFile: (path) => readFile(path),
    env: {},
    openStore: () => {
      throw new Error('no command without need may open the store');
    },
    doctor: () => {
      throw new Error('only doctor may probe');
    },
    scheduler: () => {
      throw new Error('only schedule may plan');
    },
    afterApply: () => [],
    previews: async () => [],
    renderers: {},
    version: '1.2.3',
    ...changed,
  };
  return { code: await runCli(args, world), out, err };
}

/** A store of a test, as the commands see it; closing it leaves it open. */
export function openTestStore(store: Store): OpenStore {
  return {
    programs: programStore(store.connection),
    acceptances: termsAcceptanceStore(store.db),
    knownLists: knownCompanyStore(store.db),
    exportReads: exportReads(store),
    rewards: rewardStore(store),
    reviews: reviewReads(store),
    place: 'here',
    answers: () => store.ping(),
    counts: async () => ({}),
    server: () => serverFacts(store.db),
    tryWrite: () => tryWrite(store.db),
    teamsChannel: (id, tenantId) => whereIsTeamsChannel(conversationStore(store.db), id, tenantId),
    now: async () => new Date(),
    scheduleRecords: (program) => scheduleRecords(store, program),
    close: async () => {},
  };
}
