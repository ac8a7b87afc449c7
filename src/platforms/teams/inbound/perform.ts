import type { Click, Reply } from '../../../messages/interaction.js';
import type { Actor } from '../../../people/actor.js';
import { LATE, within } from '../../../people/deadline.js';
import { noteCard, tellFailure } from '../../../people/tell-failure.js';
import type { Activity } from './activity.js';
import { actorOf, type InboundContext } from './context.js';
import { LAUNCH_COMMAND } from './launcher.js';
import type { ParsedClick } from './parse-click.js';
import type { ParsedCommand } from './parse-command.js';
import { WORDS } from './words.js';

/**
 * What a press comes to, within the time that Teams waits. Never rejects. `late` gets the reply of one that took longer:
 * it is carried out all the same.
 */
export async function performClick(
  context: InboundContext,
  activity: Activity,
  click: ParsedClick | undefined,
  late: (reply: Reply) => Promise<void>,
): Promise<Reply> {
  const act = click && actFor(context, activity, click);
  if (!act) {
    context.log.warn({ action: click?.actionId }, 'a press on a button nobody handles, or that is not ours');
    return { kind: 'private', card: noteCard(WORDS.olderButton) };
  }
  return inTime(context, act, { action: click.actionId }, late);
}

/** What a command comes to whose answer can be shown at once. Never rejects. */
export function performCommand(
  context: InboundContext,
  activity: Activity,
  command: ParsedCommand,
  late: (reply: Reply) => Promise<void>,
): Promise<Reply> {
  return inTime(context, () => runCommand(context, activity, command), { command: command.name }, late);
}

/** Rejects with what the handler threw. */
export async function runCommand(
  context: InboundContext,
  activity: Activity,
  command: ParsedCommand,
): Promise<Reply> {
  const handler = context.commands.get(command.name) ?? context.commands.get('help');
  if (!handler) return { kind: 'none' };
  return handler.handle({ ...command, actor: await actorOf(context, activity) });
}

function actFor(
  context: InboundContext,
  activity: Activity,
  click: ParsedClick,
): (() => Promise<Reply>) | undefined {
  if (click.actionId === LAUNCH_COMMAND) {
    const { command: name = 'help', text = '' } = click.value;
    const { channel, actKey } = click;
    const command: ParsedCommand = { name, text, actKey, canOpenForm: true, ...(channel ? { channel } : {}) };
    return () => runCommand(context, activity, command);
  }
  const handler = context.actions.get(click.actionId);
  if (!handler) return undefined;
  return async () => {
    const whole: Click<Actor> = { ...click, actor: await actorOf(context, activity) };
    return handler.handle(whole);
  };
}

async function inTime(
  context: InboundContext,
  act: () => Promise<Reply>,
  what: object,
  late: (reply: Reply) => Promise<void>,
): Promise<Reply> {
  const { log, deadlineMs } = context;
  const outcome = act().catch((error: unknown): Reply => {
    const words = tellFailure(error, { log, whenStoreDown: WORDS.storeDownAct, what });
    return { kind: 'private', card: noteCard(words) };
  });
  const reply = await within(outcome, deadlineMs);
  if (reply !== LATE) return reply;
  log.warn(what, 'an interaction was not answered in time');
  context.inBackground(outcome.then(late));
  return { kind: 'private', card: noteCard(WORDS.stillWorking) };
}
