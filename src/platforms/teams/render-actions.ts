import type { Action } from '../../messages/card.js';
import { shortened } from '../../messages/shorten.js';
import type { Item } from './adaptive-card.js';
import { LIMITS } from './limits.js';
import { safeUrl } from './markdown.js';
import type { ButtonData, RenderContext } from './render-context.js';
import { textItems } from './render-text.js';

type Button = Extract<Action, { kind: 'button' }>;

/** Six in a row, which is what Teams shows; a choice is a menu of its own. */
export function actionItems(actions: readonly Action[], context: RenderContext): Item[] {
  const items: Item[] = [];
  let row: Item[] = [];
  const flush = () => {
    if (row.length > 0) items.push({ type: 'ActionSet', actions: row });
    row = [];
  };
  for (const action of actions) {
    if (action.kind === 'choice') {
      flush();
      items.push(...choiceItems(action, context));
    } else row.push(...(action.kind === 'link' ? linkAction(action) : [buttonAction(action, context)]));
    if (row.length === LIMITS.primaryActions) flush();
  }
  flush();
  return items;
}

function linkAction({ label, url }: Extract<Action, { kind: 'link' }>): Item[] {
  const address = safeUrl(url);
  return address ? [{ type: 'Action.OpenUrl', title: title(label), url: address }] : [];
}

/** Options behind the menu button, each an action of its own. */
function choiceItems(choice: Extract<Action, { kind: 'choice' }>, context: RenderContext): Item[] {
  const { id, label, options, opens } = choice;
  const actions = options.map(({ label: optionLabel, value }) => ({
    ...press({ kind: 'button', id, label: optionLabel, value, ...(opens ? { opens } : {}) }, context),
    mode: 'secondary',
  }));
  return [...textItems([{ bold: label }], context), { type: 'ActionSet', actions, spacing: 'small' }];
}

/** Teams asks nothing back by itself: a button to be confirmed unfolds the question and the real button. */
function buttonAction(button: Button, context: RenderContext): Item {
  const { confirm } = button;
  if (!confirm) return press(button, context);
  return {
    type: 'Action.ShowCard',
    title: title(button.label),
    ...style(button),
    card: {
      type: 'AdaptiveCard',
      body: [...textItems([{ bold: confirm.title }], context), ...textItems(confirm.text, context)],
      actions: [press({ ...button, label: confirm.confirm }, context)],
    },
  };
}

/**
 * An act is an Action.Execute, with a plain submit for clients that do not know it; what opens a window has to be a
 * submit that asks for one (`task/fetch`), and in a dialog everything is a submit:
 * learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/overview
 */
function press(button: Button, context: RenderContext): Item {
  const { id, label, value, opens } = button;
  const data: ButtonData = { action: id, value, token: context.seal.button(context.audience, id, value) };
  const shown = { title: title(label), ...style(button) };
  if (context.surface === 'dialog') return { type: 'Action.Submit', ...shown, data };
  if (opens && context.dialogs !== false) {
    return { type: 'Action.Submit', ...shown, data: { msteams: { type: 'task/fetch' }, ...data } };
  }
  return {
    type: 'Action.Execute',
    ...shown,
    verb: id,
    data: { ...data, ...(context.own ? { own: context.own } : {}) },
    fallback: { type: 'Action.Submit', ...shown, data },
  };
}

function style({ style: wanted }: Button): { style?: string } {
  if (!wanted) return {};
  return { style: wanted === 'primary' ? 'positive' : 'destructive' };
}

function title(label: string): string {
  return shortened(label, LIMITS.buttonTitle);
}
