import type { AccountRef, ChannelRef, PlatformName } from '../../../messages/address.js';
import type { Actor, PlatformIdentity } from '../../../people/actor.js';

/** What this folder needs from outside. Assemble hands it in; the store's repositories fit as they are. */

/** Structured logging as pino does it: data first, then what happened. */
export interface InboundLog {
  debug(data: object, message: string): void;
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

/** What a platform said about a person, kept so that it need not be asked while somebody waits. */
export interface Profile {
  platform: PlatformName;
  userId: string;
  teamId: string;
  name: string;
  email?: string;
  timeZone?: string;
  guest?: boolean;
  admin?: boolean;
  fetchedAt: Date;
}

export interface ProfileStore {
  get(account: AccountRef): Promise<Profile | undefined>;
  put(profile: Profile): Promise<void>;
}

/** Events kept from before they are acknowledged until they are done. */
export interface EventInbox {
  /** Durable when it resolves. False when this key is kept already. */
  record(key: string, platform: PlatformName, body: Record<string, unknown>): Promise<boolean>;
  finish(key: string): Promise<void>;
}

/** Our installation in the workspace, as `auth.test` told it last. */
export interface Installation {
  homeTeamId: string;
  homeTeamName?: string;
  botUserId: string;
  botId?: string;
  scopes: string[];
}

/** Names and texts kept for a platform; empty when nothing is known. */
export interface InstallationStore {
  read(platform: PlatformName): Promise<Record<string, string>>;
  write(platform: PlatformName, facts: Record<string, string | undefined>): Promise<void>;
}

/** Something happened to a channel or to the app itself that others must know of. */
export type Lifecycle =
  /** What is known about it is out of date. Joined: the bot was invited. */
  | { kind: 'channel_changed'; channel: ChannelRef; change: ChannelChange }
  | { kind: 'channel_id_changed'; from: ChannelRef; to: ChannelRef }
  | { kind: 'channel_archived'; channel: ChannelRef }
  /** The bot was removed from it, or it was deleted. */
  | { kind: 'channel_left'; channel: ChannelRef }
  | { kind: 'uninstalled'; how: 'app_uninstalled' | 'tokens_revoked' };

export type ChannelChange = 'shared' | 'unshared' | 'renamed' | 'unarchived' | 'joined';

export type ResolveActor = (identity: PlatformIdentity) => Promise<Actor>;
