import { LIMITS } from '../limits.js';
import { arrayOf, boolean, byType, type Check, find, object, oneOf, required, string, url } from './check.js';

/** Composition objects: https://docs.slack.dev/reference/block-kit/composition-objects */

export function plainText(max: number): Check {
  const properties = { type: required(oneOf('plain_text')), text: required(string(max, 1)), emoji: boolean };
  return byType({ plain_text: object(properties) });
}

function mrkdwn(max: number): Check {
  return object({ type: required(oneOf('mrkdwn')), text: required(string(max, 1)), verbatim: boolean });
}

export function anyText(max: number): Check {
  return byType({
    plain_text: object({ type: oneOf('plain_text'), text: required(string(max, 1)), emoji: boolean }),
    mrkdwn: mrkdwn(max),
  });
}

export const identifier = string(LIMITS.identifier, 1);

export const confirmation = object({
  title: required(plainText(LIMITS.confirmTitle)),
  text: required(anyText(LIMITS.confirmText)),
  confirm: required(plainText(LIMITS.confirmButton)),
  deny: required(plainText(LIMITS.confirmButton)),
  style: oneOf('primary', 'danger'),
});

/** An option of a select menu: plain text. */
export const selectOption = object({
  text: required(plainText(LIMITS.optionText)),
  value: required(string(LIMITS.optionValue, 1)),
  description: plainText(LIMITS.optionDescription),
});

export const overflowOption = object({
  text: required(plainText(LIMITS.optionText)),
  value: required(string(LIMITS.optionValue, 1)),
  description: plainText(LIMITS.optionDescription),
  url: url(LIMITS.url),
});

/** An option of checkboxes or radio buttons: may be formatted. */
export const choiceOption = object({
  text: required(anyText(LIMITS.optionText)),
  value: required(string(LIMITS.optionValue, 1)),
  description: anyText(LIMITS.optionDescription),
});

export const optionGroup = object({
  label: required(plainText(LIMITS.optionGroupLabel)),
  options: required(arrayOf(selectOption, 1, LIMITS.selectOptions)),
});

/** Says so when two objects of a list carry the same value under `name`. */
export function checkUnique(
  findings: string[],
  path: string,
  items: Record<string, unknown>[],
  name: string,
  describe: (value: string) => string,
): void {
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    const value = item?.[name];
    if (typeof value !== 'string') continue;
    if (seen.has(value)) find(findings, `${path}/${index}/${name}`, describe(value));
    seen.add(value);
  }
}
