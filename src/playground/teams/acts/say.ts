import { activityFrom, type Place } from '../activities.js';
import { deliver } from '../deliver.js';
import type { Fake } from '../fake.js';
import type { Json } from '../json.js';
import { botMri } from '../people.js';
import { addMessage, botIsIn, nextActivityId, teamWith } from '../tenant.js';
import {
  answered,
  invokeProblem,
  mustBeMessage,
  mustBePerson,
  placeFor,
  refused,
  type TeamsAnswer,
  UNHEARD,
} from './answer.js';

/**
 * Somebody writes in a channel or in the chat with the bot. In a channel the bot hears of it only when mentioned, as
 * `@Name` or `<at>Name</at>`: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/
 * channel-and-group-conversations
 * @param replyTo a message of the thread it answers
 */
export async function say(
  fake: Fake,
  personId: string,
  conversation: string,
  text: string,
  options: { replyTo?: string } = {},
): Promise<TeamsAnswer & { id: string }> {
  const person = mustBePerson(fake, personId);
  const parent = options.replyTo ? mustBeMessage(fake, conversation, options.replyTo) : undefined;
  const place = placeFor(fake, person, conversation);
  if ('problem' in place) return { ...refused(place.problem), id: '' };
  const isArchived = 'channel' in place && teamWith(fake.tenant, place.channel.teamId)?.isArchived;
  if (isArchived) return { ...refused('This team is archived.'), id: '' };
  const { bot } = fake.tenant.seed;
  const tag = `<at>${bot.name}</at>`;
  const written = text.includes(tag) ? text : text.replace(`@${bot.name}`, tag);
  const id = nextActivityId(fake.tenant, fake.now());
  const rootId = 'channel' in place ? (parent?.rootId ?? parent?.id) : undefined;
  addMessage(fake.tenant, { id, conversation, author: personId, text: written, ...(rootId && { rootId }) });
  fake.changed();
  const isMentioned = written.includes(tag);
  const problem = isMentioned && whyDeaf(fake, place);
  if (problem) return { ...refused(problem), id };
  if ('channel' in place && !isMentioned) return { ...UNHEARD, id };
  const there: Place = 'channel' in place ? { channel: place.channel, rootId: rootId ?? id } : place;
  const activity = activityFrom(fake, person, there, {
    ...{ type: 'message', id, text: written, textFormat: 'plain' },
    ...(rootId && { replyToId: rootId }),
    attachments: [{ contentType: 'text/html', content: `<div>${written}</div>` }],
    ...(isMentioned && { entities: [mention(fake, tag)] }),
  });
  const delivery = await deliver(fake, activity);
  return { ...answered(delivery, invokeProblem(delivery)), id };
}

function mention(fake: Fake, text: string): Json {
  const mentioned = { id: botMri(fake.tenant), name: fake.tenant.seed.bot.name };
  return { mentioned, text, type: 'mention' };
}

function whyDeaf(fake: Fake, place: Place): string | undefined {
  if ('chatId' in place || botIsIn(fake.tenant, place.channel)) return undefined;
  return `${fake.tenant.seed.bot.name} is not in this channel.`;
}
