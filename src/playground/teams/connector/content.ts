import { checkCard } from '../card/check.js';
import type { Fake } from '../fake.js';
import { bytesOf, isObject, type Json } from '../json.js';
import { LIMITS } from '../limits.js';
import { personNamed } from '../people.js';
import type { TeamsMessage } from '../tenant.js';
import { REFUSALS } from './refusal.js';

export const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

/**
 * What a message activity puts into a message.
 * @throws ConnectorRefusal 413 when it is too big, 400 when Teams could not show it
 */
export function contentOf(
  fake: Fake,
  activity: Json,
): Pick<TeamsMessage, 'text' | 'card' | 'mentions' | 'activity'> {
  if (bytesOf(activity) > LIMITS.activityBytes) throw REFUSALS.tooBig();
  const text = activity.text ?? '';
  if (typeof text !== 'string') throw REFUSALS.badArgument('text: must be a string');
  const cards = attachmentsOf(activity).map(cardIn);
  for (const card of cards) {
    if (bytesOf(card) > LIMITS.cardBytes) throw REFUSALS.tooBig();
    const findings = checkCard(card);
    if (findings.length > 0) throw REFUSALS.badArgument(`Invalid Adaptive Card. ${findings.join('; ')}`);
  }
  if (text === '' && cards.length === 0)
    throw REFUSALS.badArgument('The activity has no text and no attachment.');
  const [card] = cards;
  return { text, card, mentions: mentionsIn(fake, activity, cards), activity: structuredClone(activity) };
}

function attachmentsOf({ attachments = [] }: Json): unknown[] {
  if (!Array.isArray(attachments)) throw REFUSALS.badArgument('attachments: must be a list');
  return attachments;
}

function cardIn(attachment: unknown): Json {
  if (!isObject(attachment) || attachment.contentType !== ADAPTIVE_CARD)
    throw REFUSALS.badArgument('The simulated Teams knows Adaptive Card attachments only.');
  if (!isObject(attachment.content)) throw REFUSALS.badArgument('attachments: content is missing');
  return attachment.content;
}

/**
 * Whom the mentions notify: entities whose text stands in the message, or in the card for the card's own
 * (`msteams.entities`). An `<at>` without entity is only text.
 * @throws ConnectorRefusal 400 for a mention of somebody the tenant does not know
 */
function mentionsIn(fake: Fake, activity: Json, cards: Json[]): string[] {
  const ofCards = cards.flatMap((card) => {
    const { msteams, ...shown } = card;
    return entitiesIn(msteams).filter(({ text }) => stands(text, shown));
  });
  const ofText = entitiesIn(activity).filter(({ text }) => stands(text, activity.text));
  const people = [...ofText, ...ofCards].map(({ mentioned }) => {
    const person = personNamed(fake.tenant, (mentioned as Json | undefined)?.id);
    if (!person) throw REFUSALS.badArgument('entities: nobody here has the mentioned id');
    return person.id;
  });
  return [...new Set(people)];
}

function entitiesIn(holder: unknown): Json[] {
  const entities = isObject(holder) && Array.isArray(holder.entities) ? holder.entities : [];
  return entities.filter(isObject).filter(({ type }) => type === 'mention');
}

function stands(text: unknown, where: unknown): boolean {
  return (
    typeof text === 'string' &&
    text !== '' &&
    JSON.stringify(where ?? '').includes(JSON.stringify(text).slice(1, -1))
  );
}
