/** Amounts of money as people type them: integer minor units, never floats. */

export type AmountParse =
  | { ok: true; amount?: { minorUnits: number; currency: string } }
  | { ok: false; problem: string };

/**
 * `12500`, `12,500.50`, `12.500,50`, `€ 12 500` in the program's currency. Empty means: not given.
 * The last separator followed by one or two digits is the decimal one; others group thousands.
 */
export function parseAmount(text: string, currency: string): AmountParse {
  const typed = text.trim();
  if (!typed) return { ok: true };
  const plain = typed
    .replace(/[\s'’\u00a0\u202f]/g, '')
    .replace(/^(\p{Sc}|[A-Z]{3})|(\p{Sc}|[A-Z]{3})$/gu, '');
  const match = /^(\d[\d.,]*?)(?:[.,](\d{1,2}))?$/.exec(plain);
  const whole = match?.[1]?.replace(/[.,]/g, '');
  if (!whole || !/^\d{1,12}$/.test(whole))
    return { ok: false, problem: `Write an amount in ${currency}, for example 12500 or 12,500.50.` };
  const digits = minorDigits(currency);
  const fraction = (match?.[2] ?? '').padEnd(digits, '0').slice(0, digits);
  const minorUnits = Number(`${whole}${fraction}`);
  return minorUnits > 0
    ? { ok: true, amount: { minorUnits, currency } }
    : { ok: false, problem: 'The amount must be above zero.' };
}

export function showAmount({ minorUnits, currency }: { minorUnits: number; currency: string }): string {
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(
    minorUnits / 10 ** minorDigits(currency),
  );
}

/** ISO 4217 exponent, from the runtime's own table. */
function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}
