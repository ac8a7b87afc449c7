import { activityFrom } from '../activities.js';
import { fill, type Typed } from '../card/fill.js';
import { actionsOf, type CardAction, findAction, type Which } from '../card/parts.js';
import { deliver } from '../deliver.js';
import type { Fake } from '../fake.js';
import { isObject, type Json } from '../json.js';
import type { TenantPerson } from '../people.js';
import type { TeamsMessage } from '../tenant.js';
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
import { openTask } from './dialog.js';
import { execute, fromCard, placeOf } from './execute.js';

/**
 * A press on an action of the card as this person sees it.
 * @throws Error when no such action is there
 */
export async function press(
  fake: Fake,
  personId: string,
  conversation: string,
  messageId: string,
  which: Which,
  typed: Typed = {},
): Promise<TeamsAnswer> {
  const person = mustBePerson(fake, personId);
  const message = mustBeMessage(fake, conversation, messageId);
  const card = message.views[personId] ?? message.card ?? {};
  const found = findAction(card, which);
  if (!found) {
    const there = actionsOf(card).map(({ action }) => String(action.title ?? action.id));
    const asked = JSON.stringify(which);
    throw new Error(
      `The card of message ${messageId} has no action ${asked}, only: ${there.join(', ') || 'none'}`,
    );
  }
  return pressAction(fake, person, message, found, typed);
}

async function pressAction(
  fake: Fake,
  person: TenantPerson,
  message: TeamsMessage,
  { action, inputs }: CardAction,
  typed: Typed,
): Promise<TeamsAnswer> {
  const allowed = placeFor(fake, person, message.conversation);
  if ('problem' in allowed) return refused(allowed.problem);
  if (action.isEnabled === false) return refused('This button is switched off.');
  if (action.type !== 'Action.Execute' && action.type !== 'Action.Submit') return UNHEARD;
  const { values, errors } = fill(inputs, typed);
  const problems = Object.values(errors);
  if (problems.length > 0) return refused(problems.join(' '));
  if (action.type === 'Action.Execute')
    return execute(fake, person, message, { action, inputs: values, trigger: 'manual' });
  const data = { ...(isObject(action.data) ? action.data : {}), ...values };
  const kind = isObject(data.msteams) ? data.msteams.type : undefined;
  if (kind === 'task/fetch') return openTask(fake, person, message, data);
  if (kind !== undefined) throw new Error(`The simulated Teams does not know msteams.type ${String(kind)}`);
  return submit(fake, person, message, data);
}

/** An Action.Submit in a message comes to the bot as a message without text: `value` holds data and inputs. */
async function submit(
  fake: Fake,
  person: TenantPerson,
  message: TeamsMessage,
  value: Json,
): Promise<TeamsAnswer> {
  const activity = activityFrom(fake, person, placeOf(fake, message), {
    type: 'message',
    ...fromCard(message),
    value,
  });
  const delivery = await deliver(fake, activity);
  return answered(delivery, invokeProblem(delivery));
}
