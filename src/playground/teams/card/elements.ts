/**
 * Adaptive Cards 1.5 as data: which elements and actions exist since when, what each must have and what stands in it.
 * From the published schema (github.com/microsoft/AdaptiveCards, schemas/src).
 */
export type Kind =
  | 'string'
  | 'boolean'
  | 'number'
  | 'link'
  | 'elements'
  | 'actions'
  | 'action'
  | 'data'
  | 'card'
  | 'inlines'
  | { listOf: string }
  | { oneOf: readonly string[] };

interface Rule {
  since: string;
  required?: Record<string, Kind>;
  optional?: Record<string, Kind>;
}

const SPACING = { oneOf: ['default', 'none', 'small', 'medium', 'large', 'extraLarge', 'padding'] } as const;
const CONTAINER_STYLE = {
  oneOf: ['default', 'emphasis', 'good', 'attention', 'warning', 'accent'],
} as const;
const TEXT_STYLE: Record<string, Kind> = {
  size: { oneOf: ['default', 'small', 'medium', 'large', 'extraLarge'] },
  weight: { oneOf: ['default', 'lighter', 'bolder'] },
  color: { oneOf: ['default', 'dark', 'light', 'accent', 'good', 'warning', 'attention'] },
  isSubtle: 'boolean',
};

const COMMON: Record<string, Kind> = {
  id: 'string',
  spacing: SPACING,
  separator: 'boolean',
  isVisible: 'boolean',
};
const INPUT: Record<string, Kind> = {
  ...COMMON,
  label: 'string',
  isRequired: 'boolean',
  errorMessage: 'string',
};
const CONTAINER: Record<string, Kind> = { ...COMMON, style: CONTAINER_STYLE, selectAction: 'action' };

export const ELEMENTS: Record<string, Rule> = {
  TextBlock: {
    since: '1.0',
    required: { text: 'string' },
    optional: { ...COMMON, ...TEXT_STYLE, wrap: 'boolean', maxLines: 'number' },
  },
  RichTextBlock: { since: '1.2', required: { inlines: 'inlines' }, optional: COMMON },
  Image: {
    since: '1.0',
    required: { url: 'link' },
    optional: {
      ...COMMON,
      altText: 'string',
      size: { oneOf: ['auto', 'stretch', 'small', 'medium', 'large'] },
      selectAction: 'action',
    },
  },
  ImageSet: { since: '1.0', required: { images: { listOf: 'Image' } }, optional: COMMON },
  Media: { since: '1.1', optional: COMMON },
  ActionSet: { since: '1.2', required: { actions: 'actions' }, optional: COMMON },
  Container: { since: '1.0', required: { items: 'elements' }, optional: CONTAINER },
  ColumnSet: { since: '1.0', optional: { ...CONTAINER, columns: { listOf: 'Column' } } },
  FactSet: { since: '1.0', required: { facts: { listOf: 'Fact' } }, optional: COMMON },
  Table: { since: '1.5', optional: { ...COMMON, rows: { listOf: 'TableRow' } } },
  'Input.Text': {
    since: '1.0',
    required: { id: 'string' },
    optional: {
      ...INPUT,
      value: 'string',
      placeholder: 'string',
      regex: 'string',
      isMultiline: 'boolean',
      maxLength: 'number',
      style: { oneOf: ['text', 'tel', 'url', 'email', 'password'] },
      inlineAction: 'action',
    },
  },
  'Input.Number': { since: '1.0', required: { id: 'string' }, optional: { ...INPUT, value: 'number' } },
  'Input.Date': { since: '1.0', required: { id: 'string' }, optional: { ...INPUT, value: 'string' } },
  'Input.Time': { since: '1.0', required: { id: 'string' }, optional: { ...INPUT, value: 'string' } },
  'Input.Toggle': {
    since: '1.0',
    required: { id: 'string', title: 'string' },
    optional: { ...INPUT, value: 'string', valueOn: 'string', valueOff: 'string', wrap: 'boolean' },
  },
  'Input.ChoiceSet': {
    since: '1.0',
    required: { id: 'string' },
    optional: {
      ...INPUT,
      choices: { listOf: 'Input.Choice' },
      value: 'string',
      placeholder: 'string',
      isMultiSelect: 'boolean',
      style: { oneOf: ['compact', 'expanded', 'filtered'] },
    },
  },
};

/** What stands in lists of other elements; `type` may be left out there. */
export const PARTS: Record<string, Rule> = {
  Column: { since: '1.0', optional: { ...CONTAINER, items: 'elements' } },
  Fact: { since: '1.0', required: { title: 'string', value: 'string' } },
  Image: ELEMENTS.Image as Rule,
  TableRow: { since: '1.5', optional: { cells: { listOf: 'TableCell' } } },
  TableCell: { since: '1.5', required: { items: 'elements' } },
  'Input.Choice': { since: '1.0', required: { title: 'string', value: 'string' } },
  TextRun: {
    since: '1.2',
    required: { text: 'string' },
    optional: { ...TEXT_STYLE, selectAction: 'action' },
  },
};

const ACTION: Record<string, Kind> = {
  id: 'string',
  title: 'string',
  tooltip: 'string',
  isEnabled: 'boolean',
  style: { oneOf: ['default', 'positive', 'destructive'] },
  mode: { oneOf: ['primary', 'secondary'] },
};
const SENDING: Record<string, Kind> = {
  ...ACTION,
  data: 'data',
  associatedInputs: { oneOf: ['auto', 'none'] },
};

export const ACTIONS: Record<string, Rule> = {
  'Action.OpenUrl': { since: '1.0', required: { url: 'link' }, optional: ACTION },
  'Action.Submit': { since: '1.0', optional: SENDING },
  'Action.Execute': { since: '1.4', optional: { ...SENDING, verb: 'string' } },
  'Action.ShowCard': { since: '1.0', required: { card: 'card' }, optional: ACTION },
  'Action.ToggleVisibility': { since: '1.2', optional: ACTION },
};
