import type { Action } from '../../messages/card.js';
import { type Block, jsonWithin, plainTextObject, RenderError } from './block-kit.js';
import { BUTTONS_A_ROW, LIMITS } from './limits.js';
import { safeUrl } from './mrkdwn.js';

type ActionsBlock = Extract<Block, { type: 'actions' }>;
type ActionElement = ActionsBlock['elements'][number];

/** A link's press reaches us too; by this prefix it is known to want no answer. */
export const LINK_PREFIX = 'open_link:';

/** Rows of at most five; Slack would take 25 a block. */
export function actionBlocks(actions: readonly Action[]): Block[] {
  const rows: ActionsBlock[] = [];
  for (let from = 0; from < actions.length; from += BUTTONS_A_ROW) {
    const row = actions.slice(from, from + BUTTONS_A_ROW);
    const ids = uniqueIds(row.map((action) => (action.kind === 'link' ? LINK_PREFIX : '') + action.id));
    rows.push({
      type: 'actions',
      elements: row.map((action, index) => element(action, ids[index] as string)),
    });
  }
  return rows;
}

/** Slack wants an action_id once in a block: the second `referral.open` becomes `referral.open#2`. */
function uniqueIds(ids: string[]): string[] {
  const seen = new Map<string, number>();
  return ids.map((id) => {
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    return times === 1 ? id : `${id}#${times}`;
  });
}

/** The action's own id, without what made it unique in its block. */
export function actionIdOf(blockActionId: string): string {
  return blockActionId.replace(/#\d+$/, '');
}

function element(action: Action, id: string): ActionElement {
  if (id.length > LIMITS.identifier) throw new RenderError(`The action id ${action.id} is too long.`);
  if (action.kind === 'choice') return choice(action, id);
  const text = plainTextObject(action.label, LIMITS.buttonText);
  if (action.kind === 'link') {
    const url = safeUrl(action.url);
    if (!url || url.length > LIMITS.buttonUrl) throw new RenderError(`${action.id} leads to no web address.`);
    return { type: 'button', action_id: id, text, url };
  }
  return {
    type: 'button',
    action_id: id,
    text,
    value: jsonWithin(action.value, LIMITS.buttonValue, `The value of ${action.id}`),
    ...(action.style ? { style: action.style } : {}),
    ...(action.confirm ? { confirm: confirmation(action.confirm, action.style) } : {}),
  };
}

function confirmation(
  words: { title: string; text: string; confirm: string; cancel: string },
  style: 'primary' | 'danger' | undefined,
) {
  return {
    title: plainTextObject(words.title, LIMITS.confirmTitle),
    text: plainTextObject(words.text, LIMITS.confirmText),
    confirm: plainTextObject(words.confirm, LIMITS.confirmButton),
    deny: plainTextObject(words.cancel, LIMITS.confirmButton),
    ...(style ? { style } : {}),
  };
}

function choice(action: Extract<Action, { kind: 'choice' }>, id: string): ActionElement {
  const { options } = action;
  if (options.length === 0 || options.length > LIMITS.selectOptions) {
    throw new RenderError(
      `${action.id} has ${options.length} options; Slack takes 1 to ${LIMITS.selectOptions}.`,
    );
  }
  return {
    type: 'static_select',
    action_id: id,
    placeholder: plainTextObject(action.label, LIMITS.placeholder),
    options: options.map(({ label, value }) => ({
      text: plainTextObject(label, LIMITS.optionText),
      value: jsonWithin(value, LIMITS.optionValue, `An option of ${action.id}`),
    })),
  };
}
