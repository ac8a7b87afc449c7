import type { Command } from '../../../messages/interaction.js';
import { parseReference } from '../../../referral/reference.js';
import { readable } from '../mrkdwn.js';
import type { EventPart, ShortcutBody, SlashBody } from './payloads.js';
import type { PersonClue } from './people.js';

export interface ParsedCommand {
  command: Omit<Command<never>, 'actor'>;
  person: PersonClue;
  triggerId?: string;
  responseUrl?: string;
}

/** Which command a message shortcut stands for, by its callback id in the app's manifest. */
const SHORTCUTS: Readonly<Record<string, string>> = { refer_from_message: 'refer' };

/** `/refer …`. Slack offers these to members of the installing workspace only. */
export function parseSlash(body: SlashBody): ParsedCommand {
  return {
    command: {
      name: body.command.replace(/^\//, '').toLowerCase(),
      text: readable(body.text ?? '').trim(),
      ...(body.channel_id ? { channel: { platform: 'slack', id: body.channel_id } } : {}),
      canOpenForm: true,
      actKey: `slack:command:${body.trigger_id ?? `${body.user_id}:${Date.now()}`}`,
    },
    person: { userId: body.user_id, teamId: body.team_id, name: body.user_name },
    ...answering(body),
  };
}

/** A shortcut used on a message: the message comes along, as a person reads it. */
export function parseShortcut(body: ShortcutBody): ParsedCommand {
  const { message, channel, user, team } = body;
  const messageTs = message?.ts ?? body.message_ts;
  return {
    command: {
      name: SHORTCUTS[body.callback_id] ?? 'help',
      text: '',
      ...(channel?.id ? { channel: { platform: 'slack', id: channel.id } } : {}),
      ...(message?.thread_ts ? { threadId: message.thread_ts } : {}),
      ...(messageTs ? { quoted: { id: messageTs, text: readable(message?.text ?? '') } } : {}),
      canOpenForm: true,
      actKey: `slack:shortcut:${user.id}:${body.action_ts ?? body.trigger_id}`,
    },
    person: { userId: user.id, teamId: user.team_id ?? team?.id, name: user.name ?? user.username },
    ...answering(body),
  };
}

/**
 * `@bot status …`: the first word after the mention is the command, or a reference; a word nobody knows asks for help. A mention gives
 * no right to open a form, so a card with a button must do.
 */
export function parseMention(
  event: EventPart,
  key: string,
  botUserId: string,
  isKnown: (name: string) => boolean,
): ParsedCommand {
  const said = event.text ?? '';
  const mention = new RegExp(`<@${botUserId}(\\|[^>]*)?>`);
  const words = readable(said.slice(Math.max(0, said.search(mention))).replace(mention, '')).trim();
  const [, first = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(words) ?? [];
  // A reference alone asks for what it names.
  const reference = parseReference(words);
  const name = reference ? 'show' : first.toLowerCase().replace(/^\/|[.,!?:;]+$/g, '');
  const known = isKnown(name);
  return {
    command: {
      name: known ? name : 'help',
      text: known ? (reference ?? rest) : words,
      ...(typeof event.channel === 'string' ? { channel: { platform: 'slack', id: event.channel } } : {}),
      ...(event.thread_ts ? { threadId: event.thread_ts } : {}),
      canOpenForm: false,
      actKey: key,
    },
    person: { userId: event.user ?? '', teamId: event.user_team ?? event.team },
  };
}

/** The bot came into a channel: whoever invited it is greeted there. */
export function parseInvitation(event: EventPart, key: string): ParsedCommand | undefined {
  if (!event.inviter || typeof event.channel !== 'string') return undefined;
  const channel = { platform: 'slack' as const, id: event.channel };
  return {
    command: { name: 'greet', text: '', channel, canOpenForm: false, actKey: key },
    // The event's `team` is the bot's; the inviter's is found out.
    person: { userId: event.inviter },
  };
}

function answering(body: { trigger_id?: string; response_url?: string }) {
  return {
    ...(body.trigger_id ? { triggerId: body.trigger_id } : {}),
    ...(body.response_url ? { responseUrl: body.response_url } : {}),
  };
}
