import { refreshForViewers } from '../acts/refresh.js';
import type { Fake } from '../fake.js';
import { isObject, type Json } from '../json.js';
import { personNamed } from '../people.js';
import { addMessage, findMessage, newChat, nextActivityId, type TeamsMessage } from '../tenant.js';
import { contentOf } from './content.js';
import { type Found, findPlace, mustBeWritable } from './place.js';
import { REFUSALS } from './refusal.js';

interface Answer {
  status: number;
  body?: unknown;
}

/** POST /v3/conversations/{id}/activities and …/activities/{activityId}, of which the latter is a reply. */
export function sendActivity(fake: Fake, conversationId: string, body: unknown, replyTo?: string): Answer {
  const place = findPlace(fake, conversationId);
  mustBeWritable(fake, place);
  const activity = mustBeActivity(body);
  const parent = replyTo === undefined ? undefined : parentOf(fake, place, replyTo);
  if (activity.type === 'typing') return { status: 202, body: {} };
  if (activity.type !== 'message')
    throw REFUSALS.badArgument(`type: ${String(activity.type)} cannot be sent`);
  const rootId = place.channel && (place.rootId ?? parent?.rootId ?? parent?.id);
  const message = post(fake, place, activity, { rootId, replyToId: place.chat && parent?.id });
  return { status: 201, body: { id: message.id } };
}

function post(
  fake: Fake,
  place: Found,
  activity: Json,
  thread: Pick<TeamsMessage, 'rootId' | 'replyToId'> = {},
): TeamsMessage {
  const content = contentOf(fake, activity);
  const wait = fake.settings.sendingRate === 'teams' ? fake.rate.take(place.base, fake.now()) : undefined;
  if (wait !== undefined) throw REFUSALS.throttled(wait);
  const id = nextActivityId(fake.tenant, fake.now());
  const message = addMessage(fake.tenant, {
    ...{ id, conversation: place.base, author: 'bot' },
    ...content,
    ...(thread.rootId && { rootId: thread.rootId }),
    ...(thread.replyToId && { replyToId: thread.replyToId }),
  });
  refreshForViewers(fake, message);
  return message;
}

/**
 * The message that is answered. Other ids name none, and Teams does not mind: those of events (`f:…`), and the GUIDs
 * Bot Framework SDKs give to a continued conversation.
 */
function parentOf(fake: Fake, place: Found, id: string): TeamsMessage | undefined {
  if (!/^\d+$/.test(id)) return undefined;
  const parent = findMessage(fake.tenant, place.base, id);
  if (!parent) throw REFUSALS.activityNotFound();
  return parent;
}

function mustBeActivity(body: unknown): Json {
  if (!isObject(body) || typeof body.type !== 'string')
    throw REFUSALS.badArgument('Activity resource is malformed.');
  return body;
}

/** A message of the bot's own. */
function ownMessage(fake: Fake, conversationId: string, id: string): TeamsMessage {
  const place = findPlace(fake, conversationId);
  mustBeWritable(fake, place);
  const message = findMessage(fake.tenant, place.base, id);
  if (!message) throw REFUSALS.activityNotFound();
  if (message.author !== 'bot') throw REFUSALS.notAllowed('Only the author may change a message.');
  return message;
}

/** PUT …/activities/{activityId}: everybody sees the new message, also who had a view of their own. */
export function updateActivity(fake: Fake, conversationId: string, id: string, body: unknown): Answer {
  const message = ownMessage(fake, conversationId, id);
  const { text, card, mentions, activity } = contentOf(fake, mustBeActivity(body));
  Object.assign(message, { text, card, mentions, activity, views: {}, updates: message.updates + 1 });
  refreshForViewers(fake, message);
  return { status: 200, body: { id } };
}

export function deleteActivity(fake: Fake, conversationId: string, id: string): Answer {
  ownMessage(fake, conversationId, id).isDeleted = true;
  return { status: 200 };
}

/**
 * POST /v3/conversations: a new thread in a channel, or the chat with one person
 * (learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages).
 */
export function createConversation(fake: Fake, body: unknown): Answer {
  if (!isObject(body)) throw REFUSALS.badArgument('The body must be ConversationParameters.');
  const channelData = isObject(body.channelData) ? body.channelData : {};
  const channel = isObject(channelData.channel) ? channelData.channel.id : channelData.teamsChannelId;
  return typeof channel === 'string' ? newThread(fake, channel, body) : openChat(fake, body, channelData);
}

function newThread(fake: Fake, channelId: string, body: Json): Answer {
  const place = findPlace(fake, channelId);
  mustBeWritable(fake, place);
  if (body.activity === undefined) throw REFUSALS.badArgument('A new thread needs its first activity.');
  const { id } = post(fake, place, { type: 'message', ...mustBeActivity(body.activity) });
  return answer(fake, `${place.base};messageid=${id}`, id);
}

function openChat(fake: Fake, body: Json, channelData: Json): Answer {
  const { tenant } = fake;
  const members = Array.isArray(body.members) ? body.members : [];
  const tenantId = body.tenantId ?? (isObject(channelData.tenant) ? channelData.tenant.id : undefined);
  if (tenantId === undefined) throw REFUSALS.badArgument('The tenant id is missing.');
  const person = personNamed(tenant, isObject(members[0]) ? members[0].id : undefined);
  if (members.length !== 1 || !person)
    throw REFUSALS.badArgument('members: exactly one known person is needed');
  // Guests and people of other tenants cannot have the app in personal scope.
  if (tenantId !== tenant.seed.homeTenant || person.isGuest || person.isFederated)
    throw REFUSALS.notInstalled();
  const existing = tenant.chats.find((chat) => chat.person === person.id);
  const isInTeam = tenant.teams.some(
    ({ isInstalled, members: own }) => isInstalled && own.includes(person.id),
  );
  if (existing ? !existing.isInstalled : !isInTeam) throw REFUSALS.notInstalled();
  const chat = existing ?? newChat(person.id);
  if (!existing) tenant.chats.push(chat);
  if (body.activity === undefined) return answer(fake, chat.id);
  const place = findPlace(fake, chat.id);
  mustBeWritable(fake, place);
  return answer(fake, chat.id, post(fake, place, mustBeActivity(body.activity)).id);
}

function answer(fake: Fake, id: string, activityId?: string): Answer {
  return { status: 201, body: { id, serviceUrl: fake.serviceUrl, ...(activityId && { activityId }) } };
}
