import { systemClock } from '../clock.js';
import type { SlackConfig } from '../config.js';
import type { Metrics } from '../http/metrics.js';
import type { Log } from '../log.js';
import type { Interactions } from '../messages/interaction.js';
import type { Actor } from '../people/actor.js';
import { whoIs } from '../people/who-is.js';
import { type Lifecycle, type SlackInbound, slackInbound } from '../platforms/slack/inbound.js';
import { type SlackSender, slackSender } from '../platforms/slack/send.js';
import type { ProgramStore } from '../program/ports.js';
import type { Store } from '../store/connect.js';
import type { Inbox } from '../store/inbox.js';
import { installationStore } from '../store/installation.js';
import { profileStore } from '../store/profiles.js';
import { optionSources } from './option-sources.js';

export interface SlackParts {
  config: SlackConfig;
  store: Store;
  programs: ProgramStore;
  inbox: Inbox;
  interactions: Interactions<Actor>;
  lifecycle: (event: Lifecycle) => Promise<void>;
  log: Log;
  metrics: Metrics;
}

/** The sender comes first: others need it before anything can come in. */
export function slackSending(config: SlackConfig, homeTeamId: () => string | undefined): SlackSender {
  return slackSender({ token: config.botToken, apiUrl: config.apiUrl, timeoutMs: 10_000, homeTeamId });
}

export function slackReceiving(parts: SlackParts): SlackInbound {
  const { config, store, programs, inbox, interactions, lifecycle, log, metrics } = parts;
  return slackInbound({
    ...config,
    resolveActor: async (identity) => whoIs(identity, await programs.current()),
    interactions,
    optionSources: optionSources(programs),
    profiles: profileStore(store.db),
    inbox,
    installation: installationStore(store.db),
    lifecycle,
    // Slack's signatures carry real time, also when the product's clock has been moved.
    clock: systemClock,
    log,
    answered: (kind, status, ms) => metrics.inbound(kind, String(status), ms / 1000),
  });
}
