import { COMMON_WORDS, FILLING_WORDS, JOINING_WORDS, NUMERALS, PLACES } from './business-words.js';

/** How much a word says about which company it is: 1 is a name of its own, near 0 what everybody is called. */
export type WordWeights = (word: string) => number;

const FILLING = 0.2;
const JOINING = 0.05;
/** A single letter is an initial, or tells one fund from another. */
const LETTER = 0.35;
const COMMON = 0.35;
const PLACE = 0.5;
const LEAST = 0.15;

/** Weights without a corpus: by the built-in lists alone. */
export const builtInWeights: WordWeights = (word) => {
  if (/\d/.test(word) || NUMERALS.has(word)) return 1;
  if (JOINING_WORDS.has(word)) return JOINING;
  if (FILLING_WORDS.has(word)) return FILLING;
  if (word.length === 1) return LETTER;
  if (COMMON_WORDS.has(word)) return COMMON;
  return PLACES.has(word) ? PLACE : 1;
};

/** Neighbours up to which a word may be a name: a company has several, in several spellings. */
const FEW = 6;

/**
 * Weights of a file: a word that stands beside many different words is common. Rows are not counted, as one company may
 * have most of them.
 */
export function weightsOf(names: Iterable<readonly string[]>): WordWeights {
  const beside = new Map<string, { times: number; words: Set<string> }>();
  for (const words of names)
    for (const [at, word] of words.entries())
      for (const other of [words[at - 1], words[at + 1]])
        if (other !== undefined) note(beside, word, other.slice(0, 4));
  const weights = new Map<string, number>();
  for (const [word, { times, words }] of beside) {
    const built = builtInWeights(word);
    const isNumber = /\d/.test(word) || NUMERALS.has(word);
    // One company in many spellings has the same few neighbours again and again.
    const size = words.size * Math.min(1, (2 * words.size) / times);
    const spread = 1 / (1 + 0.35 * Math.log2(Math.max(1, size / FEW)));
    weights.set(word, isNumber ? built : Math.min(built, Math.max(LEAST, spread)));
  }
  return (word) => weights.get(word) ?? builtInWeights(word);
}

function note(beside: Map<string, { times: number; words: Set<string> }>, word: string, other: string): void {
  const known = beside.get(word);
  if (!known) beside.set(word, { times: 1, words: new Set([other]) });
  else {
    known.times += 1;
    known.words.add(other);
  }
}
