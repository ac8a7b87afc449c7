/**
 * Where Teams has told us that a channel or a person's chat can be reached. Known from the installation on, and
 * kept true by every activity from there: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
 */
export interface ConversationRef {
  kind: 'channel' | 'personal';
  /** The channel's id, or the person's. */
  id: string;
  /** What is posted to: the channel's id again, or the id of the personal chat. */
  conversationId: string;
  serviceUrl: string;
  /** The tenant it belongs to; for a shared channel its host's. */
  tenantId: string;
  teamId?: string;
  name?: string;
  /** An archived team takes no messages; from a removed one the app was taken out, or it was deleted. */
  state: 'open' | 'archived' | 'removed';
}

/** What this folder needs of the store. */
export interface ConversationStore {
  get(kind: ConversationRef['kind'], id: string): Promise<ConversationRef | undefined>;
  /** Adds to what is known; what is not named stays. */
  put(ref: ConversationRef): Promise<void>;
  /** Channels of a team, in which somebody has spoken to us or that were named to us. */
  ofTeam(teamId: string): Promise<ConversationRef[]>;
  /** Those of a tenant that were heard of last: where to reach what was never heard of. */
  newest(tenantId: string, limit: number): Promise<ConversationRef[]>;
}

/** `19:…@thread.tacv2;messageid=17…` is a thread of the channel before the semicolon. */
export function channelIdOf(conversationId: string): string {
  return conversationId.split(';', 1)[0] ?? conversationId;
}

export function threadOf(conversationId: string): string | undefined {
  return /;messageid=(\d+)/.exec(conversationId)?.[1];
}

export function threadConversation(channelId: string, threadId: string): string {
  return `${channelIdOf(channelId)};messageid=${threadId}`;
}
