import { checkCard } from '../card/check.js';
import { actionsOf } from '../card/parts.js';
import { ADAPTIVE_CARD } from '../connector/content.js';
import { isObject, type Json } from '../json.js';
import type { OpenDialog } from '../tenant.js';

type Shown = Pick<OpenDialog, 'title' | 'height' | 'width' | 'card' | 'message' | 'problem'>;

/**
 * What a dialog shows for the answer to task/fetch, task/submit, composeExtension/fetchTask or …/submitAction:
 * learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots. A `continue`
 * without a card opens an empty dialog, as Teams does; `problem` says so.
 */
export function readTask(body: unknown): Shown | 'nothing' {
  if (body === '' || body === null || body === undefined) return 'nothing';
  if (!isObject(body)) return broken('The answer is no JSON object.');
  const { task } = body;
  // A message extension may answer with a `composeExtension` for the compose box instead; the dialog closes.
  if (task === undefined || task === null) return 'nothing';
  if (!isObject(task)) return broken('task: must be an object.');
  if (task.type === 'message') {
    if (typeof task.value !== 'string') return broken('task.value: a message must be text.');
    return { title: '', message: task.value };
  }
  if (task.type !== 'continue') return broken(`task.type: there is no ${String(task.type)}.`);
  return isObject(task.value) ? withCard(task.value) : broken('task.value: must be an object with a card.');
}

function withCard({ title, height, width, card }: Json): Shown {
  const shown = { title: typeof title === 'string' ? title : '', height, width };
  const content = isObject(card) && card.contentType === ADAPTIVE_CARD ? card.content : undefined;
  if (!isObject(content))
    return { ...shown, problem: 'task.value.card: must be an Adaptive Card attachment.' };
  const findings = [...checkCard(content), ...executions(content)];
  if (findings.length > 0) return { ...shown, problem: `Invalid Adaptive Card. ${findings.join('; ')}` };
  return { ...shown, card: structuredClone(content) };
}

/** Dialogs send Action.Submit only. */
function executions(card: Json): string[] {
  const found = actionsOf(card).filter(({ action }) => action.type === 'Action.Execute');
  return found.map(({ action }) => `Action.Execute "${String(action.title)}" does nothing in a dialog`);
}

function broken(problem: string): Shown {
  return { title: '', problem };
}
