import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SlackConfig, TeamsConfig } from '../config.js';
import { type PlaygroundClock, playgroundClock } from '../playground/clock.js';
import { loadPage } from '../playground/page/load-page.js';
import { projectRoot } from '../playground/page/project-root.js';
import { PLAYGROUND_CUSTOMERS, PLAYGROUND_OPPORTUNITIES } from '../playground/seed/known-companies.js';
import { PLAYGROUND_PROGRAM_WITH_TEAMS } from '../playground/seed/program-with-teams.js';
import { tellStory } from '../playground/seed/story.js';
import { PLAYGROUND_TENANT } from '../playground/seed/teams.js';
import { PLAYGROUND_WORKSPACE } from '../playground/seed/workspace.js';
import { playgroundRoutes } from '../playground/server.js';
import { type FakeSlack, startFakeSlack } from '../playground/slack/index.js';
import type { FakeTeams } from '../playground/teams/index.js';
import { programChanges } from '../program/changes.js';
import { mergeProgram, NO_CHAT_ENTRIES } from '../program/merge-program.js';
import { keepLedger } from '../rewards/keep-ledger.js';
import { referCards } from '../setup/refer-cards.js';
import { clearPlayground } from '../store/clear-playground.js';
import type { Store } from '../store/connect.js';
import { installationStore } from '../store/installation.js';
import { clockMemory, snapshotStore } from '../store/playground.js';
import type { Core } from './core.js';
import type { PlaygroundTime } from './playground-time.js';
import { seedList } from './seed-list.js';

/** The simulated workspace and tenant, and how the desk reaches them. */
export interface Playground {
  slack: FakeSlack;
  teams: FakeTeams;
  clock: PlaygroundClock;
  config: { slack: SlackConfig; teams: TeamsConfig };
  /** From now on they send what happens to the desk on this port. */
  sendTo(port: number): void;
  close(): Promise<void>;
}

const SIGNING_SECRET = 'playground-signing-secret';
const BOT_TOKEN = 'xoxb-playground';
const APP_PASSWORD = 'playground-app-password';
const KEPT_TRAFFIC = 2_000;
/** What an installed playground was seeded with; another one is seeded anew. */
const SEED = 'slack and teams, with known companies and rewards';

export async function openPlayground(store: Store): Promise<Playground> {
  const clock = playgroundClock();
  clock.setAhead(await clockMemory(store.db).load());
  const [slack, teams] = await Promise.all([openWorkspace(store, clock), openTenant(store, clock)]);
  const { homeTenant, bot } = PLAYGROUND_TENANT;
  return {
    slack,
    teams,
    clock,
    config: {
      slack: { botToken: BOT_TOKEN, signingSecret: SIGNING_SECRET, apiUrl: slack.apiUrl },
      teams: {
        kind: 'teams',
        appId: bot.appId,
        appPassword: APP_PASSWORD,
        tenantId: homeTenant,
        allowedTenants: [homeTenant],
        openIdMetadataUrl: teams.openIdMetadataUrl,
        tokenUrl: teams.tokenUrl,
      },
    },
    sendTo(port) {
      slack.setBotUrl(`http://127.0.0.1:${port}/slack/events`);
      teams.setBotUrl(`http://127.0.0.1:${port}/api/messages`);
    },
    close: async () => void (await Promise.all([slack.close(), teams.close()])),
  };
}

async function openWorkspace(store: Store, clock: PlaygroundClock): Promise<FakeSlack> {
  const { scopes, subscribedEvents } = await installedAs();
  return startFakeSlack({
    workspace: PLAYGROUND_WORKSPACE,
    signingSecret: SIGNING_SECRET,
    botToken: BOT_TOKEN,
    now: () => clock.now(),
    memory: snapshotStore(store.db),
    keepTraffic: KEPT_TRAFFIC,
    scopes,
    subscribedEvents,
  });
}

/** Loaded here alone: a desk with real platforms needs nothing of it. */
async function openTenant(store: Store, clock: PlaygroundClock): Promise<FakeTeams> {
  const { startFakeTeams } = await import('../playground/teams/index.js');
  return startFakeTeams({
    tenant: PLAYGROUND_TENANT,
    appPassword: APP_PASSWORD,
    now: () => clock.now(),
    memory: snapshotStore(store.db, 'teams'),
    keepTraffic: KEPT_TRAFFIC,
  });
}

/** What our own manifest asks for: the playground fails where a real installation would. */
async function installedAs(): Promise<{ scopes: string[]; subscribedEvents: string[] }> {
  const manifest = JSON.parse(await readFile(join(projectRoot(), 'manifests/slack.json'), 'utf8')) as {
    oauth_config: { scopes: { bot: string[] } };
    settings: { event_subscriptions: { bot_events: string[] } };
  };
  return {
    scopes: manifest.oauth_config.scopes.bot,
    subscribedEvents: manifest.settings.event_subscriptions.bot_events,
  };
}

/** Seeds what is not there, or was only seeded in part before a crash. */
export async function seedPlayground(core: Core, playground: Playground): Promise<void> {
  const { seeded } = await installationStore(core.store.db).read('slack');
  if (seeded !== SEED) await reseedPlayground(core, playground);
}

/** Everything as on the first day: program, workspace, tenant, and the story of the past. */
export async function reseedPlayground(core: Core, playground: Playground): Promise<void> {
  const { store, programs, outbox, log } = core;
  const { slack, teams, clock } = playground;
  const settled = async () => {
    await outbox.drain();
    await teams.idle();
  };
  const facts = await installationStore(store.db).read('slack');
  await clearPlayground(store.db);
  await Promise.all([slack.reset(), teams.reset()]);
  // Who we are in the workspace has not changed; only that it is being seeded.
  await installationStore(store.db).write('slack', { ...facts, seeded: 'no' });
  const chat = { entries: NO_CHAT_ENTRIES };
  const program = mergeProgram(PLAYGROUND_PROGRAM_WITH_TEAMS, chat);
  const first = { id: program.id, version: 0, file: PLAYGROUND_PROGRAM_WITH_TEAMS, chat, program };
  const goTo = (hoursAgo: number) => clock.setAhead(-hoursAgo * 3_600_000);
  goTo(34 * 24);
  await programs.save(undefined, first, referCards(programChanges(undefined, program), program, clock.now()));
  await seedList(store, program, clock, { kind: 'customer', rows: PLAYGROUND_CUSTOMERS });
  await seedList(store, program, clock, { kind: 'opportunity', rows: PLAYGROUND_OPPORTUNITIES });
  try {
    await tellStory({
      slack,
      teams,
      goTo,
      settled,
      keepBooks: async () => void (await keepLedger(core.rewards)),
    });
  } finally {
    goTo(0);
  }
  await installationStore(store.db).write('slack', { seeded: SEED });
  log.info('the playground is seeded');
}

/** The page and what it asks for. */
export async function playgroundPages(
  { slack, teams }: Playground,
  reset: () => Promise<void>,
  time: PlaygroundTime,
): Promise<ReturnType<typeof playgroundRoutes>> {
  return playgroundRoutes({ slack, teams, page: await loadPage(), reset, time });
}
