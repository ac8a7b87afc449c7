import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pagesOf, splitAt } from '../../src/terms/pages.js';

const HALVES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const squeezed = (text: string) => text.replace(/\s+/g, '');

test('short terms are one page of one text', () => {
  expect(pagesOf(' Be kind.\n')).toEqual([['Be kind.']]);
});

test('long ones are cut between paragraphs', () => {
  const paragraph = `${'A sentence of some length. '.repeat(50).trim()}`;
  const pages = pagesOf([paragraph, paragraph, paragraph, paragraph].join('\n\n'));
  expect(pages.flat()).toEqual([paragraph, paragraph, paragraph, paragraph]);
  expect(pages.map(({ length }) => length)).toEqual([2, 2]);
});

test('whatever the text, nothing but white space is lost and every piece fits, without half a character', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc
      .array(fc.constantFrom('word', ' ', '\n', '\n\n', '. ', '😀'), { maxLength: 200 })
      .map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 40 }), (given, limit) => {
      const pieces = splitAt(given, limit);
      expect(pieces.every((piece) => piece.length <= limit)).toBe(true);
      expect(squeezed(pieces.join(''))).toBe(squeezed(given));
      if (!HALVES.test(given)) expect(pieces.every((piece) => !HALVES.test(piece))).toBe(true);
    }),
  );
});
