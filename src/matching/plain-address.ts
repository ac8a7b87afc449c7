import { NOT_TELLING, PARTS_OF_BUILDINGS, SAME_IN_ADDRESSES, STREET_KINDS } from './address-words.js';
import { foldText } from './fold-text.js';
import { wordSimilarity } from './similar-words.js';

/** A postal address as it is compared; what was not found is empty. */
export interface PlainAddress {
  /** The house's number. */
  house: string;
  /** The words that name the street. */
  street: string[];
  /** n, s, e or w, which part one street in two. */
  side: string;
  /** All other words that tell something: town, country. */
  places: string[];
  /** Numbers of five digits and more beside the house's. */
  postcodes: string[];
  /** To be shown. */
  text: string;
}

const MOST_OF_A_STREET = 3;

/** Reads what an address says in most countries, with or without commas. Never throws. */
export function readAddress(text: string): PlainAddress {
  const parts = foldText(text)
    .replaceAll(/\bp\.?\s*o\.?\s*box\b/g, 'pobox')
    .replaceAll(/['’]/g, '')
    // "12, rue de la Paix".
    .replaceAll(/(?<=^\s*\d+\s*),/g, ' ')
    // Of "12-14" the first house; of "60602-1234" the town's code.
    .replaceAll(/(?<![\p{L}\d])(\d+)\s*[-–/]\s*\d+(?![\p{L}\d])/gu, '$1')
    .split(/[,;\n|]/)
    .map((part) =>
      withoutRooms(
        part
          .split(/[^\p{L}\p{N}]+/u)
          .filter((word) => word !== '')
          .map(plainWord),
      ),
    )
    .filter((words) => words.length > 0);
  const words = parts.flat();
  const house = houseOf(words);
  const isPostcode = (word: string) => /^\d{5,}$/.test(word) && word !== house;
  const part = parts.find((some) => some.includes(house)) ?? [];
  const street = house === '' ? [] : streetOf(part, house);
  const isElsewhere = (word: string) => !/^\d/.test(word) && !NOT_TELLING.has(word) && !street.includes(word);
  return {
    house,
    street: street.map((word) => word.replace(/^(\d+)(?:st|nd|rd|th)$/, '$1')),
    side: part.find((word) => /^[nsew]$/.test(word)) ?? '',
    places: [...new Set(words.filter(isElsewhere))],
    postcodes: words.filter(isPostcode),
    text: words.join(' '),
  };
}

function plainWord(word: string): string {
  if (Object.hasOwn(SAME_IN_ADDRESSES, word)) return SAME_IN_ADDRESSES[word] ?? word;
  // Hauptstraße is one word.
  return word.replace(/(?<=.{3})(?:strasse|str|straat)$/, 'st');
}

function isNumber(word: string): boolean {
  return /^\d+[a-z]?$/.test(word);
}

function withoutRooms(words: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [word = '', next] = [words[at], words[at + 1]];
    // "Box 12", "2nd floor", "Suite B".
    if (PARTS_OF_BUILDINGS.has(word) && (at > 0 || next === undefined || /\d/.test(next))) {
      if (next !== undefined && (/\d/.test(next) || next.length === 1)) at += 1;
      else if (/^\d+(?:st|nd|rd|th)?$/.test(kept.at(-1) ?? '') && kept.length > 1) kept.pop();
      continue;
    }
    kept.push(word);
  }
  return kept;
}

/** A number of five digits is a postcode, unless it is the only one. */
function houseOf(words: readonly string[]): string {
  const numbers = words.filter(isNumber);
  return numbers.find((number) => !/^\d{5,}$/.test(number)) ?? numbers[0] ?? '';
}

/** The words before the number, as in "Hauptstraße 12", or those behind it: "12 Main Street". */
function streetOf(part: readonly string[], house: string): string[] {
  const at = part.indexOf(house);
  const telling = (words: readonly string[]) =>
    words.filter((word) => !NOT_TELLING.has(word) && !/^\d{4,}$/.test(word));
  const before = telling(part.slice(0, at));
  if (before.length > 0 && !part.slice(at + 1).some((word) => STREET_KINDS.has(word))) return before;
  const behind = part.slice(at + 1);
  const kind = behind.findIndex((word, index) => index > 0 && STREET_KINDS.has(word));
  const named = telling(kind > 0 ? behind.slice(0, kind) : behind).slice(0, MOST_OF_A_STREET);
  return named.length > 0 ? named : telling(behind).slice(0, MOST_OF_A_STREET);
}

/**
 * Whether two addresses are one: undefined when it cannot be told, as of two towns without a street, of neighbouring houses or
 * of one street's name in two towns.
 */
export function compareAddresses(a: PlainAddress, b: PlainAddress): boolean | undefined {
  if (a.text === '' || b.text === '') return undefined;
  const sharesPostcode = a.postcodes.some((code) => b.postcodes.includes(code));
  const hasOtherPostcode = !sharesPostcode && a.postcodes.length > 0 && b.postcodes.length > 0;
  const places = overlap(a.places, b.places);
  if (a.house === '' || b.house === '' || a.street.length === 0 || b.street.length === 0)
    return places === 0 && !sharesPostcode ? false : undefined;
  const street = overlap(a.street, b.street) ?? 0;
  if (street < 0.5) return false;
  if (a.house !== b.house) return areNeighbours(a.house, b.house) && !hasOtherPostcode ? undefined : false;
  if (a.side !== b.side && a.side !== '' && b.side !== '') return undefined;
  // High Street has a number 12 in every town.
  return places === 0 && !sharesPostcode ? undefined : true;
}

/** Of the shorter list, the part that is in the other, be it with a typing mistake; undefined when one is empty. */
function overlap(one: readonly string[], other: readonly string[]): number | undefined {
  if (one.length === 0 || other.length === 0) return undefined;
  if (one.length === other.length) return Math.min(shareOf(one, other), shareOf(other, one));
  return one.length < other.length ? shareOf(one, other) : shareOf(other, one);
}

function shareOf(words: readonly string[], others: readonly string[]): number {
  const isThere = (word: string) => others.some((other) => wordSimilarity(word, other) > 0.75);
  return words.filter(isThere).length / words.length;
}

/** Typed wrong by a digit, or the house next door. */
function areNeighbours(one: string, other: string): boolean {
  const [a, b] = [Number.parseInt(one, 10), Number.parseInt(other, 10)];
  if (Math.abs(a - b) <= 10) return true;
  // In America a block has a hundred numbers.
  if (a >= 1_000 && Math.floor(a / 100) === Math.floor(b / 100)) return true;
  if (one.length !== other.length || one.length < 3) return false;
  const wrong = [...one].filter((digit, at) => digit !== other[at]).length;
  if (wrong === 1) return one.length >= 4;
  return wrong === 2 && [...one].sort().join('') === [...other].sort().join('');
}
