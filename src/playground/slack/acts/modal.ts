import { isObject, type Json } from '../block-kit/check.js';
import { deliver, interaction, isAcknowledged } from '../deliver.js';
import type { Fake } from '../fake.js';
import {
  clientErrors,
  type FormElement,
  formElements,
  stateFrom,
  stateOf,
  type Values,
} from '../form-state.js';
import { blockSuggestion, viewClosed, viewSubmission } from '../payloads.js';
import { replaceView, visibleModal } from '../views.js';
import { ApiRefusal } from '../web-api/refusal.js';
import { checkedView, pushOnto } from '../web-api/views.js';
import type { OpenView } from '../workspace.js';
import { answered, type BotAnswer, mustBePerson, refused, UNHEARD } from './answer.js';

const CONNECTION_TROUBLE = 'We had some trouble connecting. Try again?';

/** What is entered: whole state values, or short by block_id (a text, an option's value or label, a date, a list). */
type Entered = Values | Record<string, unknown>;

/** Submits the visible modal with what is entered on top of what was there before. */
export async function submit(fake: Fake, userId: string, entered: Entered = {}): Promise<BotAnswer> {
  const person = mustBePerson(fake, userId);
  const open = visibleModal(fake, userId);
  if (!open) throw new Error(`${userId} has no modal open`);
  await enter(fake, userId, open, entered);
  open.errors = clientErrors(open.view.blocks, stateOf(open.view.blocks, open.values));
  open.connectionTrouble = false;
  fake.changed();
  const [problem] = Object.values(open.errors);
  if (problem) return refused(problem);
  const delivery = await deliver(fake, interaction(viewSubmission(fake, person, open)));
  const isTaken = isAcknowledged(delivery) && follow(fake, userId, open, delivery.response);
  open.connectionTrouble = !isTaken;
  fake.changed();
  return answered(delivery, isTaken ? Object.values(open.errors)[0] : CONNECTION_TROUBLE);
}

/** Types into the visible modal without submitting. */
async function enter(fake: Fake, userId: string, open: OpenView, entered: Entered): Promise<void> {
  for (const [blockId, given] of Object.entries(entered)) {
    const elements = formElements(open.view.blocks).filter((each) => each.blockId === blockId);
    const input = elements.find(({ isInput }) => isInput);
    if (isByAction(given, elements)) open.values[blockId] = { ...open.values[blockId], ...given };
    else if (input) open.values[blockId] = { [input.actionId]: await shortState(fake, userId, input, given) };
    else throw new Error(`The modal "${String(open.view.callback_id)}" has no input "${blockId}"`);
  }
}

/** Whether these are state values by action_id, and not one value in short. */
function isByAction(given: unknown, elements: FormElement[]): given is Record<string, Json> {
  if (!isObject(given)) return false;
  const ids = elements.map(({ actionId }) => actionId);
  return Object.entries(given).every(([actionId, state]) => ids.includes(actionId) && isObject(state));
}

/** An external menu is asked for its options, as typing into it would. */
async function shortState(fake: Fake, userId: string, found: FormElement, given: unknown): Promise<Json> {
  const { element, blockId, actionId } = found;
  const queries = (Array.isArray(given) ? given : [given]).filter((each) => typeof each === 'string');
  if (!String(element.type).endsWith('external_select')) return stateFrom(element, given);
  const options: Json[] = [];
  for (const query of new Set([...queries, ''])) {
    options.push(...(await askOptions(fake, userId, { blockId, actionId, query })).options);
  }
  return stateFrom({ ...element, options }, given);
}

/**
 * Does what the app answered to the submission; false when Slack would not understand it:
 * https://docs.slack.dev/surfaces/modals#response_actions
 */
function follow(fake: Fake, userId: string, open: OpenView, response: unknown): boolean {
  if (response === '' || (isObject(response) && Object.keys(response).length === 0)) {
    close(fake, userId, open);
    return true;
  }
  if (!isObject(response)) return false;
  switch (response.response_action) {
    case 'errors':
      return showErrors(open, response.errors);
    case 'clear':
      fake.workspace.modals[userId] = [];
      return true;
    case 'update':
      return attempt(() => replaceView(fake, open, checkedView(fake, response.view, 'modal', open)));
    case 'push':
      return attempt(() => pushOnto(fake, userId, checkedView(fake, response.view, 'modal')));
    default:
      return false;
  }
}

function attempt(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof ApiRefusal) return false;
    throw error;
  }
}

/** Errors belong to input blocks by their block_id; Slack takes no others. */
function showErrors(open: OpenView, errors: unknown): boolean {
  if (!isObject(errors) || Object.keys(errors).length === 0) return false;
  const inputs = new Set(
    open.view.blocks.filter(({ type }) => type === 'input').map((block) => block.block_id),
  );
  const isFine = Object.entries(errors).every(
    ([blockId, text]) => inputs.has(blockId) && typeof text === 'string',
  );
  if (isFine) open.errors = errors as Record<string, string>;
  return isFine;
}

function close(fake: Fake, userId: string, open: OpenView): void {
  const stack = fake.workspace.modals[userId] ?? [];
  fake.workspace.modals[userId] = open.view.clear_on_close ? [] : stack.filter((each) => each !== open);
}

/** Closes the visible modal without sending it; the app hears of it when the view asked for that. */
export async function closeModal(fake: Fake, userId: string): Promise<BotAnswer> {
  const person = mustBePerson(fake, userId);
  const open = visibleModal(fake, userId);
  if (!open) return UNHEARD;
  const payload = viewClosed(fake, person, open, open.view.clear_on_close === true);
  close(fake, userId, open);
  fake.changed();
  if (open.view.notify_on_close !== true) return UNHEARD;
  return answered(await deliver(fake, interaction(payload)));
}

/** Asks the app for the options of an external menu in the visible modal. */
export async function askOptions(
  fake: Fake,
  userId: string,
  asked: { blockId: string; actionId: string; query: string },
): Promise<BotAnswer & { options: Json[] }> {
  const open = visibleModal(fake, userId);
  if (!open) throw new Error(`${userId} has no modal open`);
  const delivery = await deliver(
    fake,
    interaction(blockSuggestion(fake, mustBePerson(fake, userId), asked, { open })),
  );
  return { ...answered(delivery), options: offered(delivery.response) };
}

/** The options in an app's answer, groups taken apart. */
export function offered(response: unknown): Json[] {
  if (!isObject(response)) return [];
  const groups = (response.option_groups as { options: Json[] }[] | undefined) ?? [];
  return [
    ...((response.options as Json[] | undefined) ?? []),
    ...groups.flatMap((group) => group.options ?? []),
  ];
}
