import type { Span, Text } from '../../messages/card.js';
import { plainInstant } from '../../messages/fallback.js';
import { slackChannel, slackCommand, slackUser } from './ids.js';

/** Source of every rule here: docs.slack.dev/messaging/formatting-message-text */

/** A literal text for a mrkdwn text: the three characters by which mentions, links and entities begin. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Characters and words that mrkdwn would format though escaped: `*a*`, `_a_`, `~a~`, backticks, `:name:`, `> a`. */
const FORMATTED = /[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|:[a-z0-9_'+-]+:|^[^\S\n]*>/imu;

/**
 * Whether a text can be written as mrkdwn and still appear as typed. Where not, it is written as rich text, whose
 * text elements are never parsed at all. mrkdwn has no escape for its formatting characters.
 */
export function fitsMrkdwn(text: Text): boolean {
  if (typeof text === 'string') return !FORMATTED.test(text);
  return text.every((span, index) => spanFits(span, text[index - 1], text[index + 1]));
}

function spanFits(span: Span, before: Span | undefined, after: Span | undefined): boolean {
  if (typeof span === 'string') return !FORMATTED.test(span);
  if ('bold' in span) return delimitable(span.bold) && apart(before, after);
  if ('italic' in span) return delimitable(span.italic) && apart(before, after);
  if ('code' in span) return /^[^`\n]+$/.test(span.code) && apart(before, after);
  if ('command' in span) return delimitable(slackCommand(span)) && apart(before, after);
  if ('link' in span) return !FORMATTED.test(span.label) && !span.label.includes('\n');
  if ('person' in span) return slackUser(span) !== undefined || !FORMATTED.test(span.person);
  if ('channel' in span) return slackChannel(span.channel) !== undefined || !FORMATTED.test(span.label ?? '');
  return true;
}

/** `*…*` needs words that touch both stars and stay on one line. */
function delimitable(words: string): boolean {
  return words !== '' && words.trim() === words && !words.includes('\n') && !FORMATTED.test(words);
}

/** Formatting works only between characters that are no letters or digits. */
function apart(before: Span | undefined, after: Span | undefined): boolean {
  const isLineBreak = (span: Span | undefined) =>
    span === undefined || (typeof span === 'object' && 'lineBreak' in span);
  const opens = isLineBreak(before) || (typeof before === 'string' && !/[\p{L}\p{N}]$/u.test(before));
  const closes = isLineBreak(after) || (typeof after === 'string' && !/^[\p{L}\p{N}]/u.test(after));
  return opens && closes;
}

/** `{ bold: 'Next: ' }` as bold words and a space: mrkdwn formats only what touches its delimiters. */
export function withBareDelimiters(text: readonly Span[]): Span[] {
  return text.flatMap((span): Span[] => {
    if (typeof span === 'string') return [span];
    const words = 'bold' in span ? span.bold : 'italic' in span ? span.italic : '';
    const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words) ?? [];
    if (inner === '' || (before === '' && after === '')) return [span];
    const formatted: Span = 'bold' in span ? { bold: inner } : { italic: inner };
    return [before, formatted, after].filter((each) => each !== '');
  });
}

/** A text as mrkdwn, for a text object with `verbatim: true`. See fitsMrkdwn. */
export function mrkdwn(text: Text): string {
  return typeof text === 'string' ? escaped(text) : text.map(mrkdwnSpan).join('');
}

export function mrkdwnSpan(span: Span): string {
  if (typeof span === 'string') return escaped(span);
  if ('bold' in span) return `*${escaped(span.bold)}*`;
  if ('italic' in span) return `_${escaped(span.italic)}_`;
  if ('code' in span) return `\`${escaped(span.code)}\``;
  if ('link' in span) return mrkdwnLink(span.link, span.label);
  if ('person' in span) {
    const user = slackUser(span);
    return user ? `<@${user}>` : escaped(span.person);
  }
  if ('channel' in span) {
    const channel = slackChannel(span.channel);
    return channel ? `<#${channel}>` : escaped(span.label ?? 'the channel');
  }
  if ('command' in span) return `*${escaped(slackCommand(span))}*`;
  if ('lineBreak' in span) return '\n';
  const { instant, show } = span;
  return `<!date^${seconds(instant)}^${DATE_FORMATS[show]}|${escaped(instantFallback(instant, show))}>`;
}

/** How Slack writes an instant in the reader's own zone: …/formatting-message-text#date-formatting */
export const DATE_FORMATS = {
  date: '{date_long}',
  time: '{time}',
  date_time: '{date_long} at {time}',
  relative_day: '{date_long_pretty}',
} as const;

export function seconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}

/** For clients that cannot format dates; names its zone. */
export function instantFallback(instant: Date, show: keyof typeof DATE_FORMATS): string {
  return plainInstant(instant, show, 'UTC');
}

function mrkdwnLink(link: string, label: string): string {
  const url = safeUrl(link);
  if (!url) return escaped(label);
  return `<${url.replaceAll('&', '&amp;')}|${escaped(label || url)}>`;
}

/** The address when it leads to the web or to a mailbox, with the characters encoded that end a mrkdwn link. */
export function safeUrl(link: string): string | undefined {
  if (!/^(https?:\/\/|mailto:)/i.test(link) || !URL.canParse(link)) return undefined;
  return link.replace(/[<>|\s]/g, encodeURIComponent);
}

/** What Slack sends as mrkdwn (a message, the rest of a command), as a person reads it. */
export function readable(text: string): string {
  return text
    .replace(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_token, target: string, label?: string) =>
      readableToken(target, label),
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function readableToken(target: string, label: string | undefined): string {
  if (target.startsWith('@')) return label ? `@${label}` : '@someone';
  if (target.startsWith('#')) return label ? `#${label}` : '#a channel';
  if (target.startsWith('!')) return label ?? `@${target.slice(1).split('^')[0]}`;
  // What people typed as `acme.com` arrives as `<http://acme.com|acme.com>`.
  const bare = target.replace(/^(https?:\/\/|mailto:)/i, '').replace(/\/$/, '');
  if (label === undefined) return target.startsWith('mailto:') ? bare : target;
  return bare === label.replace(/^https?:\/\//i, '').replace(/\/$/, '') ? label : `${label} (${target})`;
}
