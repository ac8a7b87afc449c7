import type { ChannelFacts } from '../../messages/delivery.js';

/** The part of Slack's conversation object read here: docs.slack.dev/reference/objects/conversation-object */
export interface SlackConversation {
  id?: string;
  name?: string;
  is_archived?: boolean;
  is_member?: boolean;
  is_im?: boolean;
  context_team_id?: string;
  internal_team_ids?: string[];
  shared_team_ids?: string[];
  connected_team_ids?: string[];
}

/**
 * What matters about a channel. Organisations that are merely invited (`pending_…`) are not in it yet.
 * `internal_team_ids`, the workspaces of one organisation, is believed only where it names our own: in a channel
 * somebody else hosts it could name theirs, and an outsider must never be taken for one of us.
 */
export function channelFactsOf(
  channelId: string,
  conversation: SlackConversation,
  homeTeamId: string | undefined,
): ChannelFacts {
  const home = homeTeamId ?? conversation.context_team_id;
  const internal = conversation.internal_team_ids ?? [];
  const ours = new Set(home !== undefined && internal.includes(home) ? internal : []);
  if (home !== undefined) ours.add(home);
  const present = [...(conversation.connected_team_ids ?? []), ...(conversation.shared_team_ids ?? [])];
  return {
    channel: { platform: 'slack', id: conversation.id ?? channelId },
    ...(conversation.name ? { name: conversation.name } : {}),
    archived: conversation.is_archived === true,
    botIsMember: conversation.is_member === true || conversation.is_im === true,
    otherTeamIds: [...new Set(present)].filter((team) => !ours.has(team)),
  };
}
