import { activityFrom, eventOf } from '../activities.js';
import { deliver } from '../deliver.js';
import type { Fake } from '../fake.js';
import type { Json } from '../json.js';
import { botMri } from '../people.js';
import { newChat, type PersonalChat } from '../tenant.js';
import {
  answered,
  mustBeChannel,
  mustBePerson,
  mustBeTeam,
  refused,
  type TeamsAnswer,
  UNHEARD,
} from './answer.js';

/**
 * The app comes to a team or goes. The bot hears both a conversationUpdate and an installationUpdate:
 * learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events. The answer is
 * that to the latter.
 * @param selectedChannel the channel in which it was added, where the bot should greet; default General
 */
export async function install(
  fake: Fake,
  teamId: string,
  byPerson: string,
  selectedChannel: string = teamId,
): Promise<TeamsAnswer> {
  const team = mustBeTeam(fake, teamId);
  team.isInstalled = true;
  const channelData = {
    settings: { selectedChannel: { id: selectedChannel } },
    channel: { id: selectedChannel },
  };
  const added = eventOf(fake, byPerson, team, {
    type: 'conversationUpdate',
    membersAdded: [{ id: botMri(fake.tenant) }],
    channelData: { ...channelData, eventType: 'teamMemberAdded' },
  });
  await deliver(fake, added);
  const fields = { type: 'installationUpdate', action: 'add', channelData };
  return answered(await deliver(fake, eventOf(fake, byPerson, team, fields)));
}

export async function uninstall(fake: Fake, teamId: string, byPerson: string): Promise<TeamsAnswer> {
  const team = mustBeTeam(fake, teamId);
  team.isInstalled = false;
  const removed = eventOf(fake, byPerson, team, {
    type: 'conversationUpdate',
    membersRemoved: [{ id: botMri(fake.tenant) }],
    channelData: { eventType: 'teamMemberRemoved' },
  });
  await deliver(fake, removed);
  const fields = { type: 'installationUpdate', action: 'remove' };
  return answered(await deliver(fake, eventOf(fake, byPerson, team, fields)));
}

/** A person adds the app for themselves. Guests and people of other tenants cannot. */
export async function installPersonal(fake: Fake, personId: string): Promise<TeamsAnswer> {
  const person = mustBePerson(fake, personId);
  if (person.isGuest || person.isFederated) return refused('This app is not available to you.');
  const existing = fake.tenant.chats.find((chat) => chat.person === personId);
  const chat = existing ?? newChat(personId);
  if (!existing) fake.tenant.chats.push(chat);
  chat.isInstalled = true;
  const membersAdded = [{ id: botMri(fake.tenant) }, { id: person.mri, aadObjectId: person.id }];
  await tell(fake, chat, { type: 'conversationUpdate', membersAdded });
  return tell(fake, chat, { type: 'installationUpdate', action: 'add' });
}

export async function uninstallPersonal(fake: Fake, personId: string): Promise<TeamsAnswer> {
  const chat = mustHaveChat(fake, personId);
  chat.isInstalled = false;
  return tell(fake, chat, { type: 'installationUpdate', action: 'remove' });
}

async function tell(fake: Fake, chat: PersonalChat, fields: Json): Promise<TeamsAnswer> {
  const person = mustBePerson(fake, chat.person);
  return answered(await deliver(fake, activityFrom(fake, person, { chatId: chat.id }, fields)));
}

/** A person blocks the bot in their chat, or takes that back; the bot is not told. */
export function block(fake: Fake, personId: string, isBlocked = true): TeamsAnswer {
  mustHaveChat(fake, personId).isBlocked = isBlocked;
  fake.changed();
  return UNHEARD;
}

/** @throws Error when this person has no chat with the bot */
function mustHaveChat(fake: Fake, personId: string): PersonalChat {
  const chat = fake.tenant.chats.find(({ person }) => person === personId);
  if (!chat) throw new Error(`${personId} has no chat with the bot`);
  return chat;
}

/** An owner lets the bot into a private or shared channel of a team that has the app, or takes it out. */
export async function allowInChannel(
  fake: Fake,
  channelId: string,
  byPerson: string,
  isAllowed = true,
): Promise<TeamsAnswer> {
  const channel = mustBeChannel(fake, channelId);
  channel.botIsAllowed = isAllowed;
  const members = [{ id: botMri(fake.tenant) }];
  const event = eventOf(fake, byPerson, mustBeTeam(fake, channel.teamId), {
    type: 'conversationUpdate',
    ...(isAllowed ? { membersAdded: members } : { membersRemoved: members }),
    channelData: {
      channel: { id: channel.id, name: channel.name, type: channel.kind },
      eventType: isAllowed ? 'channelMemberAdded' : 'channelMemberRemoved',
    },
  });
  const conversation = { ...(event.conversation as Json), id: channel.id };
  return answered(await deliver(fake, { ...event, conversation }));
}
