import type { FormField, Option } from '../../messages/form.js';
import { shortened } from '../../messages/shorten.js';
import { type Block, plainTextObject, RenderError } from './block-kit.js';
import { LIMITS } from './limits.js';
import { textBlocks } from './render-text.js';

type InputBlock = Extract<Block, { type: 'input' }>;
type InputElement = InputBlock['element'];

/**
 * One field as an input block, `block_id` and `action_id` being the field's key; with a text above it where one
 * is given or a statement is too long for a checkbox. An optional choice without options is left out.
 */
export function fieldBlocks(field: FormField): Block[] {
  if ('options' in field && field.options.length === 0) {
    if (field.required) throw new RenderError(`The field "${field.label}" offers nothing to choose from.`);
    return [];
  }
  const about = field.kind === 'checkbox' && field.about ? textBlocks(field.about) : [];
  const isLongStatement = field.kind === 'checkbox' && field.statement.length > LIMITS.optionText;
  return [...about, ...(isLongStatement ? textBlocks(field.statement) : []), input(field)];
}

function input(field: FormField): InputBlock {
  const hint = [field.help, shorteningNote(field)].filter(Boolean).join(' ');
  return {
    type: 'input',
    block_id: identifier(field.key),
    label: plainTextObject(field.label, LIMITS.inputLabel),
    element: element(field),
    optional: !field.required,
    ...(hint ? { hint: plainTextObject(hint, LIMITS.inputHint) } : {}),
  };
}

function element(field: FormField): InputElement {
  const action_id = field.key;
  const placeholder = field.placeholder
    ? { placeholder: plainTextObject(field.placeholder, LIMITS.placeholder) }
    : {};
  const common = { action_id, ...placeholder };
  switch (field.kind) {
    case 'text':
    case 'long_text':
    // A url input refuses `example.com`, which is how people write a website.
    case 'url':
      return {
        type: 'plain_text_input',
        ...common,
        multiline: field.kind === 'long_text',
        max_length: longestText(field),
        ...(field.initial ? { initial_value: shortened(field.initial, longestText(field)) } : {}),
      };
    case 'email':
      return {
        type: 'email_text_input',
        ...common,
        ...(field.initial ? { initial_value: shortened(field.initial, longestText(field)) } : {}),
      };
    case 'number':
      return {
        type: 'number_input',
        ...common,
        is_decimal_allowed: field.decimals,
        ...(field.minimum === undefined ? {} : { min_value: String(field.minimum) }),
        ...(field.maximum === undefined ? {} : { max_value: String(field.maximum) }),
        ...(field.initial ? { initial_value: field.initial } : {}),
      };
    case 'select':
      return select(field, common);
    case 'radio': {
      if (field.options.length > LIMITS.choiceOptions) return select(field, common);
      const chosen = optionOf(field.options, field.initial);
      return {
        type: 'radio_buttons',
        action_id,
        options: field.options.map(option),
        ...(chosen ? { initial_option: chosen } : {}),
      };
    }
    case 'multi_select': {
      const chosen = field.options.filter(({ value }) => field.initial?.includes(value)).map(option);
      const initial = chosen.length > 0 ? { initial_options: chosen } : {};
      return isSearched(field.options)
        ? { type: 'multi_external_select', ...common, min_query_length: 0, ...initial }
        : { type: 'multi_static_select', ...common, options: field.options.map(option), ...initial };
    }
    case 'people':
      return {
        type: 'multi_users_select',
        ...common,
        ...(field.initial?.length ? { initial_users: field.initial } : {}),
      };
    case 'checkbox': {
      const box = option({ value: 'true', label: field.statement });
      return {
        type: 'checkboxes',
        action_id,
        options: [box],
        ...(field.initial ? { initial_options: [box] } : {}),
      };
    }
    case 'date':
      return { type: 'datepicker', ...common, ...(field.initial ? { initial_date: field.initial } : {}) };
    case 'date_time': {
      const instant = field.initial ? Date.parse(field.initial) : Number.NaN;
      return {
        type: 'datetimepicker',
        action_id,
        ...(Number.isNaN(instant) ? {} : { initial_date_time: Math.floor(instant / 1000) }),
      };
    }
  }
}

function select(field: { options: Option[]; initial?: string }, common: { action_id: string }): InputElement {
  const chosen = optionOf(field.options, field.initial);
  const initial = chosen ? { initial_option: chosen } : {};
  return isSearched(field.options)
    ? { type: 'external_select', ...common, min_query_length: 0, ...initial }
    : { type: 'static_select', ...common, options: field.options.map(option), ...initial };
}

/** Too many for a menu: Slack asks for them while the person types (block_suggestion). */
function isSearched(options: readonly Option[]): boolean {
  return options.length > LIMITS.selectOptions;
}

/** @throws RenderError for a value that Slack would refuse and that cannot be shortened */
export function option({ value, label }: Option) {
  if (value === '' || value.length > LIMITS.optionValue) {
    throw new RenderError(`The option "${label}" has a value of ${value.length} characters.`);
  }
  return { text: plainTextObject(label, LIMITS.optionText), value };
}

function optionOf(options: readonly Option[], value: string | undefined) {
  const found = value === undefined ? undefined : options.find((each) => each.value === value);
  return found && option(found);
}

function longestText(field: { maxLength: number }): number {
  return Math.min(field.maxLength, LIMITS.typedText);
}

function shorteningNote(field: FormField): string | undefined {
  if (!('maxLength' in field) || (field.initial ?? '').length <= longestText(field)) return undefined;
  return `The text was shortened to ${longestText(field)} characters, which is what fits here.`;
}

function identifier(key: string): string {
  if (key === '' || key.length > LIMITS.identifier) throw new RenderError(`"${key}" is no usable field key.`);
  return key;
}
