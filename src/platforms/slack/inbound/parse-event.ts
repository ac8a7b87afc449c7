import type { EventBody, EventPart } from './payloads.js';
import type { ChannelChange, Lifecycle } from './ports.js';

/** The events that are acted on. All others are acknowledged and forgotten. */
const HANDLED = new Set([
  'app_mention',
  'app_home_opened',
  'member_joined_channel',
  'channel_shared',
  'channel_unshared',
  'channel_archive',
  'channel_unarchive',
  'channel_rename',
  'channel_left',
  'channel_deleted',
  'channel_id_changed',
  'group_archive',
  'group_unarchive',
  'group_rename',
  'group_left',
  'group_deleted',
  'app_uninstalled',
  'tokens_revoked',
]);

/** Whether anything follows from this event: nothing does from what the bot itself or another app did. */
export function isOfInterest({ event }: EventBody, botUserId: string): boolean {
  if (!HANDLED.has(event.type)) return false;
  if (event.type === 'member_joined_channel') return event.user === botUserId;
  if (event.type === 'app_home_opened') return event.tab === undefined || event.tab === 'home';
  return event.bot_id === undefined && event.user !== botUserId;
}

/**
 * The same for every delivery of one happening. Slack delivers twice without retry headers and under new event ids, so
 * the place and the time of what happened decide, and the event's id only where these are missing.
 */
export function eventKey({ event, event_id }: EventBody): string {
  const channel = channelOf(event) ?? event.old_channel_id;
  const at = event.ts ?? event.event_ts;
  if (channel && at) return `slack:${event.type}:${channel}:${at}`;
  return `slack:${event.type}:${event_id ?? at ?? JSON.stringify(event)}`;
}

/** What an event says about a channel or the installation; undefined for all other events. */
export function lifecycleOf(event: EventPart): Lifecycle | undefined {
  const id = channelOf(event);
  const what = event.type.replace(/^(channel|group)_/, '');
  if (event.type === 'app_uninstalled') return { kind: 'uninstalled', how: 'app_uninstalled' };
  if (event.type === 'tokens_revoked') {
    // People may revoke tokens of their own; only the bot's is the installation.
    return event.tokens?.bot?.length ? { kind: 'uninstalled', how: 'tokens_revoked' } : undefined;
  }
  if (what === 'id_changed') {
    const { old_channel_id: from, new_channel_id: to } = event;
    return from && to
      ? { kind: 'channel_id_changed', from: slackChannel(from), to: slackChannel(to) }
      : undefined;
  }
  if (!id) return undefined;
  const channel = slackChannel(id);
  const change = CHANGES[what];
  if (change) return { kind: 'channel_changed', channel, change };
  if (what === 'archive') return { kind: 'channel_archived', channel };
  if (what === 'left' || what === 'deleted') return { kind: 'channel_left', channel };
  return undefined;
}

const CHANGES: Readonly<Record<string, ChannelChange>> = {
  shared: 'shared',
  unshared: 'unshared',
  rename: 'renamed',
  unarchive: 'unarchived',
  member_joined_channel: 'joined',
};

function channelOf({ channel }: EventPart): string | undefined {
  return typeof channel === 'string' ? channel : channel?.id;
}

function slackChannel(id: string) {
  return { platform: 'slack' as const, id };
}
