import { StoreUnavailable } from '../../../errors.js';
import type { Reply } from '../../../messages/interaction.js';
import { noteCard, tellFailure } from '../../../people/tell-failure.js';
import { type Activity, isObject, isPersonal } from './activity.js';
import type { InboundContext } from './context.js';
import { follow } from './follow.js';
import { handleSubmission } from './handle-submission.js';
import { isAnsweredOpenly, launcher } from './launcher.js';
import { parseClick } from './parse-click.js';
import { isPress, type ParsedCommand, parseMessage } from './parse-command.js';
import { eventKey } from './parse-event.js';
import { performClick, runCommand } from './perform.js';
import { taskFor } from './task-answer.js';
import { WORDS } from './words.js';
import { answerThere, showThere, writeToPerson } from './write.js';

/**
 * Does what follows from an activity that is stored already and acknowledged, and takes it out of the inbox. Doing it
 * again is harmless: what changes anything carries the activity's key. Rejects only when it must be done again later.
 */
export async function handleEvent(context: InboundContext, activity: Activity): Promise<void> {
  const key = eventKey(activity);
  if (activity.type !== 'message') await follow(context, activity, key);
  else {
    await context.references.learn(activity);
    if (isPress(activity)) await handlePress(context, activity);
    else await handleMessage(context, activity, key);
  }
  await context.inbox.finish(key);
}

async function handleMessage(context: InboundContext, activity: Activity, key: string): Promise<void> {
  const command = parseMessage(activity, key, (name) => context.commands.has(name));
  if (!isPersonal(activity) && !isAnsweredOpenly(command)) {
    return say(context, activity, () => answerThere(context, activity, launcher(command)));
  }
  const reply = await replyTo(context, activity, command);
  if (reply.kind === 'private')
    await say(context, activity, () => answerThere(context, activity, reply.card));
  // No form opens without a press.
  if (reply.kind === 'form')
    await say(context, activity, () => answerThere(context, activity, launcher(command)));
}

async function replyTo(context: InboundContext, activity: Activity, command: ParsedCommand): Promise<Reply> {
  try {
    return await runCommand(context, activity, command);
  } catch (error) {
    // Kept in the inbox and done when the store is back.
    if (error instanceof StoreUnavailable) throw error;
    const what = { command: command.name };
    const words = tellFailure(error, { log: context.log, whenStoreDown: WORDS.storeDownAct, what });
    return { kind: 'private', card: noteCard(words) };
  }
}

/**
 * From a client without dialogs, which sends what a button or a form carries as a message: Microsoft's own local
 * playground is one. What a dialog would show is posted instead; a form works for whom it was opened only.
 */
async function handlePress(context: InboundContext, activity: Activity): Promise<void> {
  const { value } = activity;
  if (isObject(value) && 'form' in value) {
    const { task } = await handleSubmission(context, activity, value);
    if (task?.type === 'continue')
      await say(context, activity, () => showThere(context, activity, task.value));
    return;
  }
  const click = parseClick(context.seal, activity, value);
  const tell = async (reply: Reply) => {
    if (reply.kind === 'private') await writeToPerson(context, activity, reply.card);
  };
  const reply = await performClick(context, activity, click, tell);
  if (reply.kind === 'private') await say(context, activity, () => tell(reply));
  if (reply.kind !== 'form') return;
  const { task } = await taskFor(context, activity, reply);
  if (task?.type === 'continue') await say(context, activity, () => showThere(context, activity, task.value));
}

/** An answer that cannot be posted is logged: it is worth nothing later. */
async function say(
  { log }: InboundContext,
  { type, conversation }: Activity,
  words: () => Promise<void>,
): Promise<void> {
  try {
    await words();
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    const { code } = error as { code?: string };
    log.warn({ err: error, code, type, conversation: conversation.id }, 'an answer could not be posted');
  }
}
