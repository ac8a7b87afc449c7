import { isObject, type Json } from './block-kit/check.js';
import { type Channel, channelOf, type Message, type Workspace } from './workspace.js';

const MENTION = /<(?:@([UW][A-Z0-9]+)|!(channel|here|everyone|subteam\^[A-Z0-9]+))(?:\|[^>]*)?>/g;
const BARE_BROADCAST = /(?<![\w@<!])@(channel|here|everyone)\b/g;

/**
 * Whom the mentions in a message would notify; undefined when there is no mention at all.
 *
 * Counts what https://docs.slack.dev/messaging/formatting-message-text calls manual parsing in `text` and in every
 * mrkdwn text, and automatic parsing of a bare `@here` in mrkdwn whose `verbatim` is not true (and in `text` with
 * `link_names` or `parse: full`). Plain text never notifies, nor does `text` with `mrkdwn: false`.
 */
export function mentionsOf(
  workspace: Workspace,
  message: Pick<Message, 'text' | 'blocks' | 'channel'>,
  parsing: { linkNames?: boolean; isPlain?: boolean } = {},
): { mentions: string[]; notified: string[] } | undefined {
  const found = new Set<string>([
    ...(parsing.isPlain ? [] : manual(message.text)),
    ...(parsing.linkNames ? bare(message.text) : []),
    ...mrkdwnTexts(message.blocks ?? []).flatMap(({ text, verbatim }) => [
      ...manual(text),
      ...(verbatim ? [] : bare(text)),
    ]),
    ...richMentions(message.blocks ?? []),
  ]);
  if (found.size === 0) return undefined;
  const channel = channelOf(workspace, message.channel);
  const mentions = [...found];
  return {
    mentions,
    notified: [...new Set(mentions.flatMap((mention) => reached(workspace, channel, mention)))],
  };
}

function manual(text: string): string[] {
  return [...text.matchAll(MENTION)].map(([, user, broadcast]) => (user ?? broadcast) as string);
}

function bare(text: string): string[] {
  return [...text.matchAll(BARE_BROADCAST)].map(([, broadcast]) => broadcast as string);
}

function reached(workspace: Workspace, channel: Channel | undefined, mention: string): string[] {
  const people = (channel?.members ?? []).filter((id) => id !== workspace.seed.bot.userId);
  if (['channel', 'here', 'everyone'].includes(mention)) return people;
  return people.filter((id) => id === mention);
}

function everyObject(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(everyObject);
  if (!isObject(value)) return [];
  return [value, ...Object.values(value).flatMap(everyObject)];
}

function mrkdwnTexts(blocks: Json[]): { text: string; verbatim: boolean }[] {
  return everyObject(blocks)
    .filter(({ type }) => type === 'mrkdwn' || type === 'markdown')
    .map(({ text, verbatim }) => ({ text: String(text), verbatim: verbatim === true }));
}

function richMentions(blocks: Json[]): string[] {
  return everyObject(blocks.filter(({ type }) => type === 'rich_text')).flatMap(
    ({ type, user_id, range }) => {
      if (type === 'user') return [String(user_id)];
      return type === 'broadcast' ? [String(range)] : [];
    },
  );
}
