import type { Card } from '../../../messages/card.js';
import type { Reply } from '../../../messages/interaction.js';
import type { Actor } from '../../../people/actor.js';
import { LATE, within } from '../../../people/deadline.js';
import { noteCard, tellFailure } from '../../../people/tell-failure.js';
import type { Answer } from './answer.js';
import { actorLookedUp, type InboundContext, refreshLater } from './context.js';
import type { Known, PersonClue } from './people.js';
import { WORDS } from './words.js';

export interface Act {
  person: PersonClue;
  act(actor: Actor): Promise<Reply>;
  /** Tells Slack that it arrived; a slash command can carry a card back with it. */
  acknowledge(card?: Card): Promise<void>;
  /** Whether `acknowledge` shows its card to the person. */
  acknowledgementShows: boolean;
  answer: Answer;
  /** For the log. */
  what: object;
}

/**
 * Lets a person act while Slack waits: decide, acknowledge, answer, in this order, so that a crash before the decision
 * is seen as a failure and not as success. After `deadlineMs` Slack is told in any case, and the person that it is
 * still being worked on; the outcome follows. Slack itself is asked about the person only after the acknowledgement.
 */
export async function perform(context: InboundContext, request: Act): Promise<void> {
  let acknowledged = false;
  const acknowledge = async (card?: Card): Promise<boolean> => {
    if (acknowledged) return false;
    acknowledged = true;
    await request.acknowledge(card);
    return card !== undefined && request.acknowledgementShows;
  };
  const say = async (card: Card, replace?: boolean) => {
    const isShown = await acknowledge(request.acknowledgementShows ? card : undefined);
    if (!isShown) await request.answer.privately(card, replace);
  };

  const known = context.people.known(request.person);
  const outcome = decide(context, request, known, async () => void (await acknowledge()));
  let reply = await within(outcome, context.deadlineMs);
  const isLate = reply === LATE;
  if (isLate) {
    await say(noteCard(WORDS.stillWorking));
    reply = await outcome;
  }
  const settled = reply as Reply;
  if (settled.kind === 'private') await say(settled.card, settled.replace);
  else if (settled.kind === 'form') {
    await acknowledge();
    await request.answer.form(settled.form);
  } else if (isLate) await say(noteCard(WORDS.doneLate));
  else await acknowledge();
  refreshLater(context, request.person, await known);
}

/** Never rejects: a failure becomes words for the person. */
async function decide(
  context: InboundContext,
  { person, act, what }: Act,
  known: Promise<Known>,
  acknowledge: () => Promise<void>,
): Promise<Reply> {
  try {
    const { identity, isComplete } = await known;
    if (isComplete) return await act(await context.resolveActor(identity));
    await acknowledge();
    return await act(await actorLookedUp(context, person));
  } catch (error) {
    const whenStoreDown = WORDS.storeDownAct;
    return { kind: 'private', card: noteCard(tellFailure(error, { log: context.log, whenStoreDown, what })) };
  }
}
