import type { BlockKit, ViewValues } from '../../page-api.js';
import { answerIn, initialValue, isUnanswered, keepsValue } from '../blocks/element-values.js';
import { asObject, asObjects, asText } from '../blocks/shapes.js';

interface Placed {
  blockId: string;
  actionId: string;
  element: BlockKit;
  block: BlockKit;
}

/** A block's id, or the stand-in used for one without. */
export function blockIdOf(block: BlockKit, index: number): string {
  return asText(block.block_id) || `block-${index}`;
}

/** Every element of a view that keeps a value, with where it stands. */
function placedElements(view: BlockKit): Placed[] {
  return asObjects(view.blocks).flatMap((block, index) => {
    const elements = [asObject(block.element), asObject(block.accessory), ...asObjects(block.elements)];
    return elements.filter(keepsValue).map((element) => ({
      blockId: blockIdOf(block, index),
      actionId: asText(element.action_id),
      element,
      block,
    }));
  });
}

/**
 * The values of a view as Slack would send them: what was typed, where the same block and action are still there,
 * else what the view starts with.
 */
export function valuesOf(view: BlockKit, typed: ViewValues): ViewValues {
  const values: ViewValues = {};
  for (const { blockId, actionId, element } of placedElements(view)) {
    const kept = typed[blockId]?.[actionId];
    const value = kept && kept.type === element.type ? kept : initialValue(element);
    values[blockId] = { ...values[blockId], [actionId]: value };
  }
  return values;
}

/** Slack's own check before a form is sent: required fields, and lengths. block_id -> message. */
export function slackErrors(view: BlockKit, values: ViewValues): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { blockId, actionId, element, block } of placedElements(view)) {
    if (block.type !== 'input') continue;
    const value = values[blockId]?.[actionId];
    const shortest = Number(element.min_length ?? 0);
    const typed = asText(answerIn(value));
    if (isUnanswered(value)) {
      if (block.optional !== true) errors[blockId] = 'Please complete this required field.';
    } else if (shortest && typed.length < shortest) {
      errors[blockId] = `Please use at least ${shortest} characters.`;
    }
  }
  return errors;
}
