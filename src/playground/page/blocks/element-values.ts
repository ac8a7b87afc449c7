/**
 * What an interactive element holds, as Slack states it in `view.state.values`.
 * Source: docs.slack.dev/reference/interaction-payloads/view-interactions-payload
 */
import type { BlockKit } from '../../page-api.js';
import { asObject, asObjects, asText } from './shapes.js';

/** By element type: the field of the state that holds the answer, and the field of the element it starts from. */
const held: Record<string, { field: string; initial: string; many?: true }> = {
  plain_text_input: { field: 'value', initial: 'initial_value' },
  email_text_input: { field: 'value', initial: 'initial_value' },
  url_text_input: { field: 'value', initial: 'initial_value' },
  number_input: { field: 'value', initial: 'initial_value' },
  static_select: { field: 'selected_option', initial: 'initial_option' },
  external_select: { field: 'selected_option', initial: 'initial_option' },
  radio_buttons: { field: 'selected_option', initial: 'initial_option' },
  checkboxes: { field: 'selected_options', initial: 'initial_options', many: true },
  multi_static_select: { field: 'selected_options', initial: 'initial_options', many: true },
  multi_external_select: { field: 'selected_options', initial: 'initial_options', many: true },
  users_select: { field: 'selected_user', initial: 'initial_user' },
  multi_users_select: { field: 'selected_users', initial: 'initial_users', many: true },
  conversations_select: { field: 'selected_conversation', initial: 'initial_conversation' },
  multi_conversations_select: {
    field: 'selected_conversations',
    initial: 'initial_conversations',
    many: true,
  },
  channels_select: { field: 'selected_channel', initial: 'initial_channel' },
  multi_channels_select: { field: 'selected_channels', initial: 'initial_channels', many: true },
  datepicker: { field: 'selected_date', initial: 'initial_date' },
  timepicker: { field: 'selected_time', initial: 'initial_time' },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time' },
};

/** True for elements that keep an answer; buttons and overflow menus keep none. */
export function keepsValue(element: BlockKit): boolean {
  return asText(element.type) in held;
}

/** The state of an element that holds `answer`; `null` or `[]` stand for nothing. */
export function valueHolding(element: BlockKit, answer: unknown): BlockKit {
  const type = asText(element.type);
  const shape = held[type];
  if (!shape) return { type };
  return { type, [shape.field]: answer ?? (shape.many ? [] : null) };
}

/** The state of an element nobody has touched. */
export function initialValue(element: BlockKit): BlockKit {
  const shape = held[asText(element.type)];
  return valueHolding(element, shape ? element[shape.initial] : null);
}

/** The answer within a state: a text, an option, a list, or `null`. */
export function answerIn(value: BlockKit | undefined): unknown {
  const shape = held[asText(value?.type)];
  return shape ? (value?.[shape.field] ?? null) : null;
}

/** True when nothing was chosen or typed. Spaces count as typed: Slack leaves that to the app. */
export function isUnanswered(value: BlockKit | undefined): boolean {
  const answer = answerIn(value);
  return answer === null || answer === '' || (Array.isArray(answer) && answer.length === 0);
}

/** The `value` of the chosen option, or `''`. */
export function chosenOption(value: BlockKit | undefined): string {
  return asText(asObject(answerIn(value)).value);
}

/** The `value`s of the chosen options. */
export function chosenOptions(value: BlockKit | undefined): string[] {
  return asObjects(answerIn(value)).map((option) => asText(option.value));
}
