import { type ConversationRef, type ConversationStore, channelIdOf } from '../conversations.js';
import { type Activity, channelOf, isPersonal, teamOf, tenantOf, userIdOf } from './activity.js';

/** Keeps true where channels and people can be reached, from what every activity says. */
export interface References {
  /** Writes only what has changed since this process saw it last. */
  learn(activity: Activity): Promise<void>;
  /** Whatever was known before. */
  set(ref: ConversationRef): Promise<void>;
}

const REMEMBERED = 10_000;

export function references(store: Pick<ConversationStore, 'put'>): References {
  const seen = new Map<string, string>();

  async function set(ref: ConversationRef): Promise<void> {
    await store.put(ref);
    const key = `${ref.kind}:${ref.id}`;
    seen.delete(key);
    seen.set(key, JSON.stringify(ref));
    if (seen.size > REMEMBERED) seen.delete(seen.keys().next().value as string);
  }

  return {
    set,
    async learn(activity) {
      const ref = referenceFrom(activity);
      if (seen.get(`${ref.kind}:${ref.id}`) !== JSON.stringify(ref)) await set(ref);
    },
  };
}

export function referenceFrom(activity: Activity): ConversationRef {
  const tenantId = tenantOf(activity) ?? '';
  const { serviceUrl, conversation, from, channelData } = activity;
  const base = { serviceUrl, tenantId, state: 'open' as const };
  if (isPersonal(activity)) {
    return { ...base, kind: 'personal', id: userIdOf(from), conversationId: conversation.id };
  }
  const id = channelOf(activity);
  const teamId = teamOf(activity);
  const isHere = channelIdOf(conversation.id) === id;
  const name = channelData?.channel?.name ?? (isHere ? conversation.name : undefined);
  return {
    ...base,
    kind: 'channel',
    id,
    conversationId: id,
    ...(teamId ? { teamId } : {}),
    ...(name ? { name } : {}),
  };
}
