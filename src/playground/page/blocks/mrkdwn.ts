/**
 * Reads Slack's mrkdwn into a tree of words, never into HTML: what a person typed can only ever be text.
 * Entities are decoded once and last, so `&lt;!channel&gt;` shows as typed and mentions nobody.
 * Source: docs.slack.dev/messaging/formatting-message-text
 */
import { emojiNamed } from './emoji.js';

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string; label: string }
  | { kind: 'user' | 'channel'; id: string; label: string }
  | { kind: 'broadcast'; text: string }
  | { kind: 'date'; seconds: number; format: string; url: string; fallback: string };

export type Paragraph =
  | { kind: 'paragraph' | 'quote'; lines: Inline[][] }
  | { kind: 'preformatted'; text: string };

/** Undoes the three entities Slack knows, and only those. */
export function decodeEntities(text: string): string {
  return text.replace(/&(lt|gt|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', amp: '&' })[name] ?? '');
}

const styles: Record<string, 'bold' | 'italic' | 'strike'> = { '*': 'bold', _: 'italic', '~': 'strike' };
const emojiName = /^:([a-z0-9_+-]+):/;
const bareAddress = /^https?:\/\/(?:(?!&(?:lt|gt);)[^\s<>|])*(?!&(?:lt|gt);)[^\s<>|.,;:!?)'"*_~]/;

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function readAngle(inside: string): Inline {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : decodeEntities(inside.slice(bar + 1));
  if (/^@[UW]/.test(target)) return { kind: 'user', id: target.slice(1), label };
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1), label };
  if (target.startsWith('!date^')) {
    const [, seconds = '', format = '', url = ''] = target.split('^');
    return { kind: 'date', seconds: Number(seconds), format: decodeEntities(format), url, fallback: label };
  }
  if (target.startsWith('!')) {
    return { kind: 'broadcast', text: label || `@${target.slice(1).replace(/^subteam\^/, '')}` };
  }
  const url = decodeEntities(target);
  if (!/^(https?:|mailto:|tel:)/i.test(url)) return { kind: 'text', text: decodeEntities(`<${inside}>`) };
  return { kind: 'link', url, label: label || url.replace(/^mailto:/, '') };
}

/** Where the style opened at `start` closes, or -1. Skips `<…>` and `` `…` ``, which it may not cut. */
function closing(source: string, start: number): number {
  const mark = source[start];
  for (let at = start + 1; at < source.length; at += 1) {
    const skipTo = source[at] === '<' ? '>' : source[at] === '`' ? '`' : undefined;
    if (skipTo) {
      const end = source.indexOf(skipTo, at + 1);
      if (end > 0) at = end;
    } else if (source[at] === mark && at > start + 1) {
      if (!/\s/.test(source[at - 1] ?? ' ') && !isWord(source[at + 1])) return at;
    }
  }
  return -1;
}

interface Step {
  piece: Inline;
  length: number;
}

function readStyled(source: string, at: number): Step | undefined {
  const kind = styles[source[at] ?? ''];
  if (!kind || isWord(source[at - 1]) || /\s|^$/.test(source[at + 1] ?? '')) return undefined;
  const end = closing(source, at);
  if (end < 0) return undefined;
  return { piece: { kind, children: readInline(source.slice(at + 1, end)) }, length: end + 1 - at };
}

function readDelimited(source: string, at: number): Step | undefined {
  const rest = source.slice(at);
  const code = /^`([^`\n]+)`/.exec(rest);
  if (code) return { piece: { kind: 'code', text: decodeEntities(code[1] ?? '') }, length: code[0].length };
  const angle = /^<([^<>\n]+)>/.exec(rest);
  if (angle) return { piece: readAngle(angle[1] ?? ''), length: angle[0].length };
  const named = emojiName.exec(rest);
  if (named) return { piece: { kind: 'text', text: emojiNamed(named[1] ?? '') }, length: named[0].length };
  const address = isWord(source[at - 1]) ? null : bareAddress.exec(rest);
  if (!address) return undefined;
  const url = decodeEntities(address[0]);
  return { piece: { kind: 'link', url, label: url }, length: address[0].length };
}

/** One line of mrkdwn. */
export function readInline(source: string): Inline[] {
  const pieces: Inline[] = [];
  let plain = '';
  const flush = () => {
    if (plain) pieces.push({ kind: 'text', text: decodeEntities(plain) });
    plain = '';
  };
  for (let at = 0; at < source.length; ) {
    const step = /[`<:h*_~]/.test(source[at] ?? '')
      ? (readDelimited(source, at) ?? readStyled(source, at))
      : undefined;
    if (step) {
      flush();
      pieces.push(step.piece);
      at += step.length;
    } else {
      plain += source[at];
      at += 1;
    }
  }
  flush();
  return pieces;
}

function readLines(source: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  for (const line of source.split('\n')) {
    const quoted = /^(?:>|&gt;) ?(.*)$/.exec(line);
    const kind = quoted ? 'quote' : 'paragraph';
    const last = paragraphs.at(-1);
    const words = readInline(quoted ? (quoted[1] ?? '') : line);
    if (last?.kind === kind) last.lines.push(words);
    else paragraphs.push({ kind, lines: [words] });
  }
  return paragraphs;
}

/** A whole mrkdwn text as paragraphs, quotes and preformatted pieces. */
export function readMrkdwn(source: string): Paragraph[] {
  return source.split('```').flatMap((piece, index, pieces): Paragraph[] => {
    const fenced = index % 2 === 1 && index < pieces.length - 1;
    if (fenced) return [{ kind: 'preformatted', text: decodeEntities(piece.replace(/^\n|\n$/g, '')) }];
    const loose = index % 2 === 1 ? `\`\`\`${piece}` : piece;
    // The line breaks around a fence belong to it.
    const begun = index > 0 ? loose.replace(/^\n/, '') : loose;
    const trimmed = index < pieces.length - 1 ? begun.replace(/\n$/, '') : begun;
    return trimmed === '' && pieces.length > 1 ? [] : readLines(trimmed);
  });
}
