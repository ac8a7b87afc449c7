import type { ChannelRef, PlatformName } from './address.js';
import type { Card } from './card.js';

/** A concrete place to post to, after the relay has resolved a Destination. Ids are the platform's own. */
export type Address =
  | { kind: 'channel'; channelId: string; threadId?: string }
  | { kind: 'direct'; userId: string }
  /** Seen by one person only, where the platform can; never kept as history. */
  | { kind: 'private'; userId: string; channelId: string; threadId?: string };

/** Where a message was put: what is needed to edit it or to answer in its thread. */
export interface Posted {
  platform: PlatformName;
  channelId: string;
  messageId: string;
}

/** What a channel looks like to the outside: decides how much may be posted in it. */
export interface ChannelFacts {
  channel: ChannelRef;
  name?: string;
  archived: boolean;
  botIsMember: boolean;
  /** Team or tenant ids present besides our own. */
  otherTeamIds: string[];
}

/**
 * What each platform offers to the outbox. Every method makes exactly one attempt (no retries of its own), has a
 * timeout, and fails with a DeliveryError only.
 */
export interface PlatformSender {
  readonly platform: PlatformName;
  post(address: Address, card: Card): Promise<Posted>;
  /** Replaces the message's content. Editing twice with the same card is harmless. */
  edit(posted: Posted, card: Card): Promise<void>;
  /** Best effort: resolves to false, never throws, when the scope or the right is missing. */
  pin(posted: Posted): Promise<boolean>;
  channelFacts(channelId: string): Promise<ChannelFacts>;
}
