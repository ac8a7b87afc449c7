import { LIMITS } from '../limits.js';
import {
  anything,
  arrayOf,
  boolean,
  type Check,
  find,
  integer,
  isObject,
  type Json,
  object,
  pattern,
  required,
  string,
  url,
} from './check.js';
import {
  choiceOption,
  confirmation,
  identifier,
  optionGroup,
  overflowOption,
  plainText,
  selectOption,
} from './composition.js';

/** Block elements: https://docs.slack.dev/reference/block-kit/block-elements */

function element(properties: Record<string, Check>, also?: Check['run']): Check {
  return object({ type: required(anything), action_id: identifier, ...properties }, also);
}

const placeholder = plainText(LIMITS.placeholder);
const many = { max_selected_items: integer(1, Number.MAX_SAFE_INTEGER) };
const common = { confirm: confirmation, focus_on_load: boolean, placeholder };
const date = pattern(/^\d{4}-\d{2}-\d{2}$/, 'should be a date as YYYY-MM-DD');
const anyString = string(LIMITS.identifier);

/** Every option of a static menu, whether it comes in groups or not. */
function optionsOf(menu: Json): Json[] {
  const groups = Array.isArray(menu.option_groups) ? menu.option_groups : [];
  const loose = Array.isArray(menu.options) ? menu.options : [];
  return [...loose, ...groups.flatMap((group) => (Array.isArray(group?.options) ? group.options : []))];
}

function checkInitial(findings: string[], path: string, menu: Json): void {
  const offered = new Set(optionsOf(menu).map((option) => option?.value));
  const initial = [menu.initial_option, ...(Array.isArray(menu.initial_options) ? menu.initial_options : [])];
  for (const chosen of initial) {
    if (isObject(chosen) && !offered.has(chosen.value)) {
      find(findings, path, 'initial option does not match any of the provided options');
    }
  }
}

function checkStaticMenu(findings: string[], path: string, menu: Json): void {
  if ((menu.options === undefined) === (menu.option_groups === undefined)) {
    find(findings, path, 'exactly one of options and option_groups is required');
  }
  checkInitial(findings, path, menu);
}

const staticMenu = {
  ...common,
  options: arrayOf(selectOption, 1, LIMITS.selectOptions),
  option_groups: arrayOf(optionGroup, 1, LIMITS.selectOptions),
};
const choices = {
  confirm: confirmation,
  focus_on_load: boolean,
  options: required(arrayOf(choiceOption, 1, LIMITS.choiceOptions)),
};
const dispatch = { dispatch_action_config: anything, focus_on_load: boolean, placeholder };

export const image = object({
  type: required(anything),
  alt_text: required(string(LIMITS.altText, 1)),
  image_url: url(LIMITS.url),
  slack_file: anything,
});

const button = element({
  text: required(plainText(LIMITS.buttonText)),
  url: url(LIMITS.url),
  value: string(LIMITS.buttonValue),
  style: {
    required: false,
    run: (f, p, v) => ['primary', 'danger'].includes(v as string) || find(f, p, 'invalid style'),
  },
  confirm: confirmation,
  accessibility_label: string(LIMITS.accessibilityLabel),
});

const overflow = element({
  options: required(arrayOf(overflowOption, LIMITS.overflowOptionsMin, LIMITS.overflowOptionsMax)),
  confirm: confirmation,
});

const chosenOptions = arrayOf(selectOption, 1, LIMITS.selectOptions);
const conversationExtras = { default_to_current_conversation: boolean, filter: anything };

const menus: Record<string, Check> = {
  static_select: element({ ...staticMenu, initial_option: selectOption }, checkStaticMenu),
  external_select: element({ ...common, initial_option: selectOption, min_query_length: integer(0, 1000) }),
  users_select: element({ ...common, initial_user: anyString }),
  conversations_select: element({
    ...common,
    ...conversationExtras,
    initial_conversation: anyString,
    response_url_enabled: boolean,
  }),
  channels_select: element({ ...common, initial_channel: anyString, response_url_enabled: boolean }),
};

const multiMenus: Record<string, Check> = {
  multi_static_select: element({ ...staticMenu, ...many, initial_options: chosenOptions }, checkStaticMenu),
  multi_external_select: element({
    ...common,
    ...many,
    initial_options: chosenOptions,
    min_query_length: integer(0, 1000),
  }),
  multi_users_select: element({ ...common, ...many, initial_users: anything }),
  multi_conversations_select: element({
    ...common,
    ...many,
    ...conversationExtras,
    initial_conversations: anything,
  }),
  multi_channels_select: element({ ...common, ...many, initial_channels: anything }),
};

const pickers: Record<string, Check> = {
  datepicker: element({ ...common, initial_date: date }),
  timepicker: element({
    ...common,
    initial_time: pattern(/^([01]\d|2[0-3]):[0-5]\d$/, 'should be a time as HH:mm'),
    timezone: anyString,
  }),
  datetimepicker: element({
    confirm: confirmation,
    focus_on_load: boolean,
    initial_date_time: integer(1_000_000_000, 9_999_999_999),
  }),
  checkboxes: element(
    { ...choices, initial_options: arrayOf(choiceOption, 1, LIMITS.choiceOptions) },
    checkInitial,
  ),
  radio_buttons: element({ ...choices, initial_option: choiceOption }, checkInitial),
};

const typed: Record<string, Check> = {
  plain_text_input: element({
    ...dispatch,
    initial_value: string(LIMITS.plainTextInput),
    multiline: boolean,
    min_length: integer(0, LIMITS.plainTextInput),
    max_length: integer(1, LIMITS.plainTextInput),
  }),
  email_text_input: element({ ...dispatch, initial_value: string(LIMITS.plainTextInput) }),
  url_text_input: element({ ...dispatch, initial_value: string(LIMITS.plainTextInput) }),
  number_input: element({
    ...dispatch,
    is_decimal_allowed: required(boolean),
    initial_value: anyString,
    min_value: anyString,
    max_value: anyString,
  }),
  rich_text_input: element({ ...dispatch, initial_value: anything }),
  file_input: element({ filetypes: anything, max_files: integer(1, 10) }),
};

/** What may stand where, by the element's type. */
export const ACCESSORIES = {
  button,
  overflow,
  image,
  ...menus,
  ...multiMenus,
  ...pickers,
  workflow_button: anything,
};
export const ACTION_ELEMENTS = {
  button,
  overflow,
  ...menus,
  ...multiMenus,
  ...pickers,
  workflow_button: anything,
};
export const INPUT_ELEMENTS = { ...typed, ...menus, ...multiMenus, ...pickers };
