import type { Json } from './json.js';
import type { SeedTeam, TenantSeed } from './tenant-seed.js';

/** The whole state of the simulated tenant: plain JSON, so that a snapshot is a copy of it. */
export interface Tenant {
  seed: TenantSeed;
  /** The newest id of an activity, in milliseconds: ids are instants, unique and increasing. */
  lastIdMs: number;
  /** Counts what needs a number of its own. */
  counter: number;
  teams: Team[];
  channels: TeamChannel[];
  chats: PersonalChat[];
  /** By channel id or chat id, oldest first; replies stand here too, with their `rootId`. */
  messages: Record<string, TeamsMessage[]>;
  /** The dialog each person has open. */
  dialogs: Record<string, OpenDialog>;
}

export interface Team {
  id: string;
  name: string;
  aadGroupId: string;
  members: string[];
  isInstalled: boolean;
  isArchived: boolean;
  isDeleted: boolean;
}

export interface TeamChannel {
  id: string;
  teamId: string;
  name: string;
  kind: 'standard' | 'private' | 'shared';
  /** Of a private or shared channel; empty for a standard one. */
  ownMembers: string[];
  sharedWith: string[];
  botIsAllowed: boolean;
  isDeleted: boolean;
}

/** The one-to-one chat of a person with the bot. */
export interface PersonalChat {
  /** `a:…` */
  id: string;
  person: string;
  isInstalled: boolean;
  /** The person blocked the bot. */
  isBlocked: boolean;
}

export interface TeamsMessage {
  id: string;
  /** Channel id or chat id, without `;messageid=`. */
  conversation: string;
  /** The id of a person, or 'bot'. */
  author: string;
  text: string;
  /** The Adaptive Card of the first such attachment. */
  card?: Json;
  /** The activity as the bot sent it. */
  activity?: Json;
  /** The message a reply in a channel belongs to. */
  rootId?: string;
  /** What `replyToId` named, in a chat. */
  replyToId?: string;
  /** How often the bot updated it. */
  updates: number;
  isDeleted: boolean;
  /** People the mentions in it notify. */
  mentions: string[];
  /** What a card became for one person alone, by an answer to Action.Execute. An update of the message ends it. */
  views: Record<string, Json>;
}

export interface OpenDialog {
  id: string;
  person: string;
  conversation: string;
  rootId?: string;
  /** What it came from: a card's button or a command of the message extension. */
  source: { kind: 'task' } | { kind: 'composeExtension'; command: Json };
  title: string;
  height?: unknown;
  width?: unknown;
  /** Absent: the app gave a message, or nothing that Teams can show. */
  card?: Json;
  /** A `message` answer. */
  message?: string;
  /** What is typed now, by input id. */
  values: Record<string, string>;
  /** By input id: what the client itself found wrong. */
  errors: Record<string, string>;
  /** What Teams shows above the dialog when the app did not answer well. */
  problem?: string;
}

export function createTenant(seed: TenantSeed, now: Date): Tenant {
  const tenant: Tenant = {
    seed,
    lastIdMs: 0,
    counter: 0,
    teams: seed.teams.map(({ id, name, aadGroupId, members, isInstalled = true }) => ({
      ...{ id, name, aadGroupId, isInstalled },
      members: [...members],
      isArchived: false,
      isDeleted: false,
    })),
    channels: seed.teams.flatMap(channelsOf),
    chats: (seed.personalInstalls ?? []).map((person) => newChat(person)),
    messages: {},
    dialogs: {},
  };
  for (const { channel, person, text, minutesAgo } of seed.messages ?? []) {
    const id = nextActivityId(tenant, new Date(now.getTime() - minutesAgo * 60_000));
    addMessage(tenant, { id, conversation: channel, author: person, text });
  }
  return tenant;
}

function channelsOf(team: SeedTeam): TeamChannel[] {
  return team.channels.map((channel) => ({
    id: channel.id,
    teamId: team.id,
    name: channel.name,
    kind: channel.kind,
    ownMembers: [...(channel.members ?? [])],
    sharedWith: [...(channel.sharedWith ?? [])],
    botIsAllowed: channel.botIsAllowed ?? true,
    isDeleted: false,
  }));
}

export function newChat(person: string): PersonalChat {
  return { id: `a:1${person.replaceAll('-', '')}`, person, isInstalled: true, isBlocked: false };
}

/** The id of a message: an instant in milliseconds, unique in the tenant and always increasing. */
export function nextActivityId(tenant: Tenant, now: Date): string {
  tenant.lastIdMs = Math.max(now.getTime(), tenant.lastIdMs + 1);
  return String(tenant.lastIdMs);
}

/** The id of an activity that is no message: `f:…`. */
export function nextEventId(tenant: Tenant): string {
  tenant.counter += 1;
  const tail = String(tenant.counter).padStart(12, '0');
  return `f:00000000-0000-4000-8000-${tail}`;
}

export function addMessage(
  tenant: Tenant,
  message: Pick<TeamsMessage, 'id' | 'conversation' | 'author' | 'text'> & Partial<TeamsMessage>,
): TeamsMessage {
  const whole: TeamsMessage = { updates: 0, isDeleted: false, mentions: [], views: {}, ...message };
  tenant.messages[message.conversation] ??= [];
  tenant.messages[message.conversation]?.push(whole);
  return whole;
}

export function messagesIn(tenant: Tenant, conversation: string): TeamsMessage[] {
  return (tenant.messages[conversation] ?? []).filter(({ isDeleted }) => !isDeleted);
}

/** A message that is still there. */
export function findMessage(tenant: Tenant, conversation: string, id: string): TeamsMessage | undefined {
  return messagesIn(tenant, conversation).find((message) => message.id === id);
}

export function channelWith(tenant: Tenant, id: string): TeamChannel | undefined {
  return tenant.channels.find((channel) => channel.id === id);
}

export function teamWith(tenant: Tenant, id: string): Team | undefined {
  return tenant.teams.find((team) => team.id === id);
}

export function membersOf(tenant: Tenant, channel: TeamChannel): string[] {
  if (channel.kind !== 'standard') return channel.ownMembers;
  return teamWith(tenant, channel.teamId)?.members ?? [];
}

/** Whether the app is in the channel's team and, for a private or shared channel, allowed there. */
export function botIsIn(tenant: Tenant, channel: TeamChannel): boolean {
  const isInstalled = teamWith(tenant, channel.teamId)?.isInstalled ?? false;
  return isInstalled && (channel.kind === 'standard' || channel.botIsAllowed);
}

/** `19:…@thread.tacv2;messageid=1767326091220` names a thread in a channel. */
export function splitConversationId(id: string): { base: string; rootId?: string } {
  const [base = '', rootId] = id.split(';messageid=');
  return rootId ? { base, rootId } : { base };
}
