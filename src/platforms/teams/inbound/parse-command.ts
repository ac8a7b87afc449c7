import type { Command } from '../../../messages/interaction.js';
import { parseReference } from '../../../referral/reference.js';
import { type Activity, channelOf, isObject, isPersonal } from './activity.js';

export type ParsedCommand = Omit<Command<never>, 'actor'>;

/** What people write for what they mean. */
const ALIASES: readonly [RegExp, string][] = [
  [/^my\s+referrals\b/i, 'referrals'],
  [/^(refer a lead|new referral|submit referral)\b/i, 'refer'],
];

/** Not for people: said by the platform when the app comes into a channel. */
const NOT_SAID = new Set(['greet']);

/** A press on a card from a client too old for Action.Execute: a message without words. */
export function isPress({ value, text }: Activity): boolean {
  return isObject(value) && !text;
}

/** Whether a message is for us: every one in a personal chat, elsewhere a press on a card, or one that mentions the bot. */
export function isForUs(activity: Activity): boolean {
  if (activity.from.id === activity.recipient.id) return false;
  if (isPersonal(activity) || isPress(activity)) return true;
  return (activity.entities ?? []).some(
    ({ type, mentioned }) => type === 'mention' && mentioned?.id === activity.recipient.id,
  );
}

/** `<at>Referral Desk</at> status …`: the first word after the mention is the command, or a reference; a word nobody knows asks for help. */
export function parseMessage(
  activity: Activity,
  key: string,
  isKnown: (name: string) => boolean,
): ParsedCommand {
  const said = withoutMention(activity);
  const words = (activity.textFormat === 'xml' ? textOfHtml(said) : readable(said)).trim();
  const alias = ALIASES.find(([pattern]) => pattern.test(words));
  const [, first = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(words) ?? [];
  // A reference alone asks for what it names.
  const reference = parseReference(words);
  const name = reference ? 'show' : alias ? alias[1] : first.toLowerCase().replace(/^\/|[.,!?:;]+$/g, '');
  const known = isKnown(name) && !NOT_SAID.has(name);
  const text = reference ?? (alias ? words.replace(alias[0], '').trim() : rest);
  return {
    name: known ? name : 'help',
    text: known ? text : words,
    channel: { platform: 'teams', id: channelOf(activity) },
    canOpenForm: false,
    actKey: key,
  };
}

/** From the compose box, or on a message, whose text comes along: …/messaging-extensions/how-to/action-commands */
export function parseExtension(activity: Activity): ParsedCommand {
  const value = isObject(activity.value) ? activity.value : {};
  const message = isObject(value.messagePayload) ? value.messagePayload : undefined;
  const body = message && isObject(message.body) ? message.body : {};
  const content = typeof body.content === 'string' ? body.content : '';
  const text = body.contentType === 'html' || body.contentType === undefined ? textOfHtml(content) : content;
  return {
    name: 'refer',
    text: '',
    channel: { platform: 'teams', id: channelOf(activity) },
    ...(message ? { quoted: { id: String(message.id ?? ''), text } } : {}),
    canOpenForm: true,
    actKey: `teams:extension:${activity.id ?? ''}`,
  };
}

/**
 * What was said besides our name. It stands in the text as the entity says, but for clients that write an attribute into
 * it or escape it otherwise: there it is known by the name. Names of others stay.
 */
function withoutMention({ text = '', entities = [], recipient }: Activity): string {
  const ours = entities.filter(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient.id);
  const names = new Set([...ours.map(({ mentioned }) => mentioned?.name), recipient.name]);
  return ours
    .reduce((rest, { text: said }) => (said ? rest.replace(said, ' ') : rest), text)
    .replace(/<at[^>]{0,200}>([^<]{0,200})<\/at>/gi, (_whole, name: string) =>
      names.has(readable(name).trim()) ? ' ' : name,
    );
}

/** Teams sends plain text with a few entities in it. */
function readable(text: string): string {
  return text
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** A message as a person reads it: blocks become lines, everything else of the markup goes. */
function textOfHtml(html: string): string {
  const lines = html
    .replace(/<br\s*\/?>|<\/(p|div|li|h[1-6]|tr|blockquote)>/gi, '\n')
    .replace(/<[^>]*>/g, '');
  return readable(lines)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim();
}
