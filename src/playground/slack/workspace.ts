import type { Json } from './block-kit/check.js';
import type { WorkspaceSeed } from './workspace-seed.js';

/** The whole state of the simulated workspace: plain JSON, so that a snapshot is a copy of it. */
export interface Workspace {
  seed: WorkspaceSeed;
  /** Still installed? After an uninstall every Web API call is refused. */
  isInstalled: boolean;
  lastTsMicros: number;
  lastId: number;
  channels: Channel[];
  /** Oldest first; replies stand here too, with their `threadTs`. */
  messages: Record<string, Message[]>;
  ephemerals: Ephemeral[];
  /** Open modals by user, the visible one last. */
  modals: Record<string, OpenView[]>;
  homes: Record<string, OpenView>;
  pins: Record<string, string[]>;
  triggers: Record<string, Trigger>;
  responseUrls: Record<string, ResponseUrl>;
  notifications: Notification[];
}

export interface Channel {
  id: string;
  name: string;
  kind: 'channel' | 'direct';
  members: string[];
  sharedWith: string[];
  isPrivate: boolean;
  isArchived: boolean;
  creator: string;
  createdAt: number;
}

export interface Message {
  ts: string;
  channel: string;
  user: string;
  text: string;
  blocks?: Json[];
  attachments?: Json[];
  threadTs?: string;
  metadata?: Json;
  /** Absent while nobody sees an "(edited)" mark. */
  edited?: { user: string; ts: string };
  reactions?: { name: string; users: string[] }[];
  /** How often the bot updated it. */
  updates: number;
}

/** A message that one person alone sees. */
export interface Ephemeral extends Message {
  onlyFor: string;
}

export interface OpenView {
  id: string;
  user: string;
  /** The view as the app gave it, with the ids and fields that Slack adds. */
  view: Json & { blocks: Json[] };
  hash: string;
  rootId: string;
  previousId: string | null;
  /** What is typed now: block_id -> action_id -> state value. */
  values: Record<string, Record<string, Json>>;
  errors: Record<string, string>;
  connectionTrouble: boolean;
}

export interface Trigger {
  user: string;
  issuedAt: number;
  used: boolean;
  /** The modal it was issued from, if any. */
  viewId?: string;
}

export interface ResponseUrl {
  user: string;
  channel: string;
  issuedAt: number;
  uses: number;
  threadTs?: string;
  /** The message whose button was pressed; absent for commands. */
  source?: { ts: string; isEphemeral: boolean };
}

/** Whom a message of the bot's would notify by a mention; an entry exists only when it has a mention. */
interface Notification {
  channel: string;
  ts: string;
  /** 'channel', 'here', 'everyone', or the ids of mentioned people and groups. */
  mentions: string[];
  /** Ids of the people who would be notified. */
  notified: string[];
  /** By a change of the message, not by its posting. */
  byUpdate: boolean;
}

export function createWorkspace(seed: WorkspaceSeed, now: Date): Workspace {
  const workspace: Workspace = {
    seed,
    isInstalled: true,
    lastTsMicros: 0,
    lastId: 0,
    channels: seed.channels.map((channel) => ({
      id: channel.id,
      name: channel.name,
      kind: 'channel',
      members: [
        ...new Set([...channel.members, ...(channel.botIsMember === false ? [] : [seed.bot.userId])]),
      ],
      sharedWith: channel.sharedWith ?? [],
      isPrivate: channel.isPrivate ?? false,
      isArchived: channel.isArchived ?? false,
      creator: channel.creator ?? channel.members[0] ?? seed.bot.userId,
      createdAt: Math.floor(now.getTime() / 1000) - 86_400,
    })),
    messages: {},
    ephemerals: [],
    modals: {},
    homes: {},
    pins: {},
    triggers: {},
    responseUrls: {},
    notifications: [],
  };
  for (const { channel, user, text, minutesAgo } of seed.messages ?? []) {
    const ts = nextTs(workspace, new Date(now.getTime() - minutesAgo * 60_000));
    messagesOf(workspace, channel).push({ ts, channel, user, text, updates: 0 });
  }
  return workspace;
}

/** A `ts`: seconds and microseconds, unique in the workspace and always increasing. */
export function nextTs(workspace: Workspace, now: Date): string {
  workspace.lastTsMicros = Math.max(now.getTime() * 1000, workspace.lastTsMicros + 1);
  const micros = workspace.lastTsMicros;
  return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`;
}

/** A fresh id that looks like Slack's: `V0000000A7`. */
export function nextId(workspace: Workspace, prefix: string): string {
  workspace.lastId += 1;
  return prefix + workspace.lastId.toString(36).toUpperCase().padStart(9, '0');
}

export function dateOfTs(ts: string): Date {
  return new Date(Number(ts) * 1000);
}

export function messagesOf(workspace: Workspace, channel: string): Message[] {
  workspace.messages[channel] ??= [];
  return workspace.messages[channel];
}

export function channelOf(workspace: Workspace, id: string): Channel | undefined {
  return workspace.channels.find((channel) => channel.id === id);
}

export function isShared(channel: Channel): boolean {
  return channel.sharedWith.length > 0;
}

/** The direct conversation of the bot with one person, created when there is none. */
export function directChannel(workspace: Workspace, userId: string, now: Date): Channel {
  const bot = workspace.seed.bot;
  const existing = workspace.channels.find(
    ({ kind, members }) => kind === 'direct' && members.includes(userId),
  );
  if (existing) return existing;
  const channel: Channel = {
    id: nextId(workspace, 'D'),
    name: bot.name,
    kind: 'direct',
    members: [userId, bot.userId],
    sharedWith: [],
    isPrivate: true,
    isArchived: false,
    creator: bot.userId,
    createdAt: Math.floor(now.getTime() / 1000),
  };
  workspace.channels.push(channel);
  return channel;
}

export function findMessage(workspace: Workspace, channel: string, ts: string): Message | undefined {
  return workspace.messages[channel]?.findLast((message) => message.ts === ts);
}

export function findEphemeral(workspace: Workspace, user: string, ts: string): Ephemeral | undefined {
  return workspace.ephemerals.find((message) => message.onlyFor === user && message.ts === ts);
}
