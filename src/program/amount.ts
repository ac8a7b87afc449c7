/** Amounts of money as people type them: integer minor units, never floats. */

export type AmountParse =
  | { ok: true; amount?: { minorUnits: number; currency: string } }
  | { ok: false; problem: string };

/**
 * `12500`, `12,500.50`, `12.500,50`, `€ 12 500`, `12500 EUR`, in the program's currency. Empty means: not given.
 * A last separator with up to as many digits after it as the currency has minor digits is the decimal one; others must
 * group thousands (or lakhs). Where that can be read in two ways (`1.234` in a currency of three), a point is decimal
 * and a comma groups.
 */
export function parseAmount(text: string, currency: string): AmountParse {
  const typed = text.trim();
  if (!typed) return { ok: true };
  const number = /^[\d.,]+$/.exec(withoutCurrency(typed.replace(/[\s'’]/g, ''), currency))?.[0];
  const digits = minorDigits(currency);
  const parts = number === undefined ? undefined : split(number, digits);
  if (!parts)
    return { ok: false, problem: `Write an amount in ${currency}, for example 12500 or 12,500.50.` };
  const minorUnits = Number(`${parts.whole}${parts.fraction.padEnd(digits, '0')}`);
  if (!Number.isSafeInteger(minorUnits) || parts.whole.length > 12)
    return { ok: false, problem: 'This amount is too large to be right.' };
  return minorUnits > 0
    ? { ok: true, amount: { minorUnits, currency } }
    : { ok: false, problem: 'The amount must be above zero.' };
}

export function showAmount({ minorUnits, currency }: { minorUnits: number; currency: string }): string {
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(
    minorUnits / 10 ** minorDigits(currency),
  );
}

/** As `parseAmount` reads it back and a spreadsheet takes it: `-12500.50`, without the currency. */
export function typedAmount({ minorUnits, currency }: { minorUnits: number; currency: string }): string {
  const digits = minorDigits(currency);
  const all = String(Math.abs(minorUnits)).padStart(digits + 1, '0');
  const sign = minorUnits < 0 ? '-' : '';
  return digits === 0 ? `${sign}${all}` : `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`;
}

/** One separator throughout, between groups of three digits (or two, as lakhs are written). */
const GROUPED = /^\d{1,3}([.,])(?:\d{2,3}\1)*\d{3}$/;

/** Digits before and after the decimal separator, or undefined when it is no number a person would write. */
function split(number: string, digits: number): { whole: string; fraction: string } | undefined {
  const [, before = '', separator = '', after = ''] = /^(.+)([.,])(\d+)$/.exec(number) ?? [];
  const isWhole = /^\d+$/.test(before) || (GROUPED.test(before) && !before.includes(separator));
  const fits = after.length <= Math.max(2, digits) && /^0*$/.test(after.slice(digits));
  const groups = GROUPED.test(number);
  if (isWhole && fits && !(groups && separator === ','))
    return { whole: plain(before), fraction: after.slice(0, digits) };
  return groups || /^\d+$/.test(number) ? { whole: plain(number), fraction: '' } : undefined;
}

function plain(number: string): string {
  return number.replace(/[.,]/g, '').replace(/^0+(?=\d)/, '');
}

/** Only the program's own: `$ 500` in a program that counts in EUR is a mistake, not five hundred euros. */
function withoutCurrency(text: string, currency: string): string {
  const names = ['en-GB', 'en-US'].flatMap((locale) => symbols(locale, currency));
  for (const name of [currency, ...names].sort((a, b) => b.length - a.length)) {
    if (text.toUpperCase().startsWith(name.toUpperCase())) return text.slice(name.length);
    if (text.toUpperCase().endsWith(name.toUpperCase())) return text.slice(0, -name.length);
  }
  return text;
}

function symbols(locale: string, currency: string): string[] {
  return (['symbol', 'narrowSymbol'] as const).flatMap((currencyDisplay) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
      .formatToParts(1)
      .flatMap(({ type, value }) => (type === 'currency' ? [value] : [])),
  );
}

/** ISO 4217 exponent, from the runtime's own table (ECMA-402, CurrencyDigits). */
function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}
