import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SlackConfig } from '../config.js';
import { type PlaygroundClock, playgroundClock } from '../playground/clock.js';
import { loadPage } from '../playground/page/load-page.js';
import { projectRoot } from '../playground/page/project-root.js';
import { PLAYGROUND_PROGRAM } from '../playground/seed/program.js';
import { tellStory } from '../playground/seed/story.js';
import { PLAYGROUND_WORKSPACE } from '../playground/seed/workspace.js';
import { playgroundRoutes } from '../playground/server.js';
import { type FakeSlack, startFakeSlack } from '../playground/slack/index.js';
import { programChanges } from '../program/changes.js';
import { mergeProgram, NO_CHAT_ENTRIES } from '../program/merge-program.js';
import { referCards } from '../setup/refer-cards.js';
import { clearPlayground } from '../store/clear-playground.js';
import type { Store } from '../store/connect.js';
import { installationStore } from '../store/installation.js';
import { snapshotStore } from '../store/playground.js';
import type { Core } from './core.js';

/** The simulated workspace and how the desk reaches it. */
export interface Playground {
  slack: FakeSlack;
  clock: PlaygroundClock;
  config: SlackConfig;
  close(): Promise<void>;
}

const SIGNING_SECRET = 'playground-signing-secret';
const BOT_TOKEN = 'xoxb-playground';

export async function openPlayground(store: Store): Promise<Playground> {
  const clock = playgroundClock();
  const { scopes, subscribedEvents } = await installedAs();
  const slack = await startFakeSlack({
    workspace: PLAYGROUND_WORKSPACE,
    signingSecret: SIGNING_SECRET,
    botToken: BOT_TOKEN,
    now: () => clock.now(),
    memory: snapshotStore(store.db),
    keepTraffic: 2_000,
    scopes,
    subscribedEvents,
  });
  const config = { botToken: BOT_TOKEN, signingSecret: SIGNING_SECRET, apiUrl: slack.apiUrl };
  return { slack, clock, config, close: () => slack.close() };
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
  if (seeded !== 'yes') await reseedPlayground(core, playground);
}

/** Everything as on the first day: program, workspace, and the story of the past. */
export async function reseedPlayground(core: Core, playground: Playground): Promise<void> {
  const { store, programs, outbox, log } = core;
  const settled = async () => void (await outbox.drain());
  const facts = await installationStore(store.db).read('slack');
  await clearPlayground(store.db);
  await playground.slack.reset();
  // Who we are in the workspace has not changed; only that it is being seeded.
  await installationStore(store.db).write('slack', { ...facts, seeded: 'no' });
  const chat = { entries: NO_CHAT_ENTRIES };
  const program = mergeProgram(PLAYGROUND_PROGRAM, chat);
  const first = { id: program.id, version: 0, file: PLAYGROUND_PROGRAM, chat, program };
  playground.clock.goTo(34 * 24);
  await programs.save(
    undefined,
    first,
    referCards(programChanges(undefined, program), program, playground.clock.now()),
  );
  try {
    await tellStory({ slack: playground.slack, goTo: playground.clock.goTo, settled });
  } finally {
    playground.clock.goTo(0);
  }
  await installationStore(store.db).write('slack', { seeded: 'yes' });
  log.info('the playground is seeded');
}

/** The page and what it asks for. */
export async function playgroundPages(
  slack: FakeSlack,
  reset: () => Promise<void>,
): Promise<ReturnType<typeof playgroundRoutes>> {
  return playgroundRoutes({ slack, page: await loadPage(), reset });
}
