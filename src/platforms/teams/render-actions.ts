import type { Action } from '../../messages/card.js';
import { shortened } from '../../messages/shorten.js';
import type { Item } from './adaptive-card.js';
import { LIMITS } from './limits.js';
import { safeUrl } from './markdown.js';
import type { ButtonData, RenderContext } from './render-context.js';
import { textItems } from './render-text.js';

type Button = Extract<Action, { kind: 'button' }>;

/** Six in a row, which is what Teams shows. */
export function actionItems(actions: readonly Action[], context: RenderContext): Item[] {
  return inRows(
    actions.flatMap((action): Item[] => {
      if (action.kind === 'choice') return [choiceAction(action, context)];
      return action.kind === 'link' ? linkAction(action) : [buttonAction(action, context)];
    }),
  );
}

function inRows(actions: readonly Item[]): Item[] {
  const rows = Math.ceil(actions.length / LIMITS.primaryActions);
  return Array.from({ length: rows }, (_, row) => ({
    type: 'ActionSet',
    actions: actions.slice(row * LIMITS.primaryActions, (row + 1) * LIMITS.primaryActions),
  }));
}

function linkAction({ label, url }: Extract<Action, { kind: 'link' }>): Item[] {
  const address = safeUrl(url);
  return address ? [{ type: 'Action.OpenUrl', title: title(label), url: address }] : [];
}

/** A button with its label that unfolds the options, each an action of its own: the menu of a card is a bare "…". */
function choiceAction(choice: Extract<Action, { kind: 'choice' }>, context: RenderContext): Item {
  const { id, label, options, opens } = choice;
  const actions = options.map((option) =>
    press(
      { kind: 'button', id, label: option.label, value: option.value, ...(opens ? { opens } : {}) },
      context,
    ),
  );
  return {
    type: 'Action.ShowCard',
    title: title(label),
    card: { type: 'AdaptiveCard', body: inRows(actions) },
  };
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
