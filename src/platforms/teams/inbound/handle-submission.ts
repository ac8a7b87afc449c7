import type { SubmissionReply } from '../../../messages/interaction.js';
import { LATE, within } from '../../../people/deadline.js';
import { tellFailure } from '../../../people/tell-failure.js';
import type { Activity } from './activity.js';
import { actorOf, type InboundContext } from './context.js';
import { type ParsedSubmission, parseSubmission } from './parse-submission.js';
import { againTask, atTheTop, formTask, noticeTask, type TaskAnswer, wordsTask } from './task-answer.js';
import { WORDS } from './words.js';

/** A failure in the place where an answer stands. */
interface Failed {
  kind: 'failed';
  words: string;
}

/**
 * A form that was sent. It closes only when the handler has said so: whatever fails, it is shown again with everything
 * that was typed.
 */
export async function handleSubmission(
  context: InboundContext,
  activity: Activity,
  data: Record<string, unknown>,
): Promise<TaskAnswer> {
  const parsed = parseSubmission(context.seal, activity, data);
  if (!parsed) return wordsTask(context, activity, WORDS.olderForm);
  const outcome = decide(context, activity, parsed);
  const reply = await within(outcome, context.deadlineMs);
  if (reply === LATE) {
    context.log.warn({ form: parsed.submission.formId }, 'a form was not answered in time');
    // What is decided late is decided: sending again finds it by the same submissionKey.
    context.inBackground(outcome);
    return stayOpen(context, activity, parsed, WORDS.storeDownForm);
  }
  try {
    return await answer(context, activity, parsed, reply);
  } catch (error) {
    // A reply that cannot be shown is a bug, and no reason to lose what was typed.
    const { log } = context;
    const what = { form: parsed.submission.formId };
    const words = tellFailure(error, { log, whenStoreDown: WORDS.storeDownForm, what });
    return stayOpen(context, activity, parsed, words);
  }
}

async function decide(
  context: InboundContext,
  activity: Activity,
  { submission }: ParsedSubmission,
): Promise<SubmissionReply | Failed> {
  const handler = context.submissions.get(submission.formId);
  if (!handler) return { kind: 'failed', words: WORDS.olderForm };
  try {
    return await handler.handle({ ...submission, actor: await actorOf(context, activity) });
  } catch (error) {
    const what = { form: submission.formId };
    const words = tellFailure(error, { log: context.log, whenStoreDown: WORDS.storeDownForm, what });
    return { kind: 'failed', words };
  }
}

async function answer(
  context: InboundContext,
  activity: Activity,
  parsed: ParsedSubmission,
  reply: SubmissionReply | Failed,
): Promise<TaskAnswer> {
  switch (reply.kind) {
    case 'failed':
      return stayOpen(context, activity, parsed, reply.words);
    case 'errors':
      return againTask(context, activity, parsed.opened, reply.errors, parsed.typed);
    case 'form':
      return formTask(context, activity, reply.form);
    case 'close':
      // The dialog is a place that only this person sees; the cards in the channel tell the rest.
      return reply.afterwards ? noticeTask(context, activity, reply.afterwards.card) : {};
  }
}

function stayOpen(
  context: InboundContext,
  activity: Activity,
  { opened, typed }: ParsedSubmission,
  words: string,
): Promise<TaskAnswer> {
  return againTask(context, activity, opened, atTheTop(words), typed);
}
