import { StoreUnavailable } from '../../../errors.js';
import { noteCard, tellFailure } from '../../../people/tell-failure.js';
import { answerToCommand } from './answer.js';
import { actorLookedUp, type InboundContext } from './context.js';
import { type ParsedCommand, parseInvitation, parseMention } from './parse-command.js';
import { eventKey, lifecycleOf } from './parse-event.js';
import type { EventBody, EventPart } from './payloads.js';
import { WORDS } from './words.js';

/**
 * Does what follows from an event that is stored already and acknowledged, and takes it out of the inbox. Doing it
 * again is harmless: what changes anything carries the event's key. Rejects only when it must be done again later.
 */
export async function handleEvent(context: InboundContext, body: EventBody): Promise<void> {
  const key = eventKey(body);
  await follow(context, body.event, key);
  await context.inbox.finish(key);
}

async function follow(context: InboundContext, event: EventPart, key: string): Promise<void> {
  switch (event.type) {
    case 'app_mention': {
      const isKnown = (name: string) => context.commands.has(name);
      return answerInChannel(context, parseMention(event, key, context.installation().botUserId, isKnown));
    }
    case 'member_joined_channel': {
      await tellOfChange(context, event);
      const invitation = parseInvitation(event, key);
      if (invitation) await answerInChannel(context, invitation);
      return;
    }
    case 'app_home_opened':
      return showHome(context, event);
    default:
      return tellOfChange(context, event);
  }
}

async function tellOfChange(context: InboundContext, event: EventPart): Promise<void> {
  const change = lifecycleOf(event);
  if (change) await context.lifecycle(change);
}

/** What nobody waits for at Slack: no deadline, and time to find out who it was. */
async function answerInChannel(context: InboundContext, parsed: ParsedCommand): Promise<void> {
  const { command, person } = parsed;
  const handler = context.commands.get(command.name);
  if (!handler) return;
  const answer = answerToCommand(context, parsed);
  try {
    const actor = await actorLookedUp(context, person);
    const reply = await handler.handle({ ...command, actor });
    if (reply.kind === 'private') await answer.privately(reply.card);
    if (reply.kind === 'form') await answer.form(reply.form);
  } catch (error) {
    // Kept in the inbox and done when the store is back.
    if (error instanceof StoreUnavailable) throw error;
    const what = { command: command.name, userId: person.userId };
    const words = tellFailure(error, { log: context.log, whenStoreDown: WORDS.storeDownAct, what });
    await answer.privately(noteCard(words));
  }
}

async function showHome(context: InboundContext, event: EventPart): Promise<void> {
  if (!event.user) return;
  try {
    const actor = await actorLookedUp(context, { userId: event.user, teamId: event.user_team ?? event.team });
    await context.interactive.publishHome(event.user, await context.home(actor));
  } catch (error) {
    // Opening it again shows it: nothing is owed.
    context.log.warn({ err: error, userId: event.user }, 'a home could not be shown');
  }
}
