import type { webApi } from '@slack/bolt';
import type { ChannelFacts } from '../../messages/delivery.js';
import { channelFactsOf, type SlackConversation } from './channel-facts.js';
import { deliveryError } from './errors.js';
import { slackClient } from './web-client.js';

/** The part of Slack's user object read here: docs.slack.dev/reference/objects/user-object */
interface User {
  id?: string;
  team_id?: string;
  name?: string;
  real_name?: string;
  deleted?: boolean;
  is_bot?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
}

/**
 * Questions that change nothing, for whoever checks a configuration. Each is asked once, within `timeoutMs`, and fails
 * with a DeliveryError only.
 */
export function slackProbe({
  token,
  apiUrl,
  timeoutMs,
}: {
  token: string;
  apiUrl: string;
  timeoutMs: number;
}) {
  let date: string | null = null;
  // Slack's clock is in a header, which the client does not hand on.
  const noting: typeof fetch = async (url, init) => {
    const response = await fetch(url, init);
    date = response.headers.get('date');
    return response;
  };
  const client = slackClient({ token, apiUrl, timeoutMs, fetch: noting });

  return {
    /** docs.slack.dev/reference/methods/auth.test; the scopes come in the header x-oauth-scopes. */
    async identity() {
      const answer = await ask(() => client.auth.test());
      const { scopes } = answer.response_metadata ?? {};
      return {
        team: answer.team ?? '',
        teamId: answer.team_id ?? '',
        botName: answer.user ?? '',
        ...(scopes ? { scopes } : {}),
        ...(date ? { date: new Date(date) } : {}),
      };
    },
    /** docs.slack.dev/reference/methods/apps.connections.open; an address that nobody connects to ends by itself. */
    async socketAddress(appToken: string): Promise<void> {
      await ask(() => slackClient({ token: appToken, apiUrl, timeoutMs }).apps.connections.open());
    },
    async channelFacts(channelId: string, homeTeamId: string): Promise<ChannelFacts> {
      const { channel } = await ask(() => client.conversations.info({ channel: channelId }));
      return channelFactsOf(channelId, (channel ?? {}) as SlackConversation, homeTeamId);
    },
    async person(userId: string) {
      return personOf((await ask(() => client.users.info({ user: userId }))).user);
    },
    async personByEmail(email: string) {
      return personOf((await ask(() => client.users.lookupByEmail({ email }))).user);
    },
  };
}

function personOf(user: User = {}) {
  return {
    name: user.real_name ?? user.name ?? user.id ?? '',
    ...(user.team_id ? { teamId: user.team_id } : {}),
    deactivated: user.deleted === true,
    guest: user.is_restricted === true || user.is_ultra_restricted === true,
    bot: user.is_bot === true,
  };
}

async function ask<Answer extends webApi.WebAPICallResult>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw deliveryError(error, { harmless: true });
  }
}
