import type { ChannelRef, PlatformName } from '../../../messages/address.js';
import type { Actor, PlatformIdentity } from '../../../people/actor.js';

export type { EventInbox, InboundLog, Profile, ProfileStore } from '../../../people/inbound-ports.js';

/** What this folder needs from outside. Assemble hands it in; the store's repositories fit as they are. */

/** Names and texts kept for a platform; empty when nothing is known. */
export interface InstallationStore {
  read(platform: PlatformName): Promise<Record<string, string>>;
  write(platform: PlatformName, facts: Record<string, string | undefined>): Promise<void>;
}

/** Something happened to a channel or to the app itself that others must know of. */
export type Lifecycle =
  /** Members came or went, or it has another name, or it is back: what is known about it is out of date. */
  | { kind: 'channel_changed'; channel: ChannelRef; change: 'members' | 'renamed' | 'restored' }
  | { kind: 'channel_archived'; channel: ChannelRef }
  /** The app was removed from it, or it was deleted. */
  | { kind: 'channel_left'; channel: ChannelRef };

export type ResolveActor = (identity: PlatformIdentity) => Promise<Actor>;
