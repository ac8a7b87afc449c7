import { NUMERALS, PLACES } from './business-words.js';
import { foldUmlauts, inLatin } from './fold-text.js';
import type { PlainName } from './plain-name.js';
import { editDistance, wordSimilarity } from './similar-words.js';
import type { WordWeights } from './word-weights.js';

/** A plain name with what comparing needs of it, worked out once. */
export interface ComparableName extends PlainName {
  /** The words, ü being the same as ue, II as 2, and Cyrillic and Greek in Latin letters. */
  folded: string[];
  joined: string;
  /** What they are worth, sorted. */
  numbers: string[];
}

export function comparableName(name: PlainName): ComparableName {
  const folded = name.words.map((word, at) => {
    const isLast = at > 0 && at === name.words.length - 1;
    return NUMERALS.get(word) ?? (isLast ? ROMAN[word] : undefined) ?? foldUmlauts(inLatin(word));
  });
  return { ...name, folded, joined: folded.join(''), numbers: folded.filter(isNumber).sort() };
}

/** At the end of a name only: Fund I. */
const ROMAN: Record<string, string | undefined> = { i: '1', v: '5', x: '10' };

export interface NameLikeness {
  /** 0 to 1; 1 is the same plain name. */
  score: number;
  /** In words for staff. */
  detail: string;
}

const NOTHING: NameLikeness = { score: 0, detail: 'different names' };
/** Of names that are alike in so much, but one has a number that the other lacks. */
const WITH_NUMBER = 0.7;
const ACRONYM = 0.6;
/** All words of one, and those tell something, are in the other: Contoso, Contoso Energy Romania. */
const WITHIN = 0.6;
const TELLING = 0.85;
/** Of two words that tell something, and one more: Contoso Harbour, Contoso Harbour Foods. */
const LONGER = 0.78;
/** Two of them: of the. */
const A_WORD_BETWEEN = 0.1;
const TWO_WORDS = 1.8;
const ONE_WORD = 1.1;
/** The most that words in any order give. */
const ALIGNED = 0.96;
const RESPACED = 0.97;
/** A likeness of words over which it is a slip of the finger. */
const SLIP = 0.75;
/** What must be the same, counted in words that are names of their own. */
const ANCHOR = 0.8;
const NOT_SURE = 0.75;
const OTHER_FORM = 0.93;
/** Of names of common words alone, such as "First National Bank". */
const ONLY_COMMON = 0.9;

/**
 * How alike two names are: words weighted by how much they say, in any order, with typing mistakes, other spacing and
 * acronyms. Words that both have and the other has not speak against it twice.
 */
export function compareNames(a: ComparableName, b: ComparableName, weightOf: WordWeights): NameLikeness {
  if (a.text === '' || b.text === '') return NOTHING;
  if (a.text === b.text) return same(a, b, weightOf);
  const numbers = compareNumbers(a.numbers, b.numbers);
  if (numbers === 'differ') return { score: 0, detail: 'another number' };
  if (a.joined === b.joined) return { score: RESPACED, detail: 'same name, spaced or spelled otherwise' };
  const aligned = align(a, b, weightOf);
  const spaced = a.words.length === b.words.length ? 0 : respaced(a, b);
  const best: NameLikeness =
    spaced > aligned.score ? { score: spaced, detail: 'nearly the same name, spaced otherwise' } : aligned;
  if (best.score < ACRONYM && (isAcronym(a.words, b.words) || isAcronym(b.words, a.words)))
    return { score: ACRONYM, detail: 'one is the initials of the other' };
  return numbers === 'same' ? best : { ...best, score: Math.min(best.score, WITH_NUMBER) };
}

function same(a: PlainName, b: PlainName, weightOf: WordWeights): NameLikeness {
  if (a.forms.length > 0 && b.forms.length > 0 && a.forms.join() !== b.forms.join())
    return {
      score: OTHER_FORM,
      detail: `same name, other legal form (${a.forms.join(' ')}, ${b.forms.join(' ')})`,
    };
  const says = Math.max(...a.words.map(weightOf));
  return says < 0.5
    ? { score: ONLY_COMMON, detail: 'same name, of common words' }
    : { score: 1, detail: 'same name' };
}

