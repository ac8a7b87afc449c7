import { startJobs } from '../jobs/index.js';
import { landingOf } from './assemble/attribution.js';
import { buildCore, type Core } from './assemble/core.js';
import { openDatabase } from './assemble/database.js';
import { interactionDeps } from './assemble/interaction-deps.js';
import { gatherInteractions } from './assemble/interactions.js';
import { jobHandlers } from './assemble/job-handlers.js';
import { ownPages } from './assemble/pages.js';
import {
  openPlayground,
  type Playground,
  playgroundPages,
  reseedPlayground,
  seedPlayground,
} from './assemble/playground.js';
import { playgroundTime } from './assemble/playground-time.js';
import { slackReceiving, slackSending } from './assemble/slack.js';
import type { TeamsConnection } from './assemble/teams.js';
import { type Clock, systemClock } from './clock.js';
import type { Config } from './config.js';
import { healthRoutes } from './http/health.js';
import { createMetrics } from './http/metrics.js';
import { notFound, type Route } from './http/routes.js';
import { startHttpServer } from './http/server.js';
import type { Log } from './log.js';
import type { OutboxOptions, RunningOutbox } from './outbox/outbox.js';
import type { SlackInbound } from './platforms/slack/inbound.js';
import type { TeamsInbound } from './platforms/teams/inbound.js';
import type { FakeSlack } from './playground/slack/index.js';
import type { Store } from './store/connect.js';

/** Only for tests and benchmarks: what a configuration does not say. */
export interface Overrides extends Pick<OutboxOptions, 'pace' | 'retry' | 'checkpoint'> {
  clock?: Clock;
}

export interface Desk {
  port: number;
  /** The simulated workspace, in playground mode. */
  playground?: FakeSlack;
  outbox: RunningOutbox;
  /** Does now what the recurring jobs do at their next tick, and delivers what follows. */
  runDue(): Promise<void>;
  /** Resolves when the playground is seeded and setup is completed; nothing else waits for it. */
  settled: Promise<void>;
  stop(): Promise<void>;
}

/** The platforms that people write to us from. */
interface Connected {
  slack?: SlackInbound;
  teams?: TeamsInbound;
}

/** Nobody else posts in the playground, so it need not be slow. */
const PLAYGROUND_PACE = { postMs: 20, editMs: 10 };

/** Builds the whole program: the only place that does. Resolves when it can take requests. */
export async function startDesk(config: Config, log: Log, overrides: Overrides = {}): Promise<Desk> {
  const database = await openDatabase(config, log);
  const { store } = database;
  const playground = config.mode === 'playground' ? await openPlayground(store) : undefined;
  const slackConfig = config.mode === 'slack' ? config.slack : playground?.config.slack;
  const { clock = playground?.clock ?? systemClock, ...outboxOptions } = overrides;

  const connected: Connected = {};
  // The playground's pages are on this machine; its port is known once it listens.
  let origin = config.publicUrl;
  const slackSender =
    slackConfig && slackSending(slackConfig, () => connected.slack?.installation()?.homeTeamId);
  const teams = await teamsOf(config, store, playground);
  const core = buildCore({
    store,
    clock,
    log,
    metrics: createMetrics(),
    senders: { ...(slackSender ? { slack: slackSender } : {}), ...(teams ? { teams: teams.sender } : {}) },
    person: async (platform, userId) => connected[platform]?.person(userId),
    pageUrl: (path) => (origin === undefined ? undefined : `${origin}${path}`),
    outbox: { ...(playground ? { pace: PLAYGROUND_PACE } : {}), ...outboxOptions },
  });
  const useCases = interactionDeps(core, () => completeLater(core));
  const interactions = gatherInteractions(useCases);
  if (slackConfig && slackSender) {
    connected.slack = slackReceiving(slackConfig, core, slackSender, interactions);
  }
  if (teams) connected.teams = teams.receiving(core, interactions);
  const handlers = jobHandlers(core, connected);
  const runDue = async () => {
    for (const run of Object.values(handlers)) await run();
    await core.outbox.drain();
  };
  const landing = landingOf(core, useCases, config);
  const server = await openDoors(config, core, connected, runDue, landing, playground);
  playground?.sendTo(server.port);
  if (playground) origin ??= `http://127.0.0.1:${server.port}`;
  await connected.slack?.start();
  const jobs = await startJobs({ db: store.db, handlers, log });
  core.outbox.wake();

  return {
    port: server.port,
    ...(playground ? { playground: playground.slack } : {}),
    outbox: core.outbox,
    runDue,
    settled: afterwards(core, playground),
    stop: async () => {
      await server.close();
      await connected.slack?.stop();
      await connected.teams?.stop();
      await jobs.stop();
      await core.outbox.stop();
      await playground?.close();
      await database.close();
    },
  };
}

/** The SDK for Teams is slow to load and large: without Teams nothing of it is. */
async function teamsOf(
  config: Config,
  store: Store,
  playground: Playground | undefined,
): Promise<TeamsConnection | undefined> {
  const teams = config.mode === 'playground' ? playground?.config.teams : config.teams;
  if (!teams) return undefined;
  const { openTeams } = await import('./assemble/teams.js');
  return openTeams(teams, store, { defaultServiceUrl: playground?.teams.serviceUrl });
}

async function openDoors(
  config: Config,
  core: Core,
  { slack, teams }: Connected,
  runDue: () => Promise<void>,
  landing: ReturnType<typeof landingOf>,
  playground: Playground | undefined,
) {
  const { store, metrics, log } = core;
  const routes: Route[] = [
    ...healthRoutes({ store: () => store.ping(), ...(slack ? { slack: () => slack.ready() } : {}) }),
    metrics.route,
    ...(slack ? [{ method: 'POST' as const, path: '/slack/events', handle: slack.handler }] : []),
    ...(teams ? [{ method: 'POST' as const, path: '/api/messages', handle: teams.handler }] : []),
    ...landing.routes,
  ];
  const pages =
    playground &&
    (await playgroundPages(
      playground,
      () => reseedPlayground(core, playground),
      playgroundTime(core, playground, runDue),
    ));
  const own = [...ownPages(core), landing.page];
  return startHttpServer({
    host: config.host,
    port: config.port,
    routes,
    log,
    fallback: async (request, response) => {
      for (const page of own) if (await page(request, response)) return;
      if (!(await pages?.(request, response))) notFound(request, response);
    },
  });
}

/** What a start owes but nobody waits for. */
async function afterwards(core: Core, playground: Playground | undefined): Promise<void> {
  try {
    if (playground) await seedPlayground(core, playground);
    await core.completeSetup();
  } catch (err) {
    core.log.error({ err }, 'the start could not be completed');
  }
}

/** What a setup could not wait for; a restart does it again should it fail. */
function completeLater(core: Core): void {
  const later = (err: unknown) => core.log.warn({ err }, 'setup could not be completed yet');
  void core.completeSetup().catch(later);
}
