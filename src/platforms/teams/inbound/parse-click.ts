import type { ActionValue } from '../../../messages/card.js';
import type { Click } from '../../../messages/interaction.js';
import { threadOf } from '../conversations.js';
import type { Seal } from '../seal.js';
import { type Activity, channelOf, isObject, userIdOf } from './activity.js';
import { dialogAudience } from './context.js';

export type ParsedClick = Omit<Click<never>, 'actor'>;

/**
 * A press, however it came: `data` is what the button carried. Undefined when its seal does not hold: it is from another
 * place, or nobody of us posted it. The number in the seal is the press's key: Teams delivers again under new ids.
 */
export function parseClick(seal: Seal, activity: Activity, data: unknown): ParsedClick | undefined {
  if (!isObject(data) || typeof data.action !== 'string') return undefined;
  const actionId = data.action;
  const value = flat(data.value);
  const channelId = channelOf(activity);
  const number = seal.openButton(data.token, [channelId, dialogAudience(activity)], actionId, value);
  if (number === undefined) return undefined;
  const threadId = threadOf(activity.conversation.id);
  const messageId = activity.replyToId;
  return {
    actionId,
    value,
    channel: { platform: 'teams', id: channelId },
    ...(messageId
      ? { message: { id: messageId, ...(threadId && threadId !== messageId ? { threadId } : {}) } }
      : {}),
    actKey: `teams:${userIdOf(activity.from)}:${actionId}:${number}`,
  };
}

/** What is no flat object of texts counts as empty; then its seal does not hold. */
function flat(value: unknown): ActionValue {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter(([, each]) => typeof each === 'string'),
  ) as ActionValue;
}
