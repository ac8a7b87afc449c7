import { systemClock } from '../clock.js';
import type { SlackConfig } from '../config.js';
import type { Interactions } from '../messages/interaction.js';
import type { Actor } from '../people/actor.js';
import { whoIs } from '../people/who-is.js';
import { type Lifecycle, type SlackInbound, slackInbound } from '../platforms/slack/inbound.js';
import { type SlackSender, slackSender } from '../platforms/slack/send.js';
import {
  channelLost,
  channelMoved,
  channelRegained,
  channelSharingChanged,
} from '../setup/follow-channel.js';
import { installationStore } from '../store/installation.js';
import { profileStore } from '../store/profiles.js';
import type { Core } from './core.js';
import { optionSources } from './option-sources.js';

const POST_TIMEOUT_MS = 10_000;

/** The sender comes before everything else: the core delivers through it. */
export function slackSending(config: SlackConfig, homeTeamId: () => string | undefined): SlackSender {
  return slackSender({
    token: config.botToken,
    apiUrl: config.apiUrl,
    timeoutMs: POST_TIMEOUT_MS,
    homeTeamId,
  });
}

export function slackReceiving(
  config: SlackConfig,
  core: Core,
  sender: SlackSender,
  interactions: Interactions<Actor>,
): SlackInbound {
  const { store, programs, inbox, log, metrics } = core;
  return slackInbound({
    ...config,
    resolveActor: async (identity) => whoIs(identity, await programs.current()),
    interactions,
    optionSources: optionSources(programs),
    profiles: profileStore(store.db),
    inbox,
    installation: installationStore(store.db),
    lifecycle: (event) => follow(core, sender, event),
    // Slack's signatures carry real time, also when the product's clock has been moved.
    clock: systemClock,
    log,
    answered: (kind, status, ms) => metrics.inbound(kind, String(status), ms / 1000),
  });
}

/** What happened to a channel or to the app itself, and what follows for us. */
async function follow(core: Core, sender: SlackSender, event: Lifecycle): Promise<void> {
  switch (event.kind) {
    case 'channel_id_changed':
      sender.forgetChannel(event.from.id);
      return channelMoved(core.deps, event.from, event.to);
    case 'channel_changed':
      sender.forgetChannel(event.channel.id);
      if (event.change === 'shared') await core.completeSetup();
      if (event.change === 'shared' || event.change === 'unshared') {
        await channelSharingChanged(core.deps, event.channel);
      }
      if (event.change === 'joined' || event.change === 'unarchived') {
        await channelRegained(core.deps, event.channel);
      }
      return;
    case 'channel_archived':
      sender.forgetChannel(event.channel.id);
      return channelLost(core.deps, event.channel, 'archived');
    case 'channel_left':
      sender.forgetChannel(event.channel.id);
      return channelLost(core.deps, event.channel, 'left');
    case 'uninstalled':
      core.log.error(
        { how: event.how },
        'the app was removed from the workspace; install it again and set SLACK_BOT_TOKEN',
      );
  }
}
