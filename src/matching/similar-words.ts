/**
 * Letters to be put in, left out, replaced or exchanged with their neighbour to make one text the other (optimal string
 * alignment); more than `most` is `most + 1`.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let value = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      if (
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
      )
        value = Math.min(value, (before[j - 2] ?? 0) + 1);
      row.push(value);
      if (value < least) least = value;
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** Letters that may be wrong in a word of this length. In a short word another letter is another word. */
function mayBeWrong(length: number): number {
  return length < 5 ? 0 : length < 9 ? 1 : length < 13 ? 2 : 3;
}

/** Characters that are a syllable or a word each: another one is no slip of a finger. */
const SYLLABLES = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}]/u;
/** A whole name without spaces at the beginning of a longer one. */
const BEGINNING = 0.6;

/** 0 to 1: 1 is the same word, 0 another one. Words with digits are the same or not. */
export function wordSimilarity(one: string, other: string): number {
  if (one === other) return 1;
  if (one.charCodeAt(0) >= 0x1100 && SYLLABLES.test(one))
    return one.length >= 2 && other.length >= 2 && (one.startsWith(other) || other.startsWith(one))
      ? BEGINNING
      : 0;
  // Two wrong letters at the beginning make another word.
  if (
    one.charCodeAt(0) !== other.charCodeAt(0) &&
    one.charCodeAt(1) !== other.charCodeAt(1) &&
    !isShifted(one, other)
  )
    return 0;
  if (/\d/.test(one) || /\d/.test(other)) return 0;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  // "pharmac" for "pharmaceuticals", "electronic" for "electronics".
  if (short.length >= 4 && long.startsWith(short)) return long.length - short.length <= 2 ? 0.95 : 0.8;
  const most = mayBeWrong(short.length);
  if (most === 0)
    return short.length === 4 && editDistance(one, other, 1) === 1 && isSwap(one, other) ? 0.85 : 0;
  const distance = editDistance(one, other, most);
  if (distance > most) return 0;
  // Hand and Band: in a short word one letter in another's place is more often a name than a slip.
  if (distance === 1 && one.length === other.length && one.length <= SHORT && !isSwap(one, other))
    return OTHER_LETTER;
  return 1 - (1.1 * distance) / long.length;
}

const SHORT = 6;
const OTHER_LETTER = 0.7;

/** Whether the first letter was lost, doubled or exchanged. */
function isShifted(a: string, b: string): boolean {
  return a.charCodeAt(1) === b.charCodeAt(0) || b.charCodeAt(1) === a.charCodeAt(0);
}

/** Whether two letters changed places, which a finger does and a name does not. */
function isSwap(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join('') === [...b].sort().join('');
}
