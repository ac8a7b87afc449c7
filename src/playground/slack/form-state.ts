import type { Json } from './block-kit/check.js';

/** How the elements of a form hold what a person entered: https://docs.slack.dev/reference/views#state */

interface StateField {
  state: string;
  initial: string;
  isList: boolean;
}

const one = (state: string, initial: string): StateField => ({ state, initial, isList: false });
const list = (state: string, initial: string): StateField => ({ state, initial, isList: true });

const STATE_FIELDS: Record<string, StateField> = {
  plain_text_input: one('value', 'initial_value'),
  email_text_input: one('value', 'initial_value'),
  url_text_input: one('value', 'initial_value'),
  number_input: one('value', 'initial_value'),
  rich_text_input: one('rich_text_value', 'initial_value'),
  static_select: one('selected_option', 'initial_option'),
  external_select: one('selected_option', 'initial_option'),
  radio_buttons: one('selected_option', 'initial_option'),
  users_select: one('selected_user', 'initial_user'),
  conversations_select: one('selected_conversation', 'initial_conversation'),
  channels_select: one('selected_channel', 'initial_channel'),
  datepicker: one('selected_date', 'initial_date'),
  timepicker: one('selected_time', 'initial_time'),
  datetimepicker: one('selected_date_time', 'initial_date_time'),
  checkboxes: list('selected_options', 'initial_options'),
  multi_static_select: list('selected_options', 'initial_options'),
  multi_external_select: list('selected_options', 'initial_options'),
  multi_users_select: list('selected_users', 'initial_users'),
  multi_conversations_select: list('selected_conversations', 'initial_conversations'),
  multi_channels_select: list('selected_channels', 'initial_channels'),
};

export type Values = Record<string, Record<string, Json>>;

export interface FormElement {
  blockId: string;
  actionId: string;
  element: Json;
  /** In an input block: has a label, can carry an error, may be required. */
  isInput: boolean;
  isOptional: boolean;
}

/** Every element of these blocks that a person can press or fill, in order. */
export function formElements(blocks: Json[]): FormElement[] {
  return blocks.flatMap((block) => {
    const inside = [block.element, block.accessory, ...(Array.isArray(block.elements) ? block.elements : [])];
    return inside
      .filter((element): element is Json => typeof (element as Json | undefined)?.action_id === 'string')
      .map((element) => ({
        blockId: String(block.block_id),
        actionId: String(element.action_id),
        element,
        isInput: block.type === 'input',
        isOptional: block.optional === true,
      }));
  });
}

export function isStateful(element: Json): boolean {
  return String(element.type) in STATE_FIELDS;
}

/** The state value of an element nobody has touched. */
function initialState(element: Json): Json {
  const field = STATE_FIELDS[String(element.type)];
  if (!field) return { type: element.type };
  const initial = element[field.initial] ?? (field.isList ? [] : null);
  return { type: element.type, [field.state]: initial };
}

/** The state of a whole form: what was typed where something was, else what the app prefilled. */
export function stateOf(blocks: Json[], typed: Values): Values {
  const values: Values = {};
  for (const { blockId, actionId, element } of formElements(blocks)) {
    if (!isStateful(element)) continue;
    values[blockId] ??= {};
    values[blockId][actionId] = typed[blockId]?.[actionId] ?? initialState(element);
  }
  return values;
}

/** What stands in an element, in the shape of its kind; undefined when it is empty. */
function enteredIn(element: Json, state: Json | undefined): unknown {
  const entered = state?.[STATE_FIELDS[String(element.type)]?.state ?? 'value'];
  if (entered === null || entered === '' || (Array.isArray(entered) && entered.length === 0))
    return undefined;
  return entered;
}

/**
 * The state value for what a test or a person gives in short: the text of an input, the value or the label of
 * an option (or several), a date, an id. A ready state value passes as it is.
 *
 * @throws Error when a menu does not offer that option
 */
export function stateFrom(element: Json, given: unknown): Json {
  const field = STATE_FIELDS[String(element.type)];
  if (!field) throw new Error(`Nothing can be entered in a ${String(element.type)}`);
  if (typeof given === 'object' && given !== null && !Array.isArray(given) && field.state in given) {
    return { type: element.type, ...given };
  }
  const isOptions = field.state.startsWith('selected_option');
  const pick = (each: unknown) => (isOptions && typeof each === 'string' ? optionOf(element, each) : each);
  if (given === null || given === undefined)
    return { type: element.type, [field.state]: field.isList ? [] : null };
  if (field.isList)
    return { type: element.type, [field.state]: (Array.isArray(given) ? given : [given]).map(pick) };
  return { type: element.type, [field.state]: pick(given) };
}

/** The option with this value or this label. @throws Error when there is none */
export function optionOf(element: Json, wanted: string): Json {
  const groups = (element.option_groups as { options: Json[] }[] | undefined) ?? [];
  const options = [
    ...((element.options as Json[] | undefined) ?? []),
    ...groups.flatMap((group) => group.options),
  ];
  const found = options.find((option) => option.value === wanted || (option.text as Json)?.text === wanted);
  if (!found) {
    const offered = options.map((option) => option.value).join(', ');
    throw new Error(`"${String(element.action_id)}" does not offer "${wanted}", only: ${offered}`);
  }
  return found;
}

/**
 * What Slack's own client refuses before anything is sent, by block_id, in its words. Blanks alone are not empty
 * for Slack: that is left to the app.
 */
export function clientErrors(blocks: Json[], values: Values): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { blockId, actionId, element, isInput, isOptional } of formElements(blocks)) {
    if (!isInput) continue;
    const entered = enteredIn(element, values[blockId]?.[actionId]);
    const problem =
      entered === undefined
        ? isOptional
          ? undefined
          : 'Please complete this required field.'
        : problemOf(element, entered);
    if (problem) errors[blockId] = problem;
  }
  return errors;
}

function problemOf(element: Json, entered: unknown): string | undefined {
  const text = String(entered);
  switch (element.type) {
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : 'Please enter a valid email address.';
    case 'url_text_input':
      return /^https?:\/\/[^\s.]+\.\S+$/i.test(text) ? undefined : 'Please enter a valid URL.';
    case 'number_input':
      return numberProblem(element, text);
    case 'plain_text_input':
      return lengthProblem(element, text);
    default:
      return undefined;
  }
}

function numberProblem(element: Json, text: string): string | undefined {
  const shape = element.is_decimal_allowed ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!shape.test(text)) return 'Please enter a valid number.';
  const value = Number(text);
  if (element.min_value !== undefined && value < Number(element.min_value)) {
    return `Please enter a number that is at least ${String(element.min_value)}.`;
  }
  if (element.max_value !== undefined && value > Number(element.max_value)) {
    return `Please enter a number that is at most ${String(element.max_value)}.`;
  }
  return undefined;
}

function lengthProblem(element: Json, text: string): string | undefined {
  const max = Number(element.max_length ?? 3_000);
  const min = Number(element.min_length ?? 0);
  if (text.length > max) return `Please enter at most ${max} characters.`;
  if (text.length < min) return `Please enter at least ${min} characters.`;
  return undefined;
}
