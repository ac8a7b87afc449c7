import { StoreUnavailable } from '../../../errors.js';
import { formButton } from '../../../messages/card.js';
import type { Reply } from '../../../messages/interaction.js';
import { type Activity, isPersonal } from './activity.js';
import type { InboundContext } from './context.js';
import { follow } from './follow.js';
import { isAnsweredOpenly, launcher } from './launcher.js';
import { parseClick } from './parse-click.js';
import { isPress, type ParsedCommand, parseMessage } from './parse-command.js';
import { eventKey } from './parse-event.js';
import { performClick, runCommand } from './perform.js';
import { noteCard, tellFailure, WORDS } from './words.js';
import { answerThere, writeToPerson } from './write.js';

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

async function handlePress(context: InboundContext, activity: Activity): Promise<void> {
  const click = parseClick(context.seal, activity, activity.value);
  const tell = async (reply: Reply) => {
    if (reply.kind === 'private') await writeToPerson(context, activity, reply.card);
  };
  const reply = await performClick(context, activity, click, tell);
  await say(context, activity, () => tell(reply));
  if (reply.kind !== 'form' || !click) return;
  const { title } = reply.form;
  const actions = [formButton(click.actionId, title, click.value, 'primary')];
  const card = { summary: title, elements: [{ kind: 'actions' as const, actions }] };
  await say(context, activity, () => answerThere(context, activity, card));
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
