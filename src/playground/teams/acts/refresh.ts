import { type Fake, inBackground } from '../fake.js';
import { isObject, type Json } from '../json.js';
import { personNamed } from '../people.js';
import { channelWith, membersOf, type TeamsMessage } from '../tenant.js';
import { mustBeMessage, mustBePerson, refused, type TeamsAnswer } from './answer.js';
import { execute } from './execute.js';

function refreshAction(card: Json | undefined): Json | undefined {
  const refresh = isObject(card?.refresh) ? card.refresh : undefined;
  return isObject(refresh?.action) ? refresh.action : undefined;
}

/**
 * The clients of the people in `refresh.userIds` refresh a card by themselves as soon as they show it; here everybody
 * looks at once. Goes on in the background. learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/
 * cards/universal-actions-for-adaptive-cards/up-to-date-views
 */
export function refreshForViewers(fake: Fake, message: TeamsMessage): void {
  const action = refreshAction(message.card);
  const { userIds } = isObject(message.card?.refresh) ? message.card.refresh : {};
  if (!fake.settings.automaticRefresh || !action || !Array.isArray(userIds)) return;
  const present = peopleIn(fake, message.conversation);
  for (const userId of userIds) {
    const person = personNamed(fake.tenant, userId);
    if (!person || !present.includes(person.id)) continue;
    // The bot has its answer before anybody has seen the card.
    const shown = new Promise((resolve) => setTimeout(resolve, 10));
    inBackground(
      fake,
      shown.then(() => execute(fake, person, message, { action, trigger: 'automatic' })),
    );
  }
}

function peopleIn(fake: Fake, conversation: string): string[] {
  const channel = channelWith(fake.tenant, conversation);
  if (channel) return membersOf(fake.tenant, channel);
  return fake.tenant.chats.filter(({ id }) => id === conversation).map(({ person }) => person);
}

/** Somebody chooses "Refresh card" in the menu of a message. */
export async function refreshCard(
  fake: Fake,
  personId: string,
  conversation: string,
  messageId: string,
): Promise<TeamsAnswer> {
  const person = mustBePerson(fake, personId);
  const message = mustBeMessage(fake, conversation, messageId);
  const action = refreshAction(message.views[personId] ?? message.card);
  if (!action) return refused('This card cannot be refreshed.');
  return execute(fake, person, message, { action, trigger: 'manual' });
}
