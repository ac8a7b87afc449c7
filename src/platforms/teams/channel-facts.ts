import type { ChannelFacts } from '../../messages/delivery.js';
import type { Member } from './connector.js';
import type { ConversationRef } from './conversations.js';

/**
 * What matters about a channel, from who is in it. Members of a shared channel keep their own tenant; guests are in ours,
 * so what a guest works for cannot be told from the outside (as with guests on Slack).
 */
export function channelFactsOf(
  channelId: string,
  members: readonly Member[],
  { name, state }: { name?: string | undefined; state: ConversationRef['state'] },
  homeTenant: string,
): ChannelFacts {
  const tenants = new Set(members.flatMap(({ tenantId }) => (tenantId ? [tenantId] : [])));
  tenants.delete(homeTenant);
  return {
    channel: { platform: 'teams', id: channelId },
    ...(name ? { name } : {}),
    archived: state === 'archived',
    botIsMember: state !== 'removed',
    otherTeamIds: [...tenants],
  };
}
