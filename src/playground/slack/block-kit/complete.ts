import { isObject, type Json } from './check.js';

/**
 * Blocks as Slack keeps them and sends them back: with the ids it gives where the app left them out, and with the
 * defaults it writes out (`emoji`, `verbatim`, `optional`, `dispatch_action`), as recordings show.
 *
 * @param newId gives a short id that no other block or element has
 */
export function completeBlocks<T extends Json>(blocks: T[], newId: () => string): T[] {
  return blocks.map((block) => {
    const complete: Json = { block_id: newId(), ...(withDefaults(block) as Json) };
    if (block.type === 'actions')
      complete.elements = (complete.elements as unknown[]).map((each) => named(each, newId));
    if (block.accessory) complete.accessory = named(complete.accessory, newId);
    if (block.type === 'input') complete.element = named(complete.element, newId);
    return complete as T;
  });
}

function named(element: unknown, newId: () => string): unknown {
  return isObject(element) && element.type !== 'image' ? { action_id: newId(), ...element } : element;
}

/** A text object, or anything that holds some, with Slack's defaults written out. */
export function withDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withDefaults);
  if (!isObject(value)) return value;
  const inside = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withDefaults(each)]));
  switch (value.type) {
    case 'plain_text':
      return { emoji: true, ...inside };
    case 'mrkdwn':
      return { verbatim: false, ...inside };
    case 'input':
      return { optional: false, dispatch_action: false, ...inside };
    default:
      return inside;
  }
}
