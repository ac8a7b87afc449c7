import type { Reply } from '../../../messages/interaction.js';
import { LATE, within } from '../../../people/deadline.js';
import { type AdaptiveCard, CARD_TYPE } from '../adaptive-card.js';
import { renderMessage } from '../render.js';
import { type Activity, isObject } from './activity.js';
import { actorOf, dialogAudience, type InboundContext, renderingFor } from './context.js';
import { parseClick } from './parse-click.js';

/**
 * The version of a card that is this person's own: …/universal-actions-for-adaptive-cards/user-specific-views. Clients ask by
 * themselves, as soon as somebody sees the card and after each edit, perhaps with what an older card carried.
 */
export async function showOwnView(
  context: InboundContext,
  activity: Activity,
  data: unknown,
): Promise<object> {
  const card = await ownView(context, activity, data, context.deadlineMs);
  if (card) return cardAnswer(card);
  // The card that stands there is kept; the words are for those who asked by hand.
  const value = {
    code: 'NotShown',
    message: 'There is nothing more to show here. The card is as it should be.',
  };
  return { statusCode: 400, type: 'application/vnd.microsoft.error', value };
}

/** How an act is answered by the card it was pressed on. */
export function cardAnswer(value: AdaptiveCard): object {
  return { statusCode: 200, type: CARD_TYPE, value };
}

/** Undefined when there is none for this person, or not in time; never rejects. Its buttons work for this person alone. */
export async function ownView(
  context: InboundContext,
  activity: Activity,
  data: unknown,
  ms: number,
): Promise<AdaptiveCard | undefined> {
  const shown = await within(asked(context, activity, data), ms);
  return shown === LATE ? undefined : shown;
}

async function asked(
  context: InboundContext,
  activity: Activity,
  data: unknown,
): Promise<AdaptiveCard | undefined> {
  const click = parseClick(context.seal, activity, data);
  const handler = click && context.actions.get(click.actionId);
  if (!handler) return undefined;
  try {
    const reply: Reply = await handler.handle({ ...click, actor: await actorOf(context, activity) });
    if (reply.kind !== 'private') return undefined;
    const options = await renderingFor(context, dialogAudience(activity), 'message');
    return renderMessage(reply.card, { ...options, viewers: [activity.from.id] });
  } catch (error) {
    context.log.debug({ err: error, action: click.actionId }, 'no version of a card of their own');
    return undefined;
  }
}

/** Whether a client asks for a version of its reader's own, rather than somebody pressing a button. */
export function asksForOwnView(data: unknown): boolean {
  return isObject(data) && data.view === true;
}