/** Numbers, numerals and single letters tell branches, funds and regions apart. */
function compareNumbers(one: readonly string[], other: readonly string[]): 'same' | 'differ' | 'one only' {
  if (one.length === 0 && other.length === 0) return 'same';
  if (one.join() === other.join()) return 'same';
  // "3 M" and "3M".
  if (one.join('').replaceAll(/\D/g, '') === other.join('').replaceAll(/\D/g, '') && /\d/.test(one.join('')))
    return 'same';
  const [few, many] = one.length < other.length ? [one, other] : [other, one];
  return few.every((number) => many.includes(number)) ? 'one only' : 'differ';
}

/** A letter at the end is one: Fund A. */
function isNumber(word: string, at: number, words: readonly string[]): boolean {
  return /\d/.test(word) || (at > 0 && at === words.length - 1 && /^[a-z]$/.test(word));
}

function align(
  { words: a, folded: ours }: ComparableName,
  other: ComparableName,
  weightOf: WordWeights,
): NameLikeness {
  const { words: b, folded: theirs } = other;
  const free = new Set(b.keys());
  const left: string[] = [];
  let [matched, written, sure] = [0, 0, 0];
  const mistakes: string[] = [];
  for (const [at, word] of [...a.entries()].sort(([, x], [, y]) => weightOf(y) - weightOf(x))) {
    let [best, found] = [0, -1];
    for (const candidate of free) {
      const likeness =
        wordSimilarity(ours[at] ?? '', theirs[candidate] ?? '') - (candidate === at ? 0 : 0.001);
      if (likeness > best) [best, found] = [likeness, candidate];
    }
    if (found < 0) {
      left.push(word);
      continue;
    }
    free.delete(found);
    const partner = b[found] ?? '';
    // A word that is only nearly common, "electronik", weighs no more than the common one.
    const weight = Math.min(weightOf(word), weightOf(partner));
    matched += weight * (best + 0.001);
    written += weight;
    if (best > SLIP) sure += weight;
    if (best < 0.99) mistakes.push(`${word}/${partner}`);
  }
  const sum = (words: readonly string[]) => words.reduce((total, word) => total + weightOf(word), 0);
  const right = [...free].map((index) => b[index] ?? '');
  const [lost, added] = [sum(left), sum(right)];
  const total = written + lost + added + Math.min(lost, added);
  const share = total === 0 ? 0 : Math.min(ALIGNED, matched / total);
  const isWithin = Math.min(lost, added) <= A_WORD_BETWEEN && matched >= TELLING;
  const alone = [...left, ...right];
  // A namesake's other half, and the subsidiary of a country, are not sure.
  const isSure = sure >= ANCHOR && !alone.some((word) => PLACES.has(word));
  const least = !isWithin ? 0 : sure >= TWO_WORDS && lost + added <= ONE_WORD ? LONGER : WITHIN;
  const score = Math.min(Math.max(share, least), isSure ? 1 : NOT_SURE);
  return { score, detail: describe(mistakes, alone) };
}

function describe(mistakes: readonly string[], alone: readonly string[]): string {
  const parts = [
    ...(mistakes.length > 0 ? [`spelled otherwise: ${mistakes.join(', ')}`] : []),
    ...(alone.length > 0 ? [`only in one: ${alone.join(', ')}`] : []),
  ];
  return parts.length > 0 ? `names alike; ${parts.join('; ')}` : 'same words in another order';
}

/** 0, or how alike the names are with their spaces left out, when no word of one is merely missing in the other. */
function respaced(
  { folded: a, joined: one }: ComparableName,
  { folded: b, joined: other }: ComparableName,
): number {
  const length = Math.max(one.length, other.length);
  if (length < 10) return 0;
  const alone = [a.filter((word) => !b.includes(word)), b.filter((word) => !a.includes(word))];
  if (alone.some((words) => words.length === 0)) return 0;
  const distance = editDistance(one, other, Math.floor(length / 10));
  return distance > length / 10 ? 0 : RESPACED - distance / length;
}

const SMALL = new Set(['and', 'of', 'the', 'for', 'de', 'la', 'und', 'et']);

function isAcronym(short: readonly string[], long: readonly string[]): boolean {
  const [word = '', ...others] = short;
  if (others.length > 0 || word.length < 3 || long.length < 3) return false;
  const initials = (words: readonly string[]) => words.map((part) => part[0]).join('');
  return word === initials(long) || word === initials(long.filter((part) => !SMALL.has(part)));
}
