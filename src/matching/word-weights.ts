import { COMMON_WORDS, NUMERALS, PLACES } from './business-words.js';

/** How much a word says about which company it is: 1 is a name of its own, near 0 what everybody is called. */
export type WordWeights = (word: string) => number;

const COMMON = 0.35;
const PLACE = 0.5;
const LEAST = 0.15;

/** Weights without a corpus: by the built-in lists alone. */
export const builtInWeights: WordWeights = (word) => {
  if (/\d/.test(word) || NUMERALS.has(word)) return 1;
  if (word === 'and' || word.length === 1) return 0.2;
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
  const neighbours = new Map<string, Set<string>>();
  for (const words of names)
    for (const [at, word] of words.entries())
      for (const other of [words[at - 1], words[at + 1]])
        if (other !== undefined) add(neighbours, word, other.slice(0, 4));
  const weights = new Map<string, number>();
  for (const [word, { size }] of neighbours) {
    const built = builtInWeights(word);
    const isNumber = /\d/.test(word) || NUMERALS.has(word);
    const spread = 1 / (1 + 0.35 * Math.log2(Math.max(1, size / FEW)));
    weights.set(word, isNumber ? built : Math.max(LEAST, Math.min(built, spread)));
  }
  return (word) => weights.get(word) ?? builtInWeights(word);
}

function add(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}
