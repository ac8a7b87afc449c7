import type { Fake } from '../fake.js';
import type { Json } from '../json.js';
import { personWith } from '../people.js';
import type { TeamsMessage } from '../tenant.js';
import { mustBeMessage, mustBePerson, placeFor, refused, type TeamsAnswer } from './answer.js';
import { open } from './dialog.js';

/**
 * Chooses an action command of the app's message extension, from the compose box or from a message:
 * learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module.
 * Guests and people of other tenants have none.
 * @throws Error for a command the app does not have there
 */
export async function composeExtension(
  fake: Fake,
  personId: string,
  conversation: string,
  commandId: string,
  from: { messageId?: string } = {},
): Promise<TeamsAnswer> {
  const person = mustBePerson(fake, personId);
  const commandContext = from.messageId === undefined ? 'compose' : 'message';
  const { messageExtensions } = fake.tenant.seed;
  const known = messageExtensions.find((each) => each.commandId === commandId);
  if (!known?.contexts.includes(commandContext))
    throw new Error(`The app has no command ${commandId} for ${commandContext}`);
  if (person.isGuest || person.isFederated) return refused('This app is not available to you.');
  const message =
    from.messageId === undefined ? undefined : mustBeMessage(fake, conversation, from.messageId);
  const rootId = message?.rootId ?? message?.id;
  const place = placeFor(fake, person, conversation, rootId);
  if ('problem' in place) return refused(place.problem);
  const command: Json = {
    commandId,
    commandContext,
    ...(message && { messagePayload: payloadOf(fake, message) }),
  };
  const value = { ...command, context: { theme: 'default' } };
  const source = { kind: 'composeExtension', command } as const;
  return open(fake, person, place, source, { name: 'composeExtension/fetchTask', value });
}

/** The chosen message, as `messagePayload` tells of it. */
function payloadOf(fake: Fake, message: TeamsMessage): Json {
  const author = personWith(fake.tenant, message.author);
  const { bot } = fake.tenant.seed;
  return {
    id: message.id,
    replyToId: message.rootId ?? null,
    createdDateTime: new Date(Number(message.id)).toISOString(),
    lastModifiedDateTime: null,
    deleted: false,
    summary: null,
    importance: 'normal',
    locale: 'en-us',
    body: { contentType: 'html', content: `<div>${escaped(message.text)}</div>` },
    from: {
      device: null,
      conversation: null,
      user: author ? { userIdentityType: 'aadUser', id: author.id, displayName: author.name } : null,
      application: author ? null : { applicationIdentityType: 'bot', id: bot.appId, displayName: bot.name },
    },
    reactions: [],
    mentions: [],
    attachments: [],
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
