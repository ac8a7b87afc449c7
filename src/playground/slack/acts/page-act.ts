import type { ActResult, PageAct } from '../../page-api.js';
import type { Json } from '../block-kit/check.js';
import { deliver, interaction } from '../deliver.js';
import type { Fake } from '../fake.js';
import { formElements, type Values } from '../form-state.js';
import { blockSuggestion, type MessagePlace } from '../payloads.js';
import { viewJson, visibleModal } from '../views.js';
import { type Channel, directChannel } from '../workspace.js';
import { type BotAnswer, mustBePerson } from './answer.js';
import { command } from './command.js';
import { askOptions, closeModal, offered, submit } from './modal.js';
import { press, pressHome, pressModal } from './press.js';
import { chooseMessageShortcut, openHome, say } from './say.js';

/** What the page asks for on behalf of a person. @throws Error when the act fits nothing that is there */
export async function actForPage(fake: Fake, userId: string, act: PageAct): Promise<ActResult> {
  switch (act.kind) {
    case 'say':
      return result(await say(fake, userId, act.channel, act.text, { threadTs: act.threadTs }));
    case 'command':
      return result(await command(fake, userId, act.channel, act.command, act.text));
    case 'messageShortcut':
      return result(await chooseMessageShortcut(fake, userId, act.channel, act.ts, act.callbackId));
    case 'press':
      return result(await press(fake, userId, act.channel, act.ts, pressed(act)));
    case 'pressHome':
      return result(await pressHome(fake, userId, pressed(act)));
    case 'pressModal':
      return (
        stillOpen(fake, userId, act.viewId) ??
        result(await pressModal(fake, userId, pressed(act), act.values as Values))
      );
    case 'submitModal':
      return stillOpen(fake, userId, act.viewId) ?? result(await submit(fake, userId, act.values as Values));
    case 'closeModal':
      return stillOpen(fake, userId, act.viewId) ?? result(await closeModal(fake, userId));
    case 'openHome':
      return result(await visitHome(fake, userId));
    case 'dismiss':
      return dismiss(fake, userId, act.ts);
    case 'options':
      return options(fake, userId, act);
    default:
      throw new Error(`There is no act "${String((act satisfies never as PageAct).kind)}"`);
  }
}

function result({ problem }: BotAnswer): ActResult {
  return problem === undefined ? { ok: true } : { ok: false, problem };
}

function pressed({ blockId, element, chosen }: { blockId: string; element: Json; chosen?: Json }) {
  return { actionId: String(element.action_id), blockId, chosen };
}

function stillOpen(fake: Fake, userId: string, viewId: string): ActResult | undefined {
  if (visibleModal(fake, userId)?.id === viewId) return undefined;
  return { ok: false, problem: 'This window is no longer open.' };
}

export function visitHome(fake: Fake, userId: string): Promise<BotAnswer> {
  const home = fake.workspace.homes[userId];
  const isExternal = mustBePerson(fake, userId).isExternal;
  const channel = isExternal ? '' : directChannel(fake.workspace, userId, fake.now()).id;
  return openHome(fake, userId, channel, home && viewJson(fake, home));
}

export function dismiss(fake: Fake, userId: string, ts: string): ActResult {
  const { workspace } = fake;
  workspace.ephemerals = workspace.ephemerals.filter((each) => each.onlyFor !== userId || each.ts !== ts);
  fake.changed();
  return { ok: true };
}

async function options(
  fake: Fake,
  userId: string,
  act: Extract<PageAct, { kind: 'options' }>,
): Promise<ActResult> {
  if (act.source === 'modal') {
    const answer = await askOptions(fake, userId, act);
    return { ok: answer.status === 200, options: answer.options };
  }
  const place = placeOfElement(fake, userId, act);
  if (!place) return { ok: false, problem: 'That menu is no longer there.' };
  const delivery = await deliver(
    fake,
    interaction(blockSuggestion(fake, mustBePerson(fake, userId), act, place)),
  );
  return { ok: delivery.status === 200, options: offered(delivery.response) };
}

/** The newest message this person sees that holds the element. */
function placeOfElement(
  fake: Fake,
  userId: string,
  { blockId, actionId }: { blockId: string; actionId: string },
): MessagePlace | undefined {
  const { channels, messages, ephemerals } = fake.workspace;
  const mine = channels.filter(({ members }) => members.includes(userId));
  const places = mine.flatMap((channel: Channel): MessagePlace[] => [
    ...(messages[channel.id] ?? []).map((message) => ({ channel, message, isEphemeral: false })),
    ...ephemerals
      .filter((message) => message.onlyFor === userId && message.channel === channel.id)
      .map((message) => ({ channel, message, isEphemeral: true })),
  ]);
  return places.findLast(({ message }) =>
    formElements(message.blocks ?? []).some((each) => each.blockId === blockId && each.actionId === actionId),
  );
}
