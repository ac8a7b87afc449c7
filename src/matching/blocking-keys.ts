import type { ComparableName } from './compare-names.js';
import { foldUmlauts, inLatin } from './fold-text.js';
import type { ReadRecord } from './read-record.js';
import type { WordWeights } from './word-weights.js';

/** A word of this weight or more may be a company's name by itself. */
const TELLING = 0.55;
const MOST_WORDS = 2;
const LONGEST = 14;

/**
 * What records that may be one company have in common: two of them share at least one key. At most about 45 a name; those
 * that begin with `n:` say that the whole name is the same, so that a crowd behind one is a crowd of duplicates.
 */
export function blockingKeys(
  { name, otherNames, domain, email, phone }: ReadRecord,
  weightOf: WordWeights,
): string[] {
  const keys = new Set<string>();
  if (domain !== undefined) keys.add(`d:${domain}`);
  if (email !== undefined) keys.add(`e:${email}`);
  if (phone !== undefined) keys.add(`t:${phone.slice(-7)}`);
  for (const one of [name, ...otherNames]) addName(keys, one, weightOf);
  return [...keys];
}

function addName(
  keys: Set<string>,
  { text, words, folded, joined }: ComparableName,
  weightOf: WordWeights,
): void {
  if (text === '') return;
  keys.add(`n:${joined}`);
  keys.add(`o:${[...folded].sort().join(' ')}`);
  // Two beginnings: for mistakes late in the name, and for words run together.
  if (joined.length >= 6) keys.add(`p:${joined.slice(0, 6)}`);
  keys.add(`k:${skeleton(joined).slice(0, 7)}`);
  for (const word of tellingWords(words, weightOf)) addWord(keys, foldUmlauts(inLatin(word)));
  addInitials(keys, words);
}

function tellingWords(words: readonly string[], weightOf: WordWeights): string[] {
  const sorted = [...new Set(words)].sort((a, b) => weightOf(b) - weightOf(a) || b.length - a.length);
  const telling = sorted.filter((word) => weightOf(word) >= TELLING);
  return (telling.length > 0 ? telling : sorted).slice(0, MOST_WORDS);
}

/** The word, and the word with each letter left out: two that differ in one letter share one of them. */
function addWord(keys: Set<string>, word: string): void {
  keys.add(`w:${word}`);
  if (word.length < 5 || /\d/.test(word)) return;
  const cut = word.slice(0, LONGEST);
  for (let at = 0; at < cut.length; at += 1) keys.add(`w:${cut.slice(0, at)}${cut.slice(at + 1)}`);
}

function addInitials(keys: Set<string>, words: readonly string[]): void {
  const [first = ''] = words;
  if (words.length === 1 && first.length >= 3 && first.length <= 6) keys.add(`i:${first}`);
  if (words.length >= 3 && words.length <= 6) keys.add(`i:${words.map((word) => word[0]).join('')}`);
}

/** Consonants without repetitions: what most spellings of one sound leave as it is. */
export function skeleton(text: string): string {
  const plain = text.replaceAll('ph', 'f').replaceAll(/[cq]/g, 'k').replaceAll('z', 's');
  return (
    plain.slice(0, 1) +
    plain
      .slice(1)
      .replaceAll(/[aeiouyhw]/g, '')
      .replaceAll(/(.)\1+/g, '$1')
  );
}
