import type { ChannelFacts } from '../../messages/delivery.js';
import { type AppAccess, accessToken } from './access-token.js';
import { channelFactsOf } from './channel-facts.js';
import { connector } from './connector.js';
import type { ConversationRef } from './conversations.js';

/**
 * Questions that change nothing, for whoever checks a configuration. Each is asked once, within `timeoutMs`, and fails
 * with a DeliveryError only.
 */
export function teamsProbe(access: AppAccess & { tenantId: string; timeoutMs: number }) {
  const token = accessToken(access);
  const connection = connector({ token, timeoutMs: access.timeoutMs });
  return {
    token: () => token.current(),
    /** `where` is what is known of the channel; its state and name are what Teams last told us of them. */
    async channelFacts(
      channelId: string,
      where: Pick<ConversationRef, 'serviceUrl' | 'state'> & { name?: string },
    ): Promise<ChannelFacts> {
      const members = await connection.members(where.serviceUrl, channelId);
      return channelFactsOf(channelId, members, where, access.tenantId);
    },
  };
}
