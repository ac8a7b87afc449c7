/**
 * Reads the markdown of Teams' messages and cards into a tree of words: bold, italics, links, escapes, and `<at>` for a
 * mention. What is not understood stays as typed, so nothing of it ever becomes markup of the page.
 * Source: learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format
 */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; children: Piece[] }
  | { kind: 'link'; url: string; children: Piece[] }
  | { kind: 'mention'; name: string };

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

interface Delimiter {
  mark: string;
  kind: 'bold' | 'italic' | 'strike';
}

/** The longer ones first. */
const delimiters: Delimiter[] = [
  { mark: '**', kind: 'bold' },
  { mark: '__', kind: 'bold' },
  { mark: '~~', kind: 'strike' },
  { mark: '*', kind: 'italic' },
  { mark: '_', kind: 'italic' },
];

const escapedMark = /^\\([!-/:-@[-`{-~])/;
const entity = /^&(amp|lt|gt|quot|apos|nbsp);/;
const at = /^<at(?:\s[^<>]*)?>([^<]*)<\/at>/i;
const link = /^\[((?:\\.|[^\]\\])*)\]\(((?:\\.|[^()\s\\])*)\)/;
const wordCharacter = /[\p{L}\p{N}]/u;

interface Read {
  piece: Piece;
  /** How many characters of the source it takes. */
  length: number;
}

/** A text as pieces. */
export function readMarkdown(source: string): Piece[] {
  const pieces: Piece[] = [];
  for (let from = 0; from < source.length; ) {
    const { piece, length } = readPiece(source, from);
    const last = pieces.at(-1);
    if (piece.kind === 'text' && last?.kind === 'text') last.text += piece.text;
    else pieces.push(piece);
    from += length;
  }
  return pieces;
}

function readPiece(source: string, from: number): Read {
  const rest = source.slice(from);
  return (
    readLiteral(rest) ??
    readMention(rest) ??
    readLink(rest) ??
    readStyled(source, from) ?? { piece: { kind: 'text', text: rest[0] ?? '' }, length: 1 }
  );
}

function readLiteral(rest: string): Read | undefined {
  const escaped = escapedMark.exec(rest);
  if (escaped) return { piece: { kind: 'text', text: escaped[1] ?? '' }, length: 2 };
  const named = entity.exec(rest);
  if (!named) return undefined;
  return { piece: { kind: 'text', text: entities[named[1] ?? ''] ?? '' }, length: named[0].length };
}

function readMention(rest: string): Read | undefined {
  const found = at.exec(rest);
  return found
    ? { piece: { kind: 'mention', name: plainWords(found[1] ?? '') }, length: found[0].length }
    : undefined;
}

function readLink(rest: string): Read | undefined {
  const found = link.exec(rest);
  if (!found) return undefined;
  const url = (found[2] ?? '').replace(/\\(.)/g, '$1');
  // Any other scheme could run something; it stays as typed.
  if (!/^(https?:\/\/|mailto:)/i.test(url)) return undefined;
  return { piece: { kind: 'link', url, children: readMarkdown(found[1] ?? '') }, length: found[0].length };
}

/** Words between two marks that touch them. An underscore within a word is no mark. */
function readStyled(source: string, from: number): Read | undefined {
  const found = delimiters.find(({ mark }) => source.startsWith(mark, from));
  if (!found) return undefined;
  const { mark, kind } = found;
  const start = from + mark.length;
  if (/^\s?$/.test(source[start] ?? '')) return undefined;
  if (mark.startsWith('_') && wordCharacter.test(source[from - 1] ?? '')) return undefined;
  const end = closing(source, start, mark);
  if (end < 0) return undefined;
  const children = readMarkdown(source.slice(start, end));
  return { piece: { kind, children }, length: end + mark.length - from };
}

function closing(source: string, start: number, mark: string): number {
  for (let index = start; index < source.length; index += 1) {
    if (source[index] === '\\') index += 1;
    else if (source[index] === '\n') return -1;
    else if (index > start && source.startsWith(mark, index) && !/\s/.test(source[index - 1] ?? '')) {
      const isWithinWord = mark.startsWith('_') && wordCharacter.test(source[index + mark.length] ?? '');
      if (!isWithinWord) return index;
    }
  }
  return -1;
}

/** The words alone. */
function plainWords(source: string): string {
  return readMarkdown(source).map(wordsOf).join('');
}

function wordsOf(piece: Piece): string {
  if (piece.kind === 'text') return piece.text;
  if (piece.kind === 'mention') return piece.name;
  return piece.children.map(wordsOf).join('');
}

/** The words of a message without its marks, for a line that leads to it. */
export const withoutMarkdown = plainWords;

const tags = { bold: 'strong', italic: 'em', strike: 's' } as const;

/**
 * The HTML for the `adaptivecards` library, which takes nothing else: made of pieces alone, every word in it escaped.
 */
export function htmlOf(pieces: Piece[]): string {
  return pieces.map(pieceHtml).join('');
}

function pieceHtml(piece: Piece): string {
  switch (piece.kind) {
    case 'text':
      return escapedHtml(piece.text).replaceAll('\n', '<br>');
    case 'mention':
      return `<span class="mention">@${escapedHtml(piece.name)}</span>`;
    case 'link':
      return `<a class="link" rel="noopener noreferrer" target="_blank" href="${escapedHtml(piece.url)}">${htmlOf(piece.children)}</a>`;
    default:
      return `<${tags[piece.kind]}>${htmlOf(piece.children)}</${tags[piece.kind]}>`;
  }
}

function escapedHtml(text: string): string {
  const names: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' };
  return text.replace(/[&<>"']/g, (character) => `&${names[character]};`);
}
