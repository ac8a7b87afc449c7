import { SAME_WORDS } from './business-words.js';
import { foldText } from './fold-text.js';
import { endsInLegalForm, isLegalForm, stripLegalForms } from './legal-forms.js';

export interface PlainName {
  /** The words, with a space between: the same for the spellings that differ in nothing but writing. */
  text: string;
  words: string[];
  /** Legal forms that were taken off, in short. */
  forms: string[];
}

const ARTICLES = new Set(['the']);
const AND = new Set(['und', 'et', 'y', 'e', 'och', 'og', 'en', 'ja', 'i']);

/**
 * A company's name without what people write differently: case, accents, punctuation, legal forms at both ends, a place
 * after the legal form, articles, abbreviations. Empty when there is no letter or digit. Never throws; of a result's text
 * it gives the same again.
 */
export function readName(text: string): PlainName {
  const parts = foldText(text)
    .replaceAll(/&(amp|quot|apos|#0?39);?/g, (_, entity) => (entity === 'amp' ? '&' : "'"))
    .replaceAll(/\s[&+]\s|&/g, ' and ')
    // Of a name that is an address of the web, the name.
    .replaceAll(
      /\b(?:https?:\/\/)?www\.(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])\.(?:com|net|org|io)(?=$|[\s,;()/])/gu,
      ' ',
    )
    // Between letters an apostrophe parts nothing.
    .replaceAll(/(?<=\p{L})['’`´](?=\p{L}|\s|$|,)/gu, '')
    .split(/[,;()[\]]/)
    .map(splitWords)
    .filter((part) => part.length > 0);
  let words = parts.length > 1 ? withoutPlace(parts) : parts.flat();
  const forms = new Set<string>();
  // A word that was taken off may have stood before another form; what is left is read until nothing changes.
  for (let round = 0; round < 9; round += 1) {
    const next = readWords(words);
    for (const form of next.forms) forms.add(form);
    if (next.words.join(' ') === words.join(' ')) break;
    words = next.words;
  }
  return { text: words.join(' '), words, forms: [...forms].sort() };
}

/** See readName. */
export function plainName(text: string): string {
  return readName(text).text;
}

function readWords(given: readonly string[]): Pick<PlainName, 'words' | 'forms'> {
  const { words, forms } = stripLegalForms(given);
  const joined = countriesInShort(
    joinLetters(words.map((word, at) => (at > 0 && at < words.length - 1 && AND.has(word) ? 'and' : word))),
  );
  const named = joined.map((word) => (Object.hasOwn(SAME_WORDS, word) ? (SAME_WORDS[word] ?? word) : word));
  return {
    words: saidOnce(named.length > 1 && ARTICLES.has(named[0] ?? '') ? named.slice(1) : named),
    forms,
  };
}

const IN_SHORT: Record<string, string> = { states: 'us', kingdom: 'uk' };

/** United States of America, U.S.A. and US; United Kingdom. */
function countriesInShort(words: readonly string[]): string[] {
  if (!words.includes('united')) return [...words];
  const short: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const country = words[at] === 'united' ? IN_SHORT[words[at + 1] ?? ''] : undefined;
    short.push(country ?? words[at] ?? '');
    if (country === undefined) continue;
    at += country === 'us' && words[at + 2] === 'of' && words[at + 3] === 'america' ? 3 : 1;
  }
  return short;
}

/** Of a name that a form holds twice, "Acme Foods Acme Foods", one. */
function saidOnce(words: readonly string[]): string[] {
  const half = words.length / 2;
  const isTwice =
    half >= 2 && Number.isInteger(half) && words.slice(0, half).join() === words.slice(half).join();
  return isTwice ? words.slice(0, half) : [...words];
}

function splitWords(part: string): string[] {
  return part.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/** Of "Acme B.V., Delft, NL" the words before the place; what follows a legal form and has none itself is one. */
function withoutPlace(parts: readonly string[][]): string[] {
  const kept: string[][] = [];
  let isNamed = false;
  for (const part of parts) {
    const isForm = isLegalForm(part);
    if (isNamed && !isForm && !endsInLegalForm(part) && part.length <= 3) continue;
    kept.push(part);
    isNamed ||= (isForm && kept.length > 1) || endsInLegalForm(part);
  }
  return kept.flat();
}

/** I. B. M. is IBM. */
function joinLetters(words: readonly string[]): string[] {
  const joined: string[] = [];
  let isRun = false;
  for (const word of words) {
    const isLetter = /^[a-z\u0430-\u044f]$/.test(word);
    if (isLetter && isRun) joined[joined.length - 1] += word;
    else joined.push(word);
    isRun = isLetter;
  }
  return joined;
}
