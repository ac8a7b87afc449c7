import { systemClock } from '../clock.js';
import type { TeamsConfig } from '../config.js';
import type { Interactions } from '../messages/interaction.js';
import type { Actor } from '../people/actor.js';
import { whoIs } from '../people/who-is.js';
import { accessToken } from '../platforms/teams/access-token.js';
import { connector } from '../platforms/teams/connector.js';
import { signingKeys } from '../platforms/teams/inbound/signing-keys.js';
import { type Lifecycle, type TeamsInbound, teamsInbound } from '../platforms/teams/inbound.js';
import { sealWith } from '../platforms/teams/seal.js';
import { type TeamsSender, teamsSender } from '../platforms/teams/send.js';
import { channelLost, channelRegained, channelSharingChanged } from '../setup/follow-channel.js';
import type { Store } from '../store/connect.js';
import { conversationStore } from '../store/conversations.js';
import { installationStore } from '../store/installation.js';
import { profileStore } from '../store/profiles.js';
import { programStore } from '../store/programs.js';
import { sealingKey } from '../store/sealing-key.js';
import type { Core } from './core.js';
import { optionSources } from './option-sources.js';

/**
 * Loaded only when Teams is configured, since the SDK behind it takes most of a second and 125 MB: import this file with
 * `await import` and nothing but its types otherwise.
 */
export interface TeamsConnection {
  /** Comes before everything else: the core delivers through it. */
  sender: TeamsSender;
  receiving(core: Core, interactions: Interactions<Actor>): TeamsInbound;
}

const POST_TIMEOUT_MS = 10_000;
/** A person waits five seconds for an answer. */
const ASK_TIMEOUT_MS = 2_500;
/** Stands in place of an app id where there is none. */
const EMULATOR_APP = 'emulator';

/**
 * @param defaultServiceUrl where channels are reached that we have not heard from; Microsoft's own when left out
 * @throws StoreUnavailable
 */
export async function openTeams(
  config: TeamsConfig,
  store: Store,
  { defaultServiceUrl }: { defaultServiceUrl?: string | undefined } = {},
): Promise<TeamsConnection> {
  const { tenantId } = config;
  const appId = config.kind === 'teams' ? config.appId : EMULATOR_APP;
  const seal = sealWith(await sealingKey(store.db, 'teams'));
  const token = config.kind === 'teams' ? { token: accessToken(config) } : {};
  const conversations = conversationStore(store.db);
  const programs = programStore(store.connection);
  const zone = async () => (await programs.current())?.timeZone ?? 'UTC';
  const sender = teamsSender({
    connector: connector({ ...token, timeoutMs: POST_TIMEOUT_MS }),
    conversations,
    seal,
    appId,
    tenantId,
    zone,
    dialogs: config.kind !== 'emulator',
    ...(defaultServiceUrl ? { defaultServiceUrl } : {}),
  });

  function receiving(core: Core, interactions: Interactions<Actor>): TeamsInbound {
    const { inbox, log, metrics } = core;
    if (config.kind === 'emulator') {
      log.warn('TEAMS_EMULATOR=1: unsigned requests are taken; for trying on this machine only');
    }
    return teamsInbound({
      door: doorOf(config),
      appId,
      tenantId,
      connector: connector({ ...token, timeoutMs: ASK_TIMEOUT_MS }),
      conversations,
      seal,
      zone,
      resolveActor: async (identity) => whoIs(identity, await core.programs.current()),
      interactions,
      optionSources: optionSources(core.programs),
      profiles: profileStore(store.db),
      installation: installationStore(store.db),
      inbox,
      lifecycle: (event) => follow(core, sender, event),
      // Tokens carry real time, also when the product's clock has been moved.
      clock: systemClock,
      log,
      answered: (kind, status, ms) => metrics.inbound(kind, String(status), ms / 1000),
    });
  }

  return { sender, receiving };
}

function doorOf(config: TeamsConfig): Parameters<typeof teamsInbound>[0]['door'] {
  if (config.kind === 'emulator') return { kind: 'emulator' };
  const { appId, allowedTenants, openIdMetadataUrl } = config;
  return {
    kind: 'teams',
    appId,
    keys: signingKeys(openIdMetadataUrl),
    allowedTenants: new Set(allowedTenants),
  };
}

/** What happened to a channel, and what follows for us. */
async function follow(core: Core, sender: TeamsSender, event: Lifecycle): Promise<void> {
  sender.forgetChannel(event.channel.id);
  switch (event.kind) {
    case 'channel_changed':
      if (event.change === 'members') {
        await core.completeSetup();
        await channelSharingChanged(core.deps, event.channel);
      }
      if (event.change === 'restored') await channelRegained(core.deps, event.channel);
      return;
    case 'channel_archived':
      return channelLost(core.deps, event.channel, 'archived');
    case 'channel_left':
      return channelLost(core.deps, event.channel, 'left');
  }
}
