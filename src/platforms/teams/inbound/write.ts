import type { Card } from '../../../messages/card.js';
import { attachment } from '../adaptive-card.js';
import { channelIdOf, threadConversation, threadOf } from '../conversations.js';
import { renderMessage } from '../render.js';
import { type Activity, channelOf, isPersonal, userIdOf } from './activity.js';
import { type InboundContext, renderingFor } from './context.js';

/** Answers an activity where it was said: in its thread, or in the chat. Rejects with a DeliveryError. */
export function answerThere(context: InboundContext, activity: Activity, card: Card): Promise<void> {
  const { conversation, id } = activity;
  const isInThread = isPersonal(activity) || threadOf(conversation.id) !== undefined || id === undefined;
  const place = isInThread ? conversation.id : threadConversation(channelOf(activity), id);
  return write(context, activity.serviceUrl, place, card);
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
