import type { Fake } from '../fake.js';
import {
  botIsIn,
  channelWith,
  findMessage,
  type PersonalChat,
  splitConversationId,
  type TeamChannel,
  teamWith,
} from '../tenant.js';
import { REFUSALS } from './refusal.js';

/** What a conversation id names. */
export type Found =
  | { base: string; channel: TeamChannel; rootId?: string; chat?: undefined }
  | { base: string; chat: PersonalChat; rootId?: undefined; channel?: undefined };

/** @throws ConnectorRefusal 404 for a conversation that is not there, or no longer */
export function findPlace(fake: Fake, conversationId: string): Found {
  const { tenant } = fake;
  const { base, rootId } = splitConversationId(conversationId);
  const chat = tenant.chats.find(({ id }) => id === base);
  if (chat) return { base, chat };
  const channel = channelWith(tenant, base);
  const team = channel && teamWith(tenant, channel.teamId);
  if (!channel || channel.isDeleted || !team || team.isDeleted) throw REFUSALS.conversationNotFound();
  return { base, channel, rootId };
}

/** @throws ConnectorRefusal 403 when the bot may not write there now, 404 when the thread is gone */
export function mustBeWritable(fake: Fake, place: Found): void {
  if (place.chat) {
    if (place.chat.isBlocked || !place.chat.isInstalled) throw REFUSALS.writesBlocked();
    return;
  }
  mustBeInRoster(fake, place);
  if (teamWith(fake.tenant, place.channel.teamId)?.isArchived) throw REFUSALS.writesBlocked();
  if (place.rootId && !findMessage(fake.tenant, place.base, place.rootId)) throw REFUSALS.activityNotFound();
}

/** @throws ConnectorRefusal 403 when the bot is not in the conversation */
export function mustBeInRoster(fake: Fake, place: Found): void {
  const isIn = place.chat ? place.chat.isInstalled : botIsIn(fake.tenant, place.channel);
  if (!isIn) throw REFUSALS.notInRoster();
}
