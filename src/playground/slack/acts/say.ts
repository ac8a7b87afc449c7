import type { Json } from '../block-kit/check.js';
import { richText } from '../block-kit/rich-text.js';
import { deliver, interaction } from '../deliver.js';
import { emit } from '../events.js';
import type { Fake } from '../fake.js';
import { messageShortcut } from '../payloads.js';
import { handleOf, type Person } from '../people.js';
import { addEphemeral } from '../web-api/chat.js';
import { findMessage, type Message, messagesOf, nextId, nextTs } from '../workspace.js';
import {
  answered,
  type BotAnswer,
  interactionProblem,
  mustBeChannel,
  mustBePerson,
  refused,
  SLACKBOT,
  UNHEARD,
} from './answer.js';

const OUTSIDE_PROBLEM = 'This app is not installed in your workspace.';

/**
 * Somebody writes in a channel. The bot hears of it (`app_mention`) only when it is mentioned and in the channel;
 * it has no scope to read anything else, and direct messages need one too.
 */
export async function say(
  fake: Fake,
  userId: string,
  channelId: string,
  text: string,
  options: { threadTs?: string } = {},
): Promise<BotAnswer & { ts: string }> {
  const person = mustBePerson(fake, userId);
  const channel = mustBeChannel(fake, channelId);
  if (!channel.members.includes(userId)) return { ...refused('You are not in this channel.'), ts: '' };
  if (channel.isArchived) return { ...refused('This channel is archived.'), ts: '' };
  const ts = nextTs(fake.workspace, fake.now());
  const message: Message = {
    ts,
    channel: channelId,
    user: userId,
    text,
    threadTs: options.threadTs,
    updates: 0,
  };
  messagesOf(fake.workspace, channelId).push(message);
  fake.changed();
  const { userId: botId, name } = fake.workspace.seed.bot;
  if (!text.includes(`<@${botId}>`) || channel.kind === 'direct') return { ...UNHEARD, ts };
  if (!channel.members.includes(botId)) {
    const problem = `You mentioned @${name}, but they're not in this channel.`;
    addEphemeral(fake, channelId, userId, { text: problem }, options.threadTs, SLACKBOT);
    fake.changed();
    return { ...refused(problem), ts };
  }
  const delivery = await emit(fake, mentionEvent(fake, person, message), { channel, team: person.team });
  return { ...answered(delivery), ts };
}

/** https://docs.slack.dev/reference/events/app_mention, with the fields that tell who is external. */
function mentionEvent(fake: Fake, person: Person, message: Message): Json {
  return {
    type: 'app_mention',
    user: person.id,
    ts: message.ts,
    client_msg_id: nextId(fake.workspace, 'msg-'),
    text: message.text,
    team: person.team,
    ...(person.isExternal && {
      user_team: person.team,
      source_team: person.team,
      user_profile: {
        name: handleOf(person),
        real_name: person.name,
        display_name: '',
        team: person.team,
        is_restricted: false,
        is_ultra_restricted: false,
      },
    }),
    blocks: [richText(message.text, nextId(fake.workspace, '').slice(-5))],
    channel: message.channel,
    ...(message.threadTs && { thread_ts: message.threadTs }),
    event_ts: message.ts,
  };
}

/** A message shortcut: members and guests of the installing workspace only. */
export async function chooseMessageShortcut(
  fake: Fake,
  userId: string,
  channelId: string,
  ts: string,
  callbackId: string,
): Promise<BotAnswer> {
  const person = mustBePerson(fake, userId);
  const channel = mustBeChannel(fake, channelId);
  const message = findMessage(fake.workspace, channelId, ts);
  if (!message) throw new Error(`Channel ${channelId} has no message ${ts}`);
  if (person.isExternal) return refused(OUTSIDE_PROBLEM);
  if (!channel.members.includes(userId)) return refused('You are not in this channel.');
  if (!fake.workspace.seed.shortcuts.some((shortcut) => shortcut.callbackId === callbackId)) {
    throw new Error(`The app has no message shortcut ${callbackId}`);
  }
  const delivery = await deliver(
    fake,
    interaction(messageShortcut(fake, person, channel, message, callbackId)),
  );
  return answered(delivery, interactionProblem(delivery));
}

/** Somebody opens the app's Home tab. People of other workspaces have none. */
export async function openHome(
  fake: Fake,
  userId: string,
  channelId: string,
  view: Json | undefined,
): Promise<BotAnswer> {
  const person = mustBePerson(fake, userId);
  if (person.isExternal) return refused(OUTSIDE_PROBLEM);
  const inner = {
    type: 'app_home_opened',
    user: userId,
    channel: channelId,
    tab: 'home',
    ...(view && { view }),
  };
  return answered(await emit(fake, inner));
}
