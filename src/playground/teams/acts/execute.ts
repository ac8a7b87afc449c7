import { activityFrom, type Place } from '../activities.js';
import { checkCard } from '../card/check.js';
import { ADAPTIVE_CARD } from '../connector/content.js';
import { deliver } from '../deliver.js';
import type { Fake } from '../fake.js';
import { isObject, type Json } from '../json.js';
import type { TenantPerson } from '../people.js';
import { channelWith, type TeamsMessage } from '../tenant.js';
import { answered, invokeProblem, type TeamsAnswer, WENT_WRONG } from './answer.js';

/** The place of a message: its thread in a channel, or the chat. */
export function placeOf(fake: Fake, { conversation, rootId, id }: TeamsMessage): Place {
  const channel = channelWith(fake.tenant, conversation);
  return channel ? { channel, rootId: rootId ?? id } : { chatId: conversation };
}

/** What activities from a card in a message say of it. */
export function fromCard(message: TeamsMessage): Json {
  return {
    replyToId: message.id,
    channelData: { source: { name: 'message' }, legacy: { replyToId: `1:${message.id}` } },
  };
}

/**
 * Invokes `adaptiveCard/action` for an Action.Execute and shows the answer to this person:
 * learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format
 */
export async function execute(
  fake: Fake,
  person: TenantPerson,
  message: TeamsMessage,
  { action, inputs = {}, trigger }: { action: Json; inputs?: Json; trigger: 'manual' | 'automatic' },
): Promise<TeamsAnswer> {
  const { id, title, verb, data } = action;
  const filled = { ...(isObject(data) ? data : {}), ...inputs };
  const activity = activityFrom(fake, person, placeOf(fake, message), {
    type: 'invoke',
    name: 'adaptiveCard/action',
    ...fromCard(message),
    value: { action: { type: 'Action.Execute', id, title, verb, data: filled }, trigger },
  });
  const delivery = await deliver(fake, activity);
  const answer = answered(delivery, invokeProblem(delivery));
  if (!answer.problem) show(message, person, delivery.response, answer);
  fake.changed();
  return answer;
}

function show(message: TeamsMessage, person: TenantPerson, body: unknown, answer: TeamsAnswer): void {
  const { statusCode, type, value } = isObject(body) ? body : {};
  if (type === 'application/vnd.microsoft.activity.message' && statusCode === 200)
    answer.message = String(value);
  else if (type === ADAPTIVE_CARD && statusCode === 200 && isObject(value) && checkCard(value).length === 0)
    message.views[person.id] = structuredClone(value);
  else answer.problem = isObject(value) && typeof value.message === 'string' ? value.message : WENT_WRONG;
}
