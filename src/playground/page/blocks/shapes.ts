/**
 * Reads Block Kit of any shape without trusting it: what is missing or of another type reads as empty.
 */
import type { BlockKit } from '../../page-api.js';

/** The value as an object; `{}` when it is none. */
export function asObject(value: unknown): BlockKit {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as BlockKit) : {};
}

/** The objects of an array; `[]` when it is none. */
export function asObjects(value: unknown): BlockKit[] {
  return Array.isArray(value) ? value.map(asObject) : [];
}

/** The value as text; numbers are written out, anything else reads as `''`. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

/** The words of a text object (`plain_text` or `mrkdwn`), or of a bare string. */
export function wordsOf(text: unknown): string {
  return typeof text === 'string' ? text : asText(asObject(text).text);
}

/** All options of a select, its groups flattened, in order. */
export function optionsOf(element: BlockKit): BlockKit[] {
  const grouped = asObjects(element.option_groups).flatMap((group) => asObjects(group.options));
  return [...asObjects(element.options), ...grouped];
}
