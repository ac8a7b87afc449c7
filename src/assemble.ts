import { startJobs } from '../jobs/index.js';
import { channelWarnings } from './assemble/channel-warnings.js';
import { countingEvents } from './assemble/count-events.js';
import { openDatabase } from './assemble/database.js';
import { gatherInteractions } from './assemble/interactions.js';
import { jobHandlers } from './assemble/job-handlers.js';
import { openPlayground, playgroundPages, reseedPlayground, seedPlayground } from './assemble/playground.js';
import { slackReceiving, slackSending } from './assemble/slack.js';
import { type Clock, systemClock } from './clock.js';
import { composer } from './compose.js';
import type { Config } from './config.js';
import { healthRoutes } from './http/health.js';
import { createMetrics, type Metrics } from './http/metrics.js';
import { notFound, type Route } from './http/routes.js';
import { type HttpServer, startHttpServer } from './http/server.js';
import type { Log } from './log.js';
import { type OutboxOptions, type RunningOutbox, startOutbox } from './outbox/outbox.js';
import type { Lifecycle, SlackInbound } from './platforms/slack/inbound.js';
import type { FakeSlack } from './playground/slack/index.js';
import { routeOrLeave } from './routing/steps.js';
import { completeSetup } from './setup/complete-setup.js';
import { channelLost, channelMoved, channelSharingChanged, type FollowDeps } from './setup/follow-channel.js';
import { inboxStore } from './store/inbox.js';
import { moveChannel } from './store/move-channel.js';
import { outboxStore } from './store/outbox.js';
import { pendingSource } from './store/pending-source.js';
import { profileStore } from './store/profiles.js';
import { programStore } from './store/programs.js';
import { referralStore } from './store/referrals.js';

/** Only for tests and benchmarks: what a configuration does not say. */
export interface Overrides {
  clock?: Clock;
  pace?: OutboxOptions['pace'];
  retry?: OutboxOptions['retry'];
  checkpoint?: OutboxOptions['checkpoint'];
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

/** Builds the whole program: the only place that does. Resolves when it can take requests. */
export async function startDesk(config: Config, log: Log, overrides: Overrides = {}): Promise<Desk> {
  const database = await openDatabase(config, log);
  const { store } = database;
  const playground = config.mode === 'playground' ? await openPlayground(store) : undefined;
  const slackConfig = config.mode === 'slack' ? config.slack : playground?.config;
  if (!slackConfig) throw new Error('There is no platform to talk to');
  const clock = overrides.clock ?? playground?.clock ?? systemClock;
  const metrics = createMetrics();
  const programs = programStore(store.connection);
  const referrals = countingEvents(referralStore(store.connection, clock), metrics);
  let inbound: SlackInbound | undefined;
  const sender = slackSending(slackConfig, () => inbound?.installation()?.homeTeamId);
  const outbox = startOutbox({
    store: outboxStore(store.db),
    sources: [pendingSource(store.db, 'referrals'), pendingSource(store.db, 'programs')],
    program: () => programs.current(),
    compose: composer({
      referrals,
      programs,
      clock,
      ...channelWarnings({ enqueue: (messages) => outbox.enqueue(messages) }, clock),
    }),
    senders: { slack: sender },
    onError: (err, doing) => log.error({ err }, `outbox: ${doing}`),
    report: reporter(metrics, log),
    clock,
    ...(playground ? { pace: { postMs: 20, editMs: 10 } } : {}),
    ...overrides,
  });
  const base: FollowDeps = {
    referrals,
    programs,
    clock,
    outbox,
    moveChannel: (from, to) => moveChannel(store.db, from, to.id),
  };
  const complete = () =>
    completeSetup({
      programs,
      profile: (platform, userId) => profileStore(store.db).get({ platform, userId }),
      channelFacts: ({ id }) => sender.channelFacts(id),
    });
  const interactions = gatherInteractions({
    ...base,
    route: routeOrLeave,
    complete: () =>
      void complete().catch((err: unknown) => log.warn({ err }, 'setup could not be completed yet')),
  });
  const inbox = inboxStore(store.db);
  inbound = slackReceiving({
    config: slackConfig,
    store,
    programs,
    inbox,
    interactions,
    lifecycle: (event) => follow(base, sender, log, event, complete),
    log,
    metrics,
  });
  const receive = inbound;
  const seeding = playground && {
    playground,
    store,
    programs,
    log,
    settled: async () => void (await outbox.drain()),
  };
  const routes: Route[] = [
    ...healthRoutes({ store: () => store.ping(), slack: () => receive.ready() }),
    metrics.route,
    {
      method: 'POST',
      path: '/slack/events',
      handle: (request, response) => receive.handler(request, response),
    },
  ];
  const pages = seeding && (await playgroundPages(seeding.playground.slack, () => reseedPlayground(seeding)));
  const server: HttpServer = await startHttpServer({
    host: config.host,
    port: config.port,
    routes,
    log,
    fallback: async (request, response) => {
      if (!(await pages?.(request, response))) notFound(request, response);
    },
  });
  playground?.slack.setBotUrl(`http://127.0.0.1:${server.port}/slack/events`);
  await receive.start();
  const handlers = jobHandlers({ referrals: base, outbox, inbox, slack: receive, log });
  const jobs = await startJobs({ db: store.db, handlers, log });
  outbox.wake();
  const settled = (async () => {
    if (seeding) await seedPlayground(seeding);
    await complete();
  })().catch((err: unknown) => log.error({ err }, 'the start could not be completed'));
  return {
    port: server.port,
    ...(playground ? { playground: playground.slack } : {}),
    outbox,
    settled,
    stop: async () => {
      await server.close();
      await receive.stop();
      await jobs.stop();
      await outbox.stop();
      await playground?.close();
      await database.close();
    },
  };
}

function reporter(metrics: Metrics, log: Log): NonNullable<OutboxOptions['report']> {
  return ({ outcome, platform, template, ms, code }) => {
    metrics.delivery(platform, outcome === 'expired' ? 'cancelled' : outcome);
    const level = outcome === 'parked' || outcome === 'unknown' ? 'warn' : 'debug';
    log[level]({ outcome, platform, template, ms, code }, 'delivery');
  };
}

async function follow(
  deps: FollowDeps,
  sender: { forgetChannel(id: string): void },
  log: Log,
  event: Lifecycle,
  complete: () => Promise<void>,
): Promise<void> {
  switch (event.kind) {
    case 'channel_id_changed':
      sender.forgetChannel(event.from.id);
      return channelMoved(deps, event.from, event.to);
    case 'channel_changed':
      sender.forgetChannel(event.channel.id);
      if (event.change === 'shared') await complete();
      if (event.change === 'shared' || event.change === 'unshared')
        await channelSharingChanged(deps, event.channel);
      return;
    case 'channel_archived':
      sender.forgetChannel(event.channel.id);
      return channelLost(deps, event.channel, 'archived');
    case 'channel_left':
      sender.forgetChannel(event.channel.id);
      return channelLost(deps, event.channel, 'left');
    case 'uninstalled':
      log.error(
        { how: event.how },
        'the app was removed from the workspace; install it again and set SLACK_BOT_TOKEN',
      );
  }
}
