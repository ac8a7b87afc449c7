import { createHash } from 'node:crypto';
import type { ConversationRef } from '../conversations.js';
import type { Activity } from './activity.js';
import { isForUs } from './parse-command.js';

/** Whether anything follows from this activity, which nobody waits for an answer to. */
export function isOfInterest(activity: Activity): boolean {
  if (activity.type === 'message') return isForUs(activity);
  return activity.type === 'conversationUpdate' || activity.type === 'installationUpdate';
}

/** The same for every delivery of one happening. */
export function eventKey(activity: Activity): string {
  const { type, conversation, channelData, id, timestamp, action } = activity;
  const what = [type, channelData?.eventType ?? action].filter(Boolean).join(':');
  const which = id ?? timestamp ?? createHash('sha256').update(JSON.stringify(activity)).digest('base64url');
  return `teams:${what}:${conversation.id}:${channelData?.channel?.id ?? ''}:${which}`;
}

/** What an event says about a team or channel: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events */
export type Happening =
  | { about: 'team' | 'channel'; state: ConversationRef['state'] }
  | { about: 'channel'; renamedTo: string | undefined }
  | { about: 'team' | 'channel'; members: true }
  /** The app came here, or went. */
  | { about: 'app'; came: boolean };

const TEAM_STATES: Readonly<Record<string, ConversationRef['state']>> = {
  teamArchived: 'archived',
  teamUnarchived: 'open',
  teamRestored: 'open',
  teamDeleted: 'removed',
  teamHardDeleted: 'removed',
};
const CHANNEL_STATES: Readonly<Record<string, ConversationRef['state']>> = {
  channelDeleted: 'removed',
  channelRestored: 'open',
};

export function happeningOf(activity: Activity): Happening | undefined {
  const { type, channelData, membersAdded = [], membersRemoved = [], recipient, action } = activity;
  if (type === 'installationUpdate') return installation(action);
  const event = channelData?.eventType ?? '';
  const about = event.startsWith('team') ? 'team' : 'channel';
  const isUs = ({ id }: { id: string }) => id === recipient.id;
  // Of a team an installationUpdate tells the same; of a private or shared channel only this.
  if (membersRemoved.some(isUs)) return { about: 'app', came: false };
  if (membersAdded.some(isUs))
    return event === 'channelMemberAdded' ? { about: 'app', came: true } : undefined;
  const state = TEAM_STATES[event] ?? CHANNEL_STATES[event];
  if (state) return { about, state };
  if (event === 'channelRenamed') return { about: 'channel', renamedTo: channelData?.channel?.name };
  const isSharing =
    event === 'channelShared' || event === 'channelUnshared' || /^(team|channel)Member/.test(event);
  return isSharing ? { about, members: true } : undefined;
}

function installation(action: string | undefined): Happening | undefined {
  if (action === 'add') return { about: 'app', came: true };
  return action === 'remove' ? { about: 'app', came: false } : undefined;
}
