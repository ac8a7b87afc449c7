import type { Json } from '../block-kit/check.js';
import { deliver, interaction } from '../deliver.js';
import type { Fake } from '../fake.js';
import {
  type FormElement,
  formElements,
  isStateful,
  optionOf,
  stateFrom,
  stateOf,
  type Values,
} from '../form-state.js';
import { type MessagePlace, messageActions, viewActions } from '../payloads.js';
import { visibleModal } from '../views.js';
import { findEphemeral, findMessage, type OpenView } from '../workspace.js';
import {
  answered,
  type BotAnswer,
  interactionProblem,
  mustBeChannel,
  mustBePerson,
  refused,
} from './answer.js';

/** Which element: by its action_id, and by its block_id where one action_id stands in several blocks. */
export interface Pressed {
  actionId: string;
  blockId?: string;
  /** What was chosen in a menu or picker: the value or label of an option, a date, an id, or Slack's own object. */
  chosen?: unknown;
}

/** @throws Error when no such element is there */
function elementIn(blocks: Json[], { actionId, blockId }: Pressed, where: string): FormElement {
  const elements = formElements(blocks);
  const found = elements.find(
    (each) => each.actionId === actionId && (blockId === undefined || each.blockId === blockId),
  );
  if (found) return found;
  const there = elements.map((each) => each.actionId).join(', ') || 'none';
  throw new Error(`${where} has no element "${actionId}", only: ${there}`);
}

/** The `actions` entry Slack sends for an element: itself with what was chosen, without its options. */
function actionOf({ blockId, actionId, element }: FormElement, chosen: unknown): Json {
  const { options: _options, option_groups: _groups, ...shown } = element;
  const action = { ...shown, type: element.type, action_id: actionId, block_id: blockId };
  if (element.type === 'overflow') return { ...action, selected_option: overflowChoice(element, chosen) };
  return isStateful(element) ? { ...action, ...stateFrom(element, chosen) } : action;
}

function overflowChoice(menu: Json, chosen: unknown): unknown {
  if (typeof chosen === 'string') return optionOf(menu, chosen);
  return (chosen as Json | undefined)?.selected_option ?? chosen;
}

/** A press on an element of a message, also of one in a thread or of one only this person sees. */
export async function press(
  fake: Fake,
  userId: string,
  channelId: string,
  ts: string,
  pressed: Pressed,
): Promise<BotAnswer> {
  const person = mustBePerson(fake, userId);
  const place = placeOf(fake, userId, channelId, ts);
  if (!place.channel.members.includes(userId)) return refused('You are not in this channel.');
  const blocks = place.message.blocks ?? [];
  const element = elementIn(blocks, pressed, `Message ${ts}`);
  const action = actionOf(element, pressed.chosen);
  const chosen: Values = isStateful(element.element)
    ? { [element.blockId]: { [element.actionId]: stateFrom(element.element, pressed.chosen) } }
    : {};
  const payload = messageActions(fake, person, place, action, stateOf(blocks, chosen));
  fake.changed();
  const delivery = await deliver(fake, interaction(payload));
  return answered(delivery, interactionProblem(delivery));
}

/** @throws Error when this person sees no such message */
function placeOf(fake: Fake, userId: string, channelId: string, ts: string): MessagePlace {
  const channel = mustBeChannel(fake, channelId);
  const message = findMessage(fake.workspace, channelId, ts);
  if (message) return { channel, message, isEphemeral: false };
  const ephemeral = findEphemeral(fake.workspace, userId, ts);
  if (!ephemeral) throw new Error(`${userId} sees no message ${ts} in ${channelId}`);
  return { channel, message: ephemeral, isEphemeral: true };
}

/** A press on an element of the visible modal, with what is typed so far. */
export function pressModal(
  fake: Fake,
  userId: string,
  pressed: Pressed,
  typed: Values = {},
): Promise<BotAnswer> {
  const open = visibleModal(fake, userId);
  if (!open) throw new Error(`${userId} has no modal open`);
  return pressView(fake, userId, open, pressed, typed);
}

export function pressHome(fake: Fake, userId: string, pressed: Pressed): Promise<BotAnswer> {
  const home = fake.workspace.homes[userId];
  if (!home) throw new Error(`${userId} has no App Home view`);
  return pressView(fake, userId, home, pressed, {});
}

async function pressView(
  fake: Fake,
  userId: string,
  open: OpenView,
  pressed: Pressed,
  typed: Values,
): Promise<BotAnswer> {
  const person = mustBePerson(fake, userId);
  Object.assign(open.values, typed);
  const element = elementIn(open.view.blocks, pressed, `View ${open.id}`);
  if (isStateful(element.element) && pressed.chosen !== undefined) {
    open.values[element.blockId] = {
      ...open.values[element.blockId],
      [element.actionId]: stateFrom(element.element, pressed.chosen),
    };
  }
  const state = open.values[element.blockId]?.[element.actionId];
  const payload = viewActions(fake, person, open, actionOf(element, pressed.chosen ?? state));
  fake.changed();
  const delivery = await deliver(fake, interaction(payload));
  return answered(delivery, interactionProblem(delivery));
}
