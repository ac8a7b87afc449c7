import type {
  BlockKit,
  PageChannel,
  PageMessage,
  PageModal,
  PagePerson,
  PageState,
  TrafficEntry,
} from '../page-api.js';
import { SLACKBOT } from './acts/answer.js';
import type { Fake } from './fake.js';
import { type Person, personOf, teamOf } from './people.js';
import type { Traffic } from './traffic.js';
import { viewJson, visibleModal } from './views.js';
import { type Channel, dateOfTs, type Message } from './workspace.js';

const COLORS = ['#4A154B', '#1264A3', '#007A5A', '#B4500B', '#7C3085', '#0B4C8C', '#A8335E', '#5B6B00'];

/** The workspace through the eyes of one person. @throws Error for an unknown person */
export function pageState(fake: Fake, userId: string): PageState {
  const { workspace } = fake;
  const person = personOf(workspace, userId);
  if (!person) throw new Error(`The simulated workspace has no person ${userId}`);
  const modal = visibleModal(fake, userId);
  const home = workspace.homes[userId];
  const { bot, commands, shortcuts } = workspace.seed;
  return {
    me: pagePerson(fake, person),
    people: [
      ...workspace.seed.people.map(({ id }) => pagePerson(fake, personOf(workspace, id) as Person)),
      robot(fake, bot.userId, bot.name),
      robot(fake, SLACKBOT, 'Slackbot'),
    ],
    channels: workspace.channels
      .filter(({ members }) => members.includes(userId))
      .map((channel) => pageChannel(fake, channel, userId)),
    ...(modal && { modal: pageModal(fake, userId) }),
    ...(home && { home: { view: viewJson(fake, home) } }),
    commands: person.isExternal ? [] : commands,
    messageShortcuts: person.isExternal ? [] : shortcuts,
    bot: { id: bot.userId, name: bot.name },
  };
}

function pagePerson(fake: Fake, person: Person): PagePerson {
  const { id, name } = teamOf(fake.workspace, person.team);
  const position = fake.workspace.seed.people.findIndex((each) => each.id === person.id);
  return {
    id: person.id,
    name: person.name,
    title: person.title ?? '',
    workspace: { id, name },
    kind: person.isExternal
      ? 'external'
      : person.isGuest
        ? 'guest'
        : person.kind === 'admin'
          ? 'admin'
          : 'member',
    part: person.part ?? '',
    avatarColor: person.avatarColor ?? (COLORS[position % COLORS.length] as string),
  };
}

function robot(fake: Fake, id: string, name: string): PagePerson {
  const { id: teamId, name: teamName } = teamOf(fake.workspace, fake.workspace.seed.homeTeam);
  const workspace = { id: teamId, name: teamName };
  return { id, name, title: 'App', workspace, kind: 'bot', part: '', avatarColor: '#611f69' };
}

function pageChannel(fake: Fake, channel: Channel, userId: string): PageChannel {
  const { workspace } = fake;
  const { seed } = workspace;
  const seen = [
    ...(workspace.messages[channel.id] ?? []).map((message) => pageMessage(message, false)),
    ...workspace.ephemerals
      .filter((message) => message.onlyFor === userId && message.channel === channel.id)
      .map((message) => pageMessage(message, true)),
  ].sort((a, b) => Number(a.message.ts) - Number(b.message.ts));
  const tops = seen.filter(({ message }) => !hasParent(message, seen));
  for (const { message, page } of seen) {
    if (!hasParent(message, seen)) continue;
    seen.find((each) => each.message.ts === message.threadTs)?.page.replies.push(page);
  }
  return {
    id: channel.id,
    name: channel.name,
    kind: channel.kind === 'direct' ? 'direct' : channel.isPrivate ? 'private' : 'channel',
    organisations: [seed.homeTeam, ...channel.sharedWith].map((id) => teamOf(workspace, id).name),
    archived: channel.isArchived,
    botIsMember: channel.members.includes(seed.bot.userId),
    members: channel.members,
    pinned: workspace.pins[channel.id] ?? [],
    messages: tops.map(({ page }) => page),
  };
}

type Seen = { message: Message; page: PageMessage };

function hasParent(message: Message, seen: Seen[]): boolean {
  return message.threadTs !== undefined && seen.some((each) => each.message.ts === message.threadTs);
}

function pageMessage(message: Message, onlyYou: boolean): Seen {
  const page: PageMessage = {
    ts: message.ts,
    at: dateOfTs(message.ts).toISOString(),
    author: message.user,
    text: message.text,
    ...(message.blocks && { blocks: message.blocks as BlockKit[] }),
    edited: message.edited !== undefined,
    onlyYou,
    replies: [],
  };
  return { message, page };
}

function pageModal(fake: Fake, userId: string): PageModal | undefined {
  const open = visibleModal(fake, userId);
  if (!open) return undefined;
  const { errors, connectionTrouble } = open;
  return { viewId: open.id, view: viewJson(fake, open), errors, connectionTrouble };
}

/**
 * What went over the wire after entry `after`, both directions, in the order it began. Ends before the first that
 * still waits for its answer, so that who asks again after the last number misses nothing.
 */
export function pageTraffic(traffic: Traffic, after: number): TrafficEntry[] {
  const toBot = traffic.deliveries.map(
    (each): TrafficEntry => ({
      number: each.number,
      at: each.at,
      direction: 'to bot',
      what: each.what,
      status: each.status,
      milliseconds: each.ms,
      request: each.payload,
      response: each.response,
    }),
  );
  const toSlack = traffic.requests.map(
    (each): TrafficEntry => ({
      number: each.number,
      at: each.at,
      direction: 'to slack',
      what: each.method,
      status: each.status,
      milliseconds: each.ms,
      request: each.args,
      response: each.response,
    }),
  );
  const waiting = [
    ...traffic.deliveries.filter(({ status, failure }) => status === undefined && failure === undefined),
    ...traffic.requests.filter(({ response }) => response === undefined),
  ].map(({ number }) => number);
  const end = Math.min(...waiting);
  return [...toBot, ...toSlack]
    .filter(({ number }) => number > after && number < end)
    .sort((a, b) => a.number - b.number);
}
