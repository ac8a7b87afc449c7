import type { ChannelRef, PlatformName } from '../../../messages/address.js';
import type { Actor, PlatformIdentity } from '../../../people/actor.js';

export type { EventInbox, InboundLog, Profile, ProfileStore } from '../../../people/inbound-ports.js';

/** What this folder needs from outside. Assemble hands it in; the store's repositories fit as they are. */

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
