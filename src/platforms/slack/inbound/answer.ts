import { DeliveryError } from '../../../errors.js';
import type { Card } from '../../../messages/card.js';
import type { Form } from '../../../messages/form.js';
import { noteCard } from '../../../people/tell-failure.js';
import type { InboundContext } from './context.js';
import type { ParsedClick } from './parse-click.js';
import type { ParsedCommand } from './parse-command.js';
import { WORDS } from './words.js';

/** How a person is answered after the acknowledgement. Never rejects: what could not be said is logged. */
export interface Answer {
  privately(card: Card, replace?: boolean): Promise<void>;
  form(form: Form): Promise<void>;
}

type Way = () => Promise<void>;

/** For a press: in the channel where it was; in a window of its own where there is no channel. */
export function answerToClick(context: InboundContext, parsed: ParsedClick): Answer {
  const { interactive } = context;
  const { click, person, surface, responseUrl, triggerId } = parsed;
  const threadId = click.message?.threadId;
  const isWindow = surface === 'modal' || surface === 'home';

  async function privately(card: Card, replace = false): Promise<void> {
    const ways: Way[] = [];
    if (replace && surface === 'ephemeral' && responseUrl) {
      ways.push(() => interactive.respond(responseUrl, card, { replace: true }));
    }
    if (isWindow && triggerId) {
      ways.push(() => interactive[surface === 'home' ? 'openNotice' : 'pushNotice'](triggerId, card));
    }
    if (click.channel && !isWindow) {
      const to = { userId: person.userId, channelId: click.channel.id, threadId };
      ways.push(() => interactive.showPrivately(to, card));
    }
    if (responseUrl) ways.push(() => interactive.respond(responseUrl, card, { replace: false, threadId }));
    if (isWindow) ways.push(() => interactive.writeDirectly(person.userId, card));
    await firstThatWorks(context, ways);
  }

  const open = surface === 'modal' ? interactive.pushForm : interactive.openForm;
  return { privately, form: (form) => openForm(context, triggerId, form, open, privately) };
}

/** For a command: by its response_url, which works in channels the bot is not in; for a mention in the channel. */
export function answerToCommand(context: InboundContext, parsed: ParsedCommand): Answer {
  const { interactive } = context;
  const { command, person, responseUrl, triggerId } = parsed;

  async function privately(card: Card): Promise<void> {
    const ways: Way[] = [];
    const { threadId, channel } = command;
    if (responseUrl) ways.push(() => interactive.respond(responseUrl, card, { replace: false, threadId }));
    if (channel) {
      const to = { userId: person.userId, channelId: channel.id, threadId };
      ways.push(() => interactive.showPrivately(to, card));
    }
    ways.push(() => interactive.writeDirectly(person.userId, card));
    await firstThatWorks(context, ways);
  }

  return {
    privately,
    form: (form) => openForm(context, triggerId, form, interactive.openForm, privately),
  };
}

/** After a form was sent, where it was about. */
export async function showAfterForm(
  context: InboundContext,
  userId: string,
  { card, channel }: { card: Card; channel: { platform: string; id: string } },
): Promise<void> {
  const { interactive } = context;
  const inChannel = () => interactive.showPrivately({ userId, channelId: channel.id }, card);
  const directly = () => interactive.writeDirectly(userId, card);
  await firstThatWorks(context, channel.platform === 'slack' ? [inChannel, directly] : [directly]);
}

async function openForm(
  context: InboundContext,
  triggerId: string | undefined,
  form: Form,
  open: (triggerId: string, form: Form) => Promise<void>,
  privately: (card: Card) => Promise<void>,
): Promise<void> {
  if (!triggerId) return privately(noteCard(WORDS.noFormHere));
  try {
    await open(triggerId, form);
  } catch (error) {
    const isTooLate =
      error instanceof DeliveryError &&
      /^(expired|exchanged)_trigger|^trigger_|^invalid_trigger/.test(error.code);
    const { code, outcome } = error as DeliveryError;
    context.log[outcome === 'final' && !isTooLate ? 'error' : 'warn'](
      { err: error, code, form: form.id },
      'a form could not be opened',
    );
    await privately(noteCard(isTooLate ? WORDS.tookTooLong : WORDS.formNotOpened));
  }
}

/** Tries one way after the other. One that may have worked counts as having worked: better once than twice. */
async function firstThatWorks({ log }: InboundContext, ways: Way[]): Promise<void> {
  for (const way of ways) {
    try {
      return await way();
    } catch (error) {
      const { outcome, code } = error as Partial<DeliveryError>;
      log.warn({ err: error, code }, 'a private answer could not be shown');
      if (outcome === 'unknown') return;
    }
  }
}
