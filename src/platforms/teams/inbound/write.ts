import type { Card } from '../../../messages/card.js';
import { attachment, type Dialog } from '../adaptive-card.js';
import { channelIdOf, threadConversation, threadOf } from '../conversations.js';
import { renderMessage } from '../render.js';
import { type Activity, channelOf, isPersonal, userIdOf } from './activity.js';
import { type InboundContext, renderingFor } from './context.js';

/** Answers an activity where it was said: in its thread, or in the chat. Rejects with a DeliveryError. */
export function answerThere(context: InboundContext, activity: Activity, card: Card): Promise<void> {
  return write(context, activity.serviceUrl, placeOf(activity), card);
}

function placeOf(activity: Activity): string {
  const { conversation, id, replyToId = id } = activity;
  const isPlace = isPersonal(activity) || threadOf(conversation.id) !== undefined || replyToId === undefined;
  return isPlace ? conversation.id : threadConversation(channelOf(activity), replyToId);
}

/** The same with a card that is rendered already: what a dialog would show, for a client without dialogs. */
export async function showThere(
  context: InboundContext,
  activity: Activity,
  { title, card }: Dialog,
): Promise<void> {
  const message = { type: 'message' as const, attachments: [card], summary: title };
  await context.connector.post(activity.serviceUrl, placeOf(activity), message);
}

/** To a channel, beginning a thread. */
export function writeToChannel(
  context: InboundContext,
  activity: Activity,
  channelId: string,
  card: Card,
): Promise<void> {
  return write(context, activity.serviceUrl, channelId, card);
}

/** What is for one person, after nobody waits for it any more: in their chat with us, if there is one. */
export async function writeToPerson(context: InboundContext, activity: Activity, card: Card): Promise<void> {
  const chat = await context.conversations.get('personal', userIdOf(activity.from));
  if (chat?.state === 'open') await write(context, chat.serviceUrl, chat.conversationId, card);
}

async function write(context: InboundContext, serviceUrl: string, place: string, card: Card): Promise<void> {
  const options = await renderingFor(context, channelIdOf(place), 'message');
  await context.connector.post(serviceUrl, place, {
    type: 'message',
    attachments: [attachment(renderMessage(card, options))],
    summary: card.summary.slice(0, 300),
  });
}
