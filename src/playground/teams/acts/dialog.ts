import { activityFrom, type Place } from '../activities.js';
import { fill, type Typed } from '../card/fill.js';
import { actionsOf, findAction, type Which } from '../card/parts.js';
import { deliver } from '../deliver.js';
import type { Fake } from '../fake.js';
import { isObject, type Json } from '../json.js';
import type { TenantPerson } from '../people.js';
import { channelWith, type OpenDialog, type TeamsMessage } from '../tenant.js';
import {
  answered,
  invokeProblem,
  mustBePerson,
  refused,
  type TeamsAnswer,
  UNHEARD,
  WENT_WRONG,
} from './answer.js';
import { fromCard, placeOf } from './execute.js';
import { readTask } from './task-answer.js';

/**
 * A press on a button whose data say `msteams: {type: 'task/fetch'}` asks the bot for a dialog:
 * learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
 */
export function openTask(
  fake: Fake,
  person: TenantPerson,
  message: TeamsMessage,
  data: Json,
): Promise<TeamsAnswer> {
  const invoke = {
    name: 'task/fetch',
    ...fromCard(message),
    value: { data, context: { theme: 'default' } },
  };
  return open(fake, person, placeOf(fake, message), { kind: 'task' }, invoke);
}

/** Sends an invoke that asks for a dialog, and opens what the bot gives. */
export async function open(
  fake: Fake,
  person: TenantPerson,
  place: Place,
  source: OpenDialog['source'],
  invoke: Json,
): Promise<TeamsAnswer> {
  const delivery = await deliver(fake, activityFrom(fake, person, place, { type: 'invoke', ...invoke }));
  const problem = invokeProblem(delivery);
  if (problem) return answered(delivery, problem);
  const task = readTask(delivery.response);
  if (task === 'nothing') return answered(delivery, WENT_WRONG);
  fake.tenant.counter += 1;
  fake.tenant.dialogs[person.id] = {
    id: `dialog-${fake.tenant.counter}`,
    person: person.id,
    conversation: 'chatId' in place ? place.chatId : place.channel.id,
    ...('rootId' in place && place.rootId && { rootId: place.rootId }),
    source,
    ...task,
    values: {},
    errors: {},
  };
  fake.changed();
  return answered(delivery, task.problem);
}

/**
 * Presses an Action.Submit of the open dialog. What is typed stays when the client finds a mistake or the bot does not
 * answer well.
 * @param which absent: the first Action.Submit
 * @throws Error when no dialog is open, or no such action or input is there
 */
export async function submitDialog(
  fake: Fake,
  personId: string,
  typed: Typed = {},
  which?: Which,
): Promise<TeamsAnswer> {
  const person = mustBePerson(fake, personId);
  const dialog = fake.tenant.dialogs[personId];
  if (!dialog?.card) throw new Error(`${personId} has no dialog with a card open`);
  const submits = actionsOf(dialog.card).filter(({ action }) => action.type === 'Action.Submit');
  const found = which === undefined ? submits[0] : findAction(dialog.card, which);
  if (!found) throw new Error(`The dialog has no action ${JSON.stringify(which ?? 'Action.Submit')}`);
  const { values, errors } = fill(found.inputs, { ...known(found.inputs, dialog.values), ...typed });
  Object.assign(dialog, { values, errors, problem: undefined });
  fake.changed();
  if (Object.keys(errors).length > 0) return refused(Object.values(errors).join(' '));
  const data = { ...(isObject(found.action.data) ? found.action.data : {}), ...values };
  return send(fake, person, dialog, data);
}

function known(inputs: Json[], values: Record<string, string>): Record<string, string> {
  const ids = inputs.map(({ id }) => String(id));
  return Object.fromEntries(Object.entries(values).filter(([id]) => ids.includes(id)));
}

async function send(fake: Fake, person: TenantPerson, dialog: OpenDialog, data: Json): Promise<TeamsAnswer> {
  const { source, conversation, rootId } = dialog;
  const context = { theme: 'default' };
  const invoke =
    source.kind === 'task'
      ? { name: 'task/submit', value: { data, context } }
      : { name: 'composeExtension/submitAction', value: { ...source.command, data, context } };
  const channel = channelWith(fake.tenant, conversation);
  const place: Place = channel ? { channel, rootId } : { chatId: conversation };
  const delivery = await deliver(fake, activityFrom(fake, person, place, { type: 'invoke', ...invoke }));
  const problem = invokeProblem(delivery);
  if (problem) dialog.problem = problem;
  else follow(fake, dialog, delivery.response);
  fake.changed();
  return answered(delivery, dialog.problem);
}

/** Nothing closes the dialog; a message or another card takes the place of what was shown. */
function follow(fake: Fake, dialog: OpenDialog, body: unknown): void {
  const task = readTask(body);
  if (task === 'nothing') delete fake.tenant.dialogs[dialog.person];
  else
    Object.assign(dialog, {
      ...{ card: undefined, message: undefined, problem: undefined, values: {}, errors: {} },
      ...task,
      title: task.title || dialog.title,
    });
}

export function closeDialog(fake: Fake, personId: string): TeamsAnswer {
  delete fake.tenant.dialogs[personId];
  fake.changed();
  return UNHEARD;
}
