import { foldText } from './fold-text.js';

const SAME: Record<string, string> = {
  street: 'st',
  str: 'st',
  strasse: 'st',
  straat: 'st',
  avenue: 'ave',
  av: 'ave',
  boulevard: 'blvd',
  road: 'rd',
  drive: 'dr',
  lane: 'ln',
  highway: 'hwy',
  parkway: 'pkwy',
  square: 'sq',
  place: 'pl',
  suite: 'ste',
  north: 'n',
  south: 's',
  east: 'e',
  west: 'w',
  first: '1st',
  second: '2nd',
  third: '3rd',
  fourth: '4th',
  fifth: '5th',
  sixth: '6th',
  seventh: '7th',
  eighth: '8th',
  ninth: '9th',
  tenth: '10th',
};

/** The words of a postal address, those that mean one thing being one; empty when there are none. */
export function readAddress(text: string): string[] {
  return foldText(text)
    .replaceAll(/['’.]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) =>
      Object.hasOwn(SAME, word)
        ? (SAME[word] ?? word)
        : word.replace(/(?<=.{3})(?:strasse|str|straat)$/, 'st'),
    );
}

const NOT_TELLING = new Set(Object.values(SAME));

/** Whether two addresses are one: undefined when it cannot be told, as of two towns without a street. */
export function compareAddresses(a: readonly string[], b: readonly string[]): boolean | undefined {
  if (a.length === 0 || b.length === 0) return undefined;
  const numbers = (words: readonly string[]) => words.filter((word) => /^\d+[a-z]?$/.test(word));
  const names = (words: readonly string[]) =>
    new Set(words.filter((word) => !/^\d+[a-z]?$/.test(word) && !NOT_TELLING.has(word)));
  const [one, other] = [names(a), names(b)];
  const shared = [...one].filter((word) => other.has(word)).length;
  const overlap = shared / Math.max(1, Math.min(one.size, other.size));
  const [ours, theirs] = [numbers(a), numbers(b)];
  if (ours.length === 0 || theirs.length === 0)
    return overlap < 0.25 && one.size > 0 && other.size > 0 ? false : undefined;
  const isNumberShared = ours.some((number) => theirs.includes(number));
  if (!isNumberShared) return false;
  return overlap >= 0.5 ? true : overlap === 0 && one.size > 0 && other.size > 0 ? false : undefined;
}
