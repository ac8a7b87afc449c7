import { DateTime } from 'luxon';
import type { FormField, FormValues, Option } from '../../messages/form.js';
import { shortened } from '../../messages/shorten.js';
import { type Item, RenderError } from './adaptive-card.js';
import { LIMITS } from './limits.js';
import { escaped, escapedStart, isPlain } from './markdown.js';
import type { RenderContext } from './render-context.js';
import { textItems } from './render-text.js';

/** The second input of a field that asks for an instant. */
export function timeInputOf(key: string): string {
  return `${key}.time`;
}

/**
 * One field: its input, with what is wrong above it and its help below. `typed` is what stood in it when the form came
 * back; without it the field starts as the form says. An optional choice without options is left out.
 */
export function fieldItems(
  field: FormField,
  context: RenderContext,
  { error, typed }: { error?: string; typed?: FormValues } = {},
): Item[] {
  if ('options' in field && field.options.length === 0) {
    if (field.required) throw new RenderError(`The field "${field.label}" offers nothing to choose from.`);
    return [];
  }
  const start = typed ? typed[field.key] : initialOf(field);
  const above =
    error === undefined ? [] : textItems(error, context, { color: 'attention', weight: 'bolder' });
  const note = shorteningNote(field, start);
  const below = [field.help, note].filter((words) => words !== undefined);
  const about = field.kind === 'checkbox' && field.about ? textItems(field.about, context) : [];
  return [
    ...above,
    ...about,
    ...inputs(field, start, context.zone),
    ...below
      .flatMap((words) => textItems(words, context, { size: 'small', isSubtle: true }))
      .map((item) => ({ ...item, spacing: 'none' })),
  ];
}

function initialOf(field: FormField): FormValues[string] {
  if (field.kind === 'checkbox') return field.initial ? 'true' : undefined;
  return field.initial;
}

function inputs(field: FormField, start: FormValues[string], zone: string): Item[] {
  const value = typeof start === 'string' && start !== '' ? { value: start } : {};
  const common = {
    id: field.key,
    label: field.label,
    ...(field.required ? { isRequired: true, errorMessage: `Please fill in: ${field.label}` } : {}),
    ...(field.placeholder ? { placeholder: field.placeholder } : {}),
  };
  switch (field.kind) {
    case 'text':
    case 'long_text':
    case 'email':
    // A url input of a browser refuses `example.com`, which is how people write a website.
    case 'url':
      return [
        {
          type: 'Input.Text',
          ...common,
          maxLength: field.maxLength,
          ...(field.kind === 'long_text' ? { isMultiline: true } : {}),
          ...(field.kind === 'email' ? { style: 'email' } : {}),
          ...(value.value === undefined ? {} : { value: shortened(value.value, field.maxLength) }),
        },
      ];
    case 'number':
      return [
        {
          type: 'Input.Number',
          ...common,
          ...(field.minimum === undefined ? {} : { min: field.minimum }),
          ...(field.maximum === undefined ? {} : { max: field.maximum }),
          ...(value.value !== undefined && Number.isFinite(Number(value.value))
            ? { value: Number(value.value) }
            : {}),
        },
      ];
    case 'select':
      return [choiceSet(common, field.options, start, isLong(field.options) ? 'filtered' : 'compact')];
    case 'radio':
      return [choiceSet(common, field.options, start, 'expanded')];
    case 'multi_select':
      return [{ ...choiceSet(common, field.options, start, 'compact'), isMultiSelect: true }];
    case 'people':
      return [people(common, start)];
    case 'checkbox': {
      const title = field.statement;
      return [
        {
          type: 'Input.Toggle',
          ...common,
          // Read as markdown by some clients.
          title: isPlain(title) ? title : escapedStart(escaped(title)),
          wrap: true,
          valueOn: 'true',
          valueOff: 'false',
          value: start === 'true' ? 'true' : 'false',
        },
      ];
    }
    case 'date':
      return [{ type: 'Input.Date', ...common, ...value }];
    case 'date_time':
      return dateAndTime(field, common, start, zone);
  }
}

type Common = { id: string; label: string };

function choiceSet(
  common: Common,
  options: readonly Option[],
  start: FormValues[string],
  style: 'compact' | 'expanded' | 'filtered',
): Item {
  const chosen = [start ?? []].flat();
  const isSearched = options.length > LIMITS.choicesShown;
  const shown = isSearched ? options.filter(({ value }) => chosen.includes(value)) : options;
  const value = options.filter((option) => chosen.includes(option.value)).map((option) => option.value);
  return {
    type: 'Input.ChoiceSet',
    ...common,
    style: isSearched ? 'filtered' : style,
    choices: shown.map((option) => choice(option, style === 'expanded')),
    ...(isSearched ? { 'choices.data': { type: 'Data.Query', dataset: common.id } } : {}),
    ...(value.length > 0 ? { value: value.join(',') } : {}),
  };
}

/** @throws RenderError for a value that could not be told apart when several are chosen */
function choice({ value, label }: Option, readsMarkdown: boolean): Item & { title: string } {
  if (value === '' || value.includes(','))
    throw new RenderError(`The option "${label}" has an unusable value.`);
  const title = shortened(label, LIMITS.choiceTitle);
  return { title: readsMarkdown && !isPlain(title) ? escapedStart(escaped(title)) : title, value } as never;
}

function isLong(options: readonly Option[]): boolean {
  return options.length > 12;
}

/** People of this conversation, by their Entra object ids: …/cards/people-picker */
function people(common: Common, start: FormValues[string]): Item {
  const chosen = [start ?? []].flat();
  return {
    type: 'Input.ChoiceSet',
    ...common,
    style: 'filtered',
    isMultiSelect: true,
    choices: [],
    'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users?scope=currentContext' },
    ...(chosen.length > 0 ? { value: chosen.join(',') } : {}),
  };
}

/** Teams' inputs know no zone: the one that is meant is said. */
function dateAndTime(
  field: { key: string; label: string; required: boolean },
  common: Common,
  start: FormValues[string],
  zone: string,
): Item[] {
  const at = typeof start === 'string' ? DateTime.fromISO(start, { zone }) : undefined;
  const known = at?.isValid === true ? at : undefined;
  const label = `${field.label}: time (${zone.replaceAll('_', ' ')})`;
  return [
    { type: 'Input.Date', ...common, ...(known ? { value: known.toISODate() } : {}) },
    {
      type: 'Input.Time',
      id: timeInputOf(field.key),
      label,
      spacing: 'small',
      ...(field.required ? { isRequired: true, errorMessage: 'Please fill in the time.' } : {}),
      ...(known ? { value: known.toFormat('HH:mm') } : {}),
    },
  ];
}

function shorteningNote(field: FormField, start: FormValues[string]): string | undefined {
  if (!('maxLength' in field) || typeof start !== 'string' || start.length <= field.maxLength)
    return undefined;
  return `The text was shortened to ${field.maxLength} characters, which is what fits here.`;
}
