import type { Span, Text } from '../../messages/card.js';
import { plainInstant, plainText } from '../../messages/fallback.js';
import type { Item } from './adaptive-card.js';
import { escaped, escapedStart, instantMacro, isPlain, literal, safeUrl, teamsCommand } from './markdown.js';
import { mention, type RenderContext } from './render-context.js';

/** How a whole text looks: properties that TextBlock and TextRun share. */
export interface Look {
  size?: 'small' | 'medium' | 'large';
  weight?: 'bolder';
  isSubtle?: true;
  italic?: true;
  color?: 'attention';
}

/**
 * A text as items, one a line. Text runs are never read as markdown, so they are what a text becomes unless it needs a
 * TextBlock: for a mention, with the literals in it escaped; or for an instant in the reader's own zone, if
 * every literal beside it is plain.
 */
export function textItems(text: Text, context: RenderContext, look: Look = {}): Item[] {
  const items = linesOf(text).flatMap((line) => lineItem(line, context, look));
  return items.map((item, index) => (index === 0 ? item : { ...item, spacing: 'none' }));
}

function lineItem(line: readonly Span[], context: RenderContext, look: Look): Item[] {
  if (plainText(line).trim() === '') return [];
  const hasMention = line.some((span) => teamsUser(span) !== undefined);
  const hasInstant = line.some((span) => typeof span === 'object' && 'instant' in span);
  if (hasMention || (hasInstant && line.every(isPlainSpan))) {
    // A TextBlock has no italics of its own.
    const { italic: _, ...shared } = look;
    return [{ type: 'TextBlock', text: markdown(line, context, true), wrap: true, ...shared }];
  }
  return [
    { type: 'RichTextBlock', inlines: line.map((span) => textRun(span, context, look)).filter(hasWords) },
  ];
}

/** Lines, without empty spans. */
export function linesOf(text: Text): Span[][] {
  const lines: Span[][] = [[]];
  for (const span of typeof text === 'string' ? [text] : text) {
    const [first, ...rest] = piecesOf(span);
    if (first !== undefined) lines.at(-1)?.push(first);
    for (const piece of rest) lines.push(piece === undefined ? [] : [piece]);
  }
  return lines;
}

/** A span cut at its line breaks; undefined stands for an empty piece. */
function piecesOf(span: Span): (Span | undefined)[] {
  if (typeof span === 'string') return cut(span).map((words) => words || undefined);
  if ('lineBreak' in span) return [undefined, undefined];
  if ('bold' in span) return cut(span.bold).map((bold) => (bold ? { bold } : undefined));
  if ('italic' in span) return cut(span.italic).map((italic) => (italic ? { italic } : undefined));
  if ('code' in span) return cut(span.code).map((code) => (code ? { code } : undefined));
  return [span];
}

function cut(words: string): string[] {
  return words.split(/\r\n|[\r\n\u2028\u2029]/);
}

function teamsUser(span: Span): string | undefined {
  if (typeof span === 'string' || !('person' in span)) return undefined;
  return span.account?.platform === 'teams' ? span.account.userId : undefined;
}

function isPlainSpan(span: Span): boolean {
  if (typeof span === 'string') return isPlain(span);
  if ('bold' in span) return isPlain(span.bold) && span.bold.trim() === span.bold;
  if ('italic' in span) return isPlain(span.italic) && span.italic.trim() === span.italic;
  if ('person' in span) return isPlain(span.person);
  if ('command' in span) return isPlain(span.command);
  if ('channel' in span) return isPlain(span.label ?? '');
  return 'instant' in span;
}

/** One line of markdown, every literal in it escaped. `macros`: whether instants may be functions. */
export function markdown(line: readonly Span[], context: RenderContext, macros: boolean): string {
  return escapedStart(line.map((span) => markdownSpan(span, context, macros)).join(''));
}

function markdownSpan(span: Span, context: RenderContext, macros: boolean): string {
  if (typeof span === 'string') return escaped(span);
  if ('bold' in span) return delimited(span.bold, '**');
  if ('italic' in span) return delimited(span.italic, '_');
  if ('code' in span) return escaped(span.code);
  if ('command' in span) return delimited(teamsCommand(span), '**');
  if ('link' in span) {
    const url = safeUrl(span.link);
    return url ? `[${escaped(span.label || url)}](${url.replace(/[()\\]/g, '\\$&')})` : escaped(span.label);
  }
  if ('person' in span) {
    const user = teamsUser(span);
    return user ? `<at>${mention(context, user, span.person)}</at>` : escaped(span.person);
  }
  if ('channel' in span) return escaped(span.label ?? 'the channel');
  if ('lineBreak' in span) return ' ';
  if (macros) return instantMacro(span.instant, span.show);
  return escaped(plainInstant(span.instant, span.show, context.zone));
}

/** Formatting works only where it touches the words: spaces go outside. */
function delimited(words: string, delimiter: string): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words) ?? [];
  return inner ? `${before}${delimiter}${escaped(inner)}${delimiter}${after}` : words;
}

function textRun(span: Span, context: RenderContext, look: Look = {}): Item {
  const run = (text: string, more: object = {}): Item => ({
    type: 'TextRun',
    text: literal(text),
    ...look,
    ...more,
  });
  if (typeof span === 'string') return run(span);
  if ('bold' in span) return run(span.bold, { weight: 'bolder' });
  if ('italic' in span) return run(span.italic, { italic: true });
  if ('code' in span) return run(span.code, { fontType: 'monospace' });
  if ('link' in span) {
    const url = safeUrl(span.link);
    return run(span.label || span.link, url ? { selectAction: { type: 'Action.OpenUrl', url } } : {});
  }
  if ('person' in span) return run(span.person);
  if ('channel' in span) return run(span.label ?? 'the channel');
  if ('command' in span) return run(teamsCommand(span), { weight: 'bolder' });
  if ('lineBreak' in span) return run('');
  return run(plainInstant(span.instant, span.show, context.zone));
}

function hasWords({ text }: Item): boolean {
  return text !== '';
}
