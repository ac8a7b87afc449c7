import { LIMITS } from '../limits.js';
import {
  anything,
  arrayOf,
  boolean,
  byType,
  type Check,
  find,
  isObject,
  type Json,
  object,
  required,
  string,
  url,
} from './check.js';
import { anyText, checkUnique, identifier, plainText } from './composition.js';
import { ACCESSORIES, ACTION_ELEMENTS, INPUT_ELEMENTS, image } from './elements.js';

/** Blocks: https://docs.slack.dev/reference/block-kit/blocks */

function block(properties: Record<string, Check>, also?: Check['run']): Check {
  return object({ type: required(anything), block_id: identifier, ...properties }, also);
}

function checkActionIds(findings: string[], path: string, value: Json): void {
  const elements = Array.isArray(value.elements) ? value.elements.filter(isObject) : [];
  checkUnique(findings, `${path}/elements`, elements, 'action_id', (id) => {
    return `\`action_id\` "${id}" already exists for block_id "${String(value.block_id ?? '')}"`;
  });
}

const section = block(
  {
    text: anyText(LIMITS.sectionText),
    fields: arrayOf(anyText(LIMITS.sectionFieldText), 1, LIMITS.sectionFields),
    accessory: byType(ACCESSORIES),
    expand: boolean,
  },
  (findings, path, value) => {
    if (value && isObject(value) && !value.text && !value.fields) {
      find(findings, path, 'missing required field: text or fields');
    }
  },
);

const everywhere: Record<string, Check> = {
  section,
  divider: block({}),
  header: block({ text: required(plainText(LIMITS.headerText)), level: anything }),
  context: block({
    elements: required(
      arrayOf(
        byType({ image, plain_text: anyText(LIMITS.sectionText), mrkdwn: anyText(LIMITS.sectionText) }),
        1,
        LIMITS.contextElements,
      ),
    ),
  }),
  actions: block(
    { elements: required(arrayOf(byType(ACTION_ELEMENTS), 1, LIMITS.actionsElements)) },
    (findings, path, value) => checkActionIds(findings, path, value as Json),
  ),
  image: block({
    alt_text: required(string(LIMITS.altText, 1)),
    image_url: url(LIMITS.url),
    slack_file: anything,
    title: plainText(LIMITS.imageTitle),
  }),
  input: block({
    label: required(plainText(LIMITS.inputLabel)),
    element: required(byType(INPUT_ELEMENTS)),
    dispatch_action: boolean,
    hint: plainText(LIMITS.inputHint),
    optional: boolean,
  }),
  rich_text: block({ elements: required(anything) }),
  video: anything,
};

const messagesOnly: Record<string, Check> = {
  markdown: block({ text: required(string(LIMITS.markdownText, 1)) }),
  table: block({ rows: required(arrayOf(anything, 1, 100)), column_settings: anything }),
  context_actions: block({ elements: required(arrayOf(anything, 1, 5)) }),
  file: anything,
};

function checkBlockList(
  findings: string[],
  path: string,
  blocks: unknown,
  kinds: Record<string, Check>,
  max: number,
): void {
  arrayOf(byType(kinds), 0, max).run(findings, path, blocks);
  if (!Array.isArray(blocks)) return;
  checkUnique(findings, path, blocks.filter(isObject), 'block_id', (id) => `block_id ${id} already exists`);
}

/** Every rule of Slack's that these blocks of a message break, in Slack's words; empty when they are fine. */
export function checkMessageBlocks(blocks: unknown): string[] {
  const findings: string[] = [];
  checkBlockList(findings, '/blocks', blocks, { ...everywhere, ...messagesOnly }, LIMITS.messageBlocks);
  return findings;
}

const bar = plainText(LIMITS.viewTitle);
const viewCommon = {
  type: required(anything),
  blocks: required(anything),
  private_metadata: string(LIMITS.privateMetadata),
  callback_id: string(LIMITS.identifier),
  external_id: string(LIMITS.identifier),
};

const modal = object(
  {
    ...viewCommon,
    title: required(bar),
    submit: bar,
    close: bar,
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
  (findings, path, value) => {
    if (!isObject(value) || !Array.isArray(value.blocks) || value.submit) return;
    if (value.blocks.some((each) => each?.type === 'input')) {
      find(findings, `${path}/submit`, 'missing required field: submit');
    }
  },
);

/** The same for a whole view, modal or App Home: https://docs.slack.dev/reference/views */
export function checkView(view: unknown): string[] {
  const findings: string[] = [];
  byType({ modal, home: object(viewCommon) }).run(findings, '/view', view);
  if (isObject(view)) checkBlockList(findings, '/view/blocks', view.blocks, everywhere, LIMITS.viewBlocks);
  return findings;
}
