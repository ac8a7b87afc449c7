import type { Span, Text } from '../../messages/card.js';
import { whole } from '../../messages/shorten.js';

/**
 * The same text in pieces of at most `limit` characters as `length` measures them, so that nothing of a long text is
 * lost. Cuts at a line's end where there is one in the second half, else between words, else anywhere.
 * A span that cannot be cut (a mention, an instant) stays whole.
 */
export function splitText(text: Text, limit: number, length: (span: Span) => number): Text[] {
  const spans = typeof text === 'string' ? [text] : text;
  const pieces: Span[][] = [[]];
  let room = limit;
  for (const span of spans) {
    let rest: Span | undefined = span;
    while (rest !== undefined) {
      if (length(rest) <= room) {
        pieces.at(-1)?.push(rest);
        room -= length(rest);
        rest = undefined;
      } else {
        const [head, tail]: [Span | undefined, Span | undefined] = cut(rest, room, limit, length);
        if (head !== undefined) pieces.at(-1)?.push(head);
        pieces.push([]);
        room = limit;
        rest = tail;
      }
    }
  }
  const kept = pieces.filter((piece) => piece.length > 0);
  return kept.map((piece) => (piece.length === 1 && typeof piece[0] === 'string' ? piece[0] : piece));
}

type Cut = [head: Span | undefined, tail: Span | undefined];

function cut(span: Span, room: number, limit: number, length: (span: Span) => number): Cut {
  const rebuild = rebuilder(span);
  const fitsAFreshPiece = length(span) <= limit;
  if (!rebuild) return fitsAFreshPiece ? [undefined, span] : [span, undefined];
  const words = rebuild.words;
  const most = longestPrefix(words, room, (prefix) => length(rebuild.with(prefix)));
  const at = breakingPoint(words, most);
  if (at === 0 || (fitsAFreshPiece && at < most / 2)) return [undefined, span];
  const tail = words.slice(at).replace(/^[^\S\n]*\n|^[^\S\n]+/, '');
  return [rebuild.with(words.slice(0, at).trimEnd()), tail === '' ? undefined : rebuild.with(tail)];
}

function rebuilder(span: Span): { words: string; with(words: string): Span } | undefined {
  if (typeof span === 'string') return { words: span, with: (words) => words };
  if ('bold' in span) return { words: span.bold, with: (bold) => ({ bold }) };
  if ('italic' in span) return { words: span.italic, with: (italic) => ({ italic }) };
  if ('code' in span) return { words: span.code, with: (code) => ({ code }) };
  return undefined;
}

/** How many characters of `words` fit, found by halving: measuring is linear in the length. */
function longestPrefix(words: string, room: number, measure: (prefix: string) => number): number {
  let fits = 0;
  let tooMany = words.length + 1;
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (measure(words.slice(0, middle)) <= room) fits = middle;
    else tooMany = middle;
  }
  return whole(words, fits).length;
}

function breakingPoint(words: string, most: number): number {
  const line = words.lastIndexOf('\n', most);
  if (line > most / 2) return line;
  const space = words.slice(0, most + 1).search(/\s\S*$/);
  return space > most / 2 ? space : most;
}
