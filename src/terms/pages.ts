import { whole } from '../messages/shorten.js';

/** Terms are longer than any message takes: they are read a page at a time, and nothing is left out. */

/** In characters. A page fits into one message on every platform, whatever it is made of. */
const PAGE = 4_000;
/** Of one text element. */
const PIECE = 1_800;

/** The pages of a text, each as the texts that stand in it; at least one. */
export function pagesOf(text: string): string[][] {
  return splitAt(text.trim(), PAGE).map((page) => splitAt(page, PIECE));
}

/** Where a text is cut best: between paragraphs, lines, sentences, words. */
const SEAMS = [/\n[^\S\n]*\n\s*/g, /\n\s*/g, /(?<=[.;:!?])\s+/g, /\s+/g];

/** In pieces of at most `limit` characters; between them only white space is lost. */
export function splitAt(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const { end, next } = cut(rest, limit);
    pieces.push(rest.slice(0, end));
    rest = rest.slice(next);
  }
  return [...pieces, rest].filter((piece) => piece.trim() !== '');
}

/** Not in the first third: a page of one heading would read badly. */
function cut(text: string, limit: number): { end: number; next: number } {
  for (const seam of SEAMS) {
    const found = [...text.slice(0, limit + 1).matchAll(seam)].findLast(
      ({ index }) => index > limit / 3 && index <= limit,
    );
    if (found) return { end: found.index, next: found.index + found[0].length };
  }
  const end = whole(text, limit).length;
  return { end, next: end };
}
