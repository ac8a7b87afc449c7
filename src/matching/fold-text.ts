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
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII, of which nothing else is to be done
  if (/^[\u0000-\u007f]*$/.test(text)) return text.toLowerCase();
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

/** Cyrillic and Greek letters as they are most often written in Latin ones. */
const LATIN: Record<string, string> = Object.fromEntries(
  (
    'а:a б:b в:v г:g ґ:g д:d е:e ё:e є:e ж:zh з:z и:i і:i ї:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ў:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya ј:j љ:lj њ:nj ћ:c ђ:dj џ:dz ' +
    'α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:f χ:ch ψ:ps ω:o'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** Газпром is Gazprom: to be compared and not to be read. Other scripts stay as they are. */
export function inLatin(word: string): string {
  return /[\u0370-\u03ff\u0400-\u04ff]/.test(word)
    ? [...word.replaceAll('кс', 'x')].map((letter) => LATIN[letter] ?? letter).join('')
    : word;
}
