import { startJobs } from '../jobs/index.js';
import { buildCore, type Core } from './assemble/core.js';
import { openDatabase } from './assemble/database.js';
import { gatherInteractions } from './assemble/interactions.js';
import { jobHandlers } from './assemble/job-handlers.js';
import {
  openPlayground,
  type Playground,
  playgroundPages,
  reseedPlayground,
  seedPlayground,
} from './assemble/playground.js';
import { slackReceiving, slackSending } from './assemble/slack.js';
import { type Clock, systemClock } from './clock.js';
import type { Config } from './config.js';
import { healthRoutes } from './http/health.js';
import { createMetrics } from './http/metrics.js';
import { notFound, type Route } from './http/routes.js';
import { startHttpServer } from './http/server.js';
import type { Log } from './log.js';
import type { OutboxOptions, RunningOutbox } from './outbox/outbox.js';
import type { SlackInbound } from './platforms/slack/inbound.js';
import type { FakeSlack } from './playground/slack/index.js';
import { routeOrLeave } from './routing/placing.js';

/** Only for tests and benchmarks: what a configuration does not say. */
export interface Overrides extends Pick<OutboxOptions, 'pace' | 'retry' | 'checkpoint'> {
  clock?: Clock;
}

export interface Desk {
  port: number;
  /** The simulated workspace, in playground mode. */
  playground?: FakeSlack;
  outbox: RunningOutbox;
  /** Resolves when the playground is seeded and setup is completed; nothing else waits for it. */
  settled: Promise<void>;
  stop(): Promise<void>;
}

/** Nobody else posts in the playground, so it need not be slow. */
const PLAYGROUND_PACE = { postMs: 20, editMs: 10 };

/** Builds the whole program: the only place that does. Resolves when it can take requests. */
export async function startDesk(config: Config, log: Log, overrides: Overrides = {}): Promise<Desk> {
  const database = await openDatabase(config, log);
  const { store } = database;
  const playground = config.mode === 'playground' ? await openPlayground(store) : undefined;
  const slackConfig = config.mode === 'slack' ? config.slack : playground?.config;
  if (!slackConfig) throw new Error('There is no platform to talk to');
  const { clock = playground?.clock ?? systemClock, ...outboxOptions } = overrides;

  let slack: SlackInbound | undefined;
  const sender = slackSending(slackConfig, () => slack?.installation()?.homeTeamId);
  const core = buildCore({
    store,
    clock,
    log,
    metrics: createMetrics(),
    senders: { slack: sender },
    person: async (_platform, userId) => slack?.person(userId),
    outbox: { ...(playground ? { pace: PLAYGROUND_PACE } : {}), ...outboxOptions },
  });
  slack = slackReceiving(slackConfig, core, sender, gatherInteractions(interactionDeps(core)));
  const server = await openDoors(config, core, slack, playground);
  playground?.slack.setBotUrl(`http://127.0.0.1:${server.port}/slack/events`);
  await slack.start();
  const jobs = await startJobs({ db: store.db, handlers: jobHandlers(core, slack), log });
  core.outbox.wake();

  const receiving = slack;
  return {
    port: server.port,
    ...(playground ? { playground: playground.slack } : {}),
    outbox: core.outbox,
    settled: afterwards(core, playground),
    stop: async () => {
      await server.close();
      await receiving.stop();
      await jobs.stop();
      await core.outbox.stop();
      await playground?.close();
      await database.close();
    },
  };
}

function interactionDeps(core: Core): Parameters<typeof gatherInteractions>[0] {
  const later = (err: unknown) => core.log.warn({ err }, 'setup could not be completed yet');
  return { ...core.deps, route: routeOrLeave, complete: () => void core.completeSetup().catch(later) };
}

async function openDoors(
  config: Config,
  core: Core,
  slack: SlackInbound,
  playground: Playground | undefined,
) {
  const { store, metrics, log } = core;
  const routes: Route[] = [
    ...healthRoutes({ store: () => store.ping(), slack: () => slack.ready() }),
    metrics.route,
    {
      method: 'POST',
      path: '/slack/events',
      handle: (request, response) => slack.handler(request, response),
    },
  ];
  const pages =
    playground && (await playgroundPages(playground.slack, () => reseedPlayground(core, playground)));
  return startHttpServer({
    host: config.host,
    port: config.port,
    routes,
    log,
    fallback: async (request, response) => {
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
