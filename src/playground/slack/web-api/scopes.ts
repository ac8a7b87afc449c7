import type { Channel } from '../workspace.js';

/** The bot scope each method asks for: the method's page at https://docs.slack.dev/reference/methods */
export const SCOPE_OF_METHOD: Record<string, string | undefined> = {
  'chat.postMessage': 'chat:write',
  'chat.update': 'chat:write',
  'chat.delete': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'users.info': 'users:read',
  'users.list': 'users:read',
  'users.lookupByEmail': 'users:read.email',
  'bots.info': 'users:read',
  'team.info': 'team:read',
  'pins.add': 'pins:write',
  'pins.remove': 'pins:write',
  'reactions.add': 'reactions:write',
  'conversations.open': 'im:write',
  'conversations.join': 'channels:join',
};

/** What reading a conversation needs depends on its kind. */
export function readScope(channel: Pick<Channel, 'kind' | 'isPrivate'>): string {
  if (channel.kind === 'direct') return 'im:read';
  return channel.isPrivate ? 'groups:read' : 'channels:read';
}
