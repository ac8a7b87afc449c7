import type {
  PageChannel,
  PageDialog,
  PageMessage,
  PagePerson,
  PageState,
  TeamsTrafficEntry,
} from '../page-api.js';
import type { Traffic } from '../slack/traffic.js';
import type { Fake } from './fake.js';
import { botMri, personWith, type TenantPerson, tenantNamed } from './people.js';
import {
  botIsIn,
  membersOf,
  messagesIn,
  type OpenDialog,
  type PersonalChat,
  type TeamChannel,
  type TeamsMessage,
  teamWith,
} from './tenant.js';

const COLORS = ['#6264A7', '#038387', '#8E562E', '#C239B3', '#0078D4', '#498205', '#A4262C', '#5C2E91'];

/** The tenant through the eyes of one person. @throws Error for an unknown person */
export function pageState(fake: Fake, personId: string): PageState {
  const { tenant } = fake;
  const person = personWith(tenant, personId);
  if (!person) throw new Error(`The simulated tenant has no person ${personId}`);
  const dialog = tenant.dialogs[personId];
  const { bot, messageExtensions, people } = tenant.seed;
  const chat = tenant.chats.find((each) => each.person === personId);
  return {
    platform: 'teams',
    me: pagePerson(fake, person),
    people: [
      ...people.flatMap(({ id }) => personWith(tenant, id) ?? []).map((each) => pagePerson(fake, each)),
      robot(fake),
    ],
    channels: [
      ...tenant.channels
        .filter((each) => isVisible(fake, each, personId))
        .map((each) => pageChannel(fake, each, personId)),
      ...(chat ? [pageChat(fake, chat)] : []),
    ],
    ...(dialog && { dialog: pageDialog(dialog) }),
    commands: [],
    messageShortcuts: [],
    messageExtensions: person.isGuest || person.isFederated ? [] : messageExtensions,
    bot: { id: botMri(tenant), name: bot.name },
  };
}

function isVisible(fake: Fake, channel: TeamChannel, personId: string): boolean {
  const isGone = channel.isDeleted || teamWith(fake.tenant, channel.teamId)?.isDeleted;
  return !isGone && membersOf(fake.tenant, channel).includes(personId);
}

function pagePerson(fake: Fake, person: TenantPerson): PagePerson {
  const { id, name } = tenantNamed(fake.tenant, person.tenant);
  const position = fake.tenant.seed.people.findIndex((each) => each.id === person.id);
  const kind = person.isFederated ? 'external' : person.isGuest ? 'guest' : person.kind;
  return {
    id: person.id,
    name: person.name,
    title: person.title ?? '',
    workspace: { id, name: person.organisation ?? name },
    kind,
    part: person.part ?? '',
    avatarColor: person.avatarColor ?? (COLORS[position % COLORS.length] as string),
  };
}

function robot(fake: Fake): PagePerson {
  const { bot, homeTenant } = fake.tenant.seed;
  const { id, name } = tenantNamed(fake.tenant, homeTenant);
  const workspace = { id, name };
  const fixed = { title: 'App', kind: 'bot', part: '', avatarColor: '#6264A7' } as const;
  return { id: botMri(fake.tenant), name: bot.name, workspace, ...fixed };
}

function pageChannel(fake: Fake, channel: TeamChannel, personId: string): PageChannel {
  const { tenant } = fake;
  const team = teamWith(tenant, channel.teamId);
  const members = membersOf(tenant, channel);
  const tenants = [tenant.seed.homeTenant, ...channel.sharedWith].map((id) => tenantNamed(tenant, id).name);
  const guests = members.flatMap((id) => personWith(tenant, id)?.organisation ?? []);
  const messages = messagesIn(tenant, channel.id);
  return {
    id: channel.id,
    platform: 'teams',
    team: team?.name,
    name: channel.name,
    kind: channel.kind === 'private' ? 'private' : 'channel',
    organisations: [...new Set([...tenants, ...guests])],
    archived: team?.isArchived ?? false,
    botIsMember: botIsIn(tenant, channel),
    members: botIsIn(tenant, channel) ? [...members, botMri(tenant)] : members,
    pinned: [],
    messages: messages
      .filter(({ rootId }) => rootId === undefined)
      .map((message) => ({
        ...pageMessage(fake, message, personId),
        replies: messages
          .filter(({ rootId }) => rootId === message.id)
          .map((reply) => pageMessage(fake, reply, personId)),
      })),
  };
}

function pageChat(fake: Fake, { id, person, isInstalled }: PersonalChat): PageChannel {
  const { seed } = fake.tenant;
  return {
    id,
    platform: 'teams',
    name: seed.bot.name,
    kind: 'direct',
    organisations: [tenantNamed(fake.tenant, seed.homeTenant).name],
    archived: false,
    botIsMember: isInstalled,
    members: [person, botMri(fake.tenant)],
    pinned: [],
    messages: messagesIn(fake.tenant, id).map((message) => pageMessage(fake, message, person)),
  };
}

function pageMessage(fake: Fake, message: TeamsMessage, personId: string): PageMessage {
  const card = message.views[personId] ?? message.card;
  return {
    ts: message.id,
    at: new Date(Number(message.id)).toISOString(),
    platform: 'teams',
    author: message.author === 'bot' ? botMri(fake.tenant) : message.author,
    text: message.text,
    ...(card && { card }),
    edited: message.updates > 0,
    onlyYou: false,
    replies: [],
  };
}

function pageDialog({
  id,
  title,
  height,
  width,
  card,
  message,
  values,
  errors,
  problem,
}: OpenDialog): PageDialog {
  return { dialogId: id, title, height, width, card, message, values, errors, problem };
}

/**
 * What went over the wire after entry `after`, both directions, in the order it began. Ends before the first that
 * still waits for its answer, so that who asks again after the last number misses nothing.
 */
export function pageTraffic(traffic: Traffic, after: number): TeamsTrafficEntry[] {
  const toBot = traffic.deliveries.map(({ number, at, what, status, ms, payload, response, failure }) => ({
    isDone: status !== undefined || failure !== undefined,
    entry: {
      number,
      at,
      direction: 'to bot' as const,
      what,
      status,
      milliseconds: ms,
      request: payload,
      response,
    },
  }));
  const toTeams = traffic.requests.map(({ number, at, method, args, status, ms, response }) => ({
    isDone: response !== undefined,
    entry: {
      ...{ number, at, direction: 'to teams' as const, what: method, status, milliseconds: ms },
      ...{ request: args, response },
    },
  }));
  const all = [...toBot, ...toTeams].sort((a, b) => a.entry.number - b.entry.number);
  const end = all.find(({ isDone }) => !isDone)?.entry.number ?? Number.POSITIVE_INFINITY;
  return all.map(({ entry }) => entry).filter(({ number }) => number > after && number < end);
}
