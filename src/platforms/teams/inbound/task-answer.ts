import type { Card } from '../../../messages/card.js';
import type { FieldErrors, Form, FormValues } from '../../../messages/form.js';
import type { Reply } from '../../../messages/interaction.js';
import { noteCard, tellFailure } from '../../../people/tell-failure.js';
import type { Dialog } from '../adaptive-card.js';
import { formToken, newForm, type OpenForm } from '../form-token.js';
import { renderForm, renderNotice } from '../render.js';
import { type Activity, timeZoneOf, userIdOf } from './activity.js';
import { withChosenOptions } from './chosen-options.js';
import { dialogAudience, type InboundContext, renderingFor } from './context.js';
import { WORDS } from './words.js';

/**
 * The answer to task/fetch, task/submit and their like in message extensions; without a task the dialog closes:
 * learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
 */
export interface TaskAnswer {
  task?: { type: 'continue'; value: Dialog } | { type: 'message'; value: string };
}

/** A reply as what the dialog shows next. A dialog that was opened has to show something. */
export async function taskFor(
  context: InboundContext,
  activity: Activity,
  reply: Reply,
): Promise<TaskAnswer> {
  try {
    if (reply.kind === 'form') return await formTask(context, activity, reply.form);
    if (reply.kind === 'private') return await noticeTask(context, activity, reply.card);
    return { task: { type: 'message', value: WORDS.done } };
  } catch (error) {
    const { log } = context;
    const words = tellFailure(error, { log, whenStoreDown: WORDS.notShown, what: { reply: reply.kind } });
    return { task: { type: 'message', value: words } };
  }
}

export async function noticeTask(
  context: InboundContext,
  activity: Activity,
  card: Card,
): Promise<TaskAnswer> {
  const options = await renderingFor(context, dialogAudience(activity), 'dialog');
  return { task: { type: 'continue', value: renderNotice(card, options) } };
}

/** A new form; its dates are meant in the zone of the person's device. */
export async function formTask(context: InboundContext, activity: Activity, form: Form): Promise<TaskAnswer> {
  const zone = timeZoneOf(activity) ?? (await context.zone());
  return openTask(context, activity, newForm(form, zone));
}

/** The same form again with everything that was typed, and what is wrong with it. */
export async function againTask(
  context: InboundContext,
  activity: Activity,
  opened: OpenForm,
  errors: FieldErrors,
  typed: FormValues,
): Promise<TaskAnswer> {
  const form = await withChosenOptions(context, activity, opened.form, typed);
  return openTask(context, activity, { ...opened, form }, { errors, typed });
}

/** For a field that does not exist: these words stand at the top of the form. */
export function atTheTop(words: string): FieldErrors {
  return { '': words };
}

async function openTask(
  context: InboundContext,
  activity: Activity,
  opened: OpenForm,
  shown: { errors?: FieldErrors; typed?: FormValues } = {},
): Promise<TaskAnswer> {
  const options = await renderingFor(context, dialogAudience(activity), 'dialog');
  const token = formToken(context.seal, userIdOf(activity.from), opened);
  const value = renderForm(opened.form, { ...options, zone: opened.zone }, { token, ...shown });
  return { task: { type: 'continue', value } };
}

export function wordsTask(context: InboundContext, activity: Activity, words: string): Promise<TaskAnswer> {
  return noticeTask(context, activity, noteCard(words));
}
