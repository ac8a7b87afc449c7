/** Letters that Unicode does not take apart. */
const LETTERS: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
};

/**
 * Small letters without accents, in Unicode's compatible spelling (full-width letters are plain ones). Marks of other
 * scripts stay where they make another letter. Of a result it gives the same again.
 */
export function foldText(text: string): string {
  let folded = text;
  // What is taken apart may have capitals and letters of the list in it.
  for (let round = 0; round < 4; round += 1) {
    const next = once(folded);
    if (next === folded) break;
    folded = next;
  }
  return folded;
}

function once(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f\u1dc0-\u1dff\u20d0-\u20ff]/g, '')
    .replaceAll(/[ßøłđðþæœıħ]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC');
}

/** ü may be written ue: the same for both, to be compared and not to be read. */
export function foldUmlauts(word: string): string {
  return word.replaceAll(/([aou])e/g, '$1');
}
