import type { Card } from '../../../messages/card.js';
import { noteCard, tellFailure } from '../../../people/tell-failure.js';
import { renderMessage } from '../render.js';
import { answerToClick, answerToCommand } from './answer.js';
import type { InboundContext } from './context.js';
import { type ParsedClick, parseClick } from './parse-click.js';
import { type ParsedCommand, parseShortcut, parseSlash } from './parse-command.js';
import type { BlockActionsBody, ShortcutBody, SlashBody } from './payloads.js';
import { perform } from './perform.js';
import { WORDS } from './words.js';

export type Acknowledge = (answer?: unknown) => Promise<void>;

/** A press on a button or a choice, in a message, a modal or somebody's home. */
export async function handleClick(
  context: InboundContext,
  body: BlockActionsBody,
  ack: Acknowledge,
): Promise<void> {
  const parsed = parseClick(body);
  if (!parsed || parsed.isLink || isChoiceInForm(parsed, body)) return ack();
  const { click, person, surface } = parsed;
  const handler = context.actions.get(click.actionId);
  const answer = answerToClick(context, parsed);
  if (!handler) {
    context.log.warn({ actionId: click.actionId }, 'a press on a button nobody handles');
    await ack();
    return answer.privately(noteCard(WORDS.olderButton));
  }
  await perform(context, {
    person,
    act: (actor) => handler.handle({ ...click, actor }),
    acknowledge: () => ack(),
    acknowledgementShows: false,
    answer,
    what: { actionId: click.actionId, userId: person.userId },
  });
  if (surface === 'home') await refreshHome(context, parsed);
}

/** Menus in a modal report each choice; what counts is what is sent. */
function isChoiceInForm({ surface, click }: ParsedClick, body: BlockActionsBody): boolean {
  return (
    surface === 'modal' && body.actions[0]?.type !== 'button' && body.actions[0]?.block_id === click.actionId
  );
}

/** What was pressed at home has probably changed what home should show. */
async function refreshHome(context: InboundContext, { person }: ParsedClick): Promise<void> {
  try {
    const actor = await context.resolveActor((await context.people.known(person)).identity);
    await context.interactive.publishHome(person.userId, await context.home(actor));
  } catch (error) {
    context.log.warn({ err: error, userId: person.userId }, 'a home could not be refreshed');
  }
}

export function handleSlash(context: InboundContext, body: SlashBody, ack: Acknowledge): Promise<void> {
  return performCommand(context, parseSlash(body), ack, true);
}

export function handleShortcut(context: InboundContext, body: ShortcutBody, ack: Acknowledge): Promise<void> {
  return performCommand(context, parseShortcut(body), ack, false);
}

/** A slash command shows a card that comes back with its acknowledgement; a shortcut does not. */
async function performCommand(
  context: InboundContext,
  parsed: ParsedCommand,
  ack: Acknowledge,
  acknowledgementShows: boolean,
): Promise<void> {
  const { command, person } = parsed;
  const handler = context.commands.get(command.name) ?? context.commands.get('help');
  const answer = answerToCommand(context, parsed);
  if (!handler) {
    await ack();
    return answer.privately(noteCard(WORDS.olderButton));
  }
  await perform(context, {
    person,
    act: (actor) => handler.handle({ ...command, actor }),
    acknowledge: (card) => ack(card && ephemeral(context, card)),
    acknowledgementShows,
    answer,
    what: { command: command.name, userId: person.userId },
  });
}

function ephemeral({ log }: InboundContext, card: Card) {
  try {
    return { response_type: 'ephemeral', ...renderMessage(card) };
  } catch (error) {
    const words = tellFailure(error, {
      log,
      whenStoreDown: WORDS.storeDownAct,
      what: { card: card.summary },
    });
    return { response_type: 'ephemeral', ...renderMessage(noteCard(words)) };
  }
}
