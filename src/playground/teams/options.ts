import type { ChannelKeys } from './auth/keys.js';
import type { TenantMemory } from './memory.js';
import type { TenantSeed } from './tenant-seed.js';

export interface FakeTeamsOptions {
  tenant: TenantSeed;
  /** The client secret of the app registration. */
  appPassword: string;
  /** The whole URL of the bot's `/api/messages`; may be set later by `setBotUrl`. */
  botUrl?: string;
  /** The tenant's clock (ids, timestamps, rates); default the real one. */
  now?: () => Date;
  /** The clock of the tokens, both ways; default the real one, with which the bot compares. */
  signingClock?: () => Date;
  /** Keeps the tenant over a restart. */
  memory?: TenantMemory;
  /** The channel's keys; default new ones, which takes some 0.3 s. */
  keys?: ChannelKeys;
  /** Port on 127.0.0.1; default any free one. */
  port?: number;
  /** How long the bot may take to answer an invoke; Teams: 5,000. */
  invokeMs?: number;
  /** How long the bot may take for any other activity; Teams: 15,000. */
  activityMs?: number;
  /** 'teams' (default): 7 messages a second to one conversation and the longer windows; 'none' for bulk tests. */
  sendingRate?: 'teams' | 'none';
  /** Whether people named in a card's `refresh.userIds` refresh it as soon as it comes or changes; default true. */
  automaticRefresh?: boolean;
  /** How many requests and deliveries are kept in the log, of each; default 10,000. */
  keepTraffic?: number;
}
