import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** As E.164; undefined when it is none. Never throws. @param country ISO 3166-1, where no country code is written */
export function plainPhone(text: string, country?: string): string | undefined {
  const typed = text
    .normalize('NFKC')
    .trim()
    .replace(/^00(?=[1-9])/, '+');
  const region = country?.toUpperCase();
  const known = region !== undefined && isSupportedCountry(region) ? (region as CountryCode) : undefined;
  const number = parsePhoneNumberFromString(typed, known);
  return number?.isPossible() ? number.number : undefined;
}

/** What two spellings of one number in a file have in common, also without a country: its last digits. */
export function phoneEnding(text: string): string | undefined {
  const typed = firstOf(text.normalize('NFKC').trim());
  const international = typed.replace(/^00(?=[1-9])/, '+');
  const number = international.includes('+') ? parsePhoneNumberFromString(international) : undefined;
  if (number?.isPossible()) return distinct(number.nationalNumber);
  // An extension is no part of the number.
  const digits = typed
    .replace(/(?:extension|extn|ext|x|#)\.?\s*\d+\s*$/i, '')
    .replaceAll(/\D/g, '')
    .replace(/^0+/, '');
  return digits.length === 11 && digits.startsWith('1') ? distinct(digits.slice(1)) : distinct(digits);
}

/** Of several in one cell the first; of a spreadsheet's 2125550143.0 the number. */
function firstOf(text: string): string {
  const [first = '', ...others] = text.split(/[;,|\n]|\s\/\s|\bor\b/i);
  const isWhole = others.length > 0 && first.replaceAll(/\D/g, '').length >= 7;
  return (isWhole ? first : text).replace(/(?<=^\d{7,})\.0$/, '');
}

/** What is typed to fill a field, 000 or 11111111, is no number. */
function distinct(digits: string): string | undefined {
  if (digits.length < 7 || new Set(digits).size < 3) return undefined;
  return digits.slice(-9);
}
