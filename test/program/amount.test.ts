import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAmount, showAmount } from '../../src/program/amount.js';

/** Minor units, `nothing`, or the problem. */
function read(text: string, currency = 'EUR'): number | string {
  const parsed = parseAmount(text, currency);
  if (!parsed.ok) return parsed.problem;
  return parsed.amount?.minorUnits ?? 'nothing';
}

describe('an amount as people write it', () => {
  test.each([
    ['12500', 1_250_000],
    ['12,500', 1_250_000],
    ['12.500', 1_250_000],
    ['12,500.50', 1_250_050],
    ['12.500,50', 1_250_050],
    ['12 500,5', 1_250_050],
    ["12'500.00", 1_250_000],
    ['€ 12 500', 1_250_000],
    ['12\u202f500,00\u00a0€', 1_250_000],
    ['12500 eur', 1_250_000],
    ['EUR 0.05', 5],
    ['0012', 1_200],
    ['1,234,567', 123_456_700],
    ['12,50,000', 125_000_000],
    ['999999999999.99', 99_999_999_999_999],
  ])('%s', (text, minorUnits) => {
    expect(read(text)).toBe(minorUnits);
  });

  test.each(['', '   ', '\u00a0'])('%j is none', (text) => expect(read(text)).toBe('nothing'));

  test.each([
    '1.2.3',
    '1,2,3',
    '12,34,5',
    '12,500,50',
    '12.5k',
    '-5',
    '5-10',
    'a lot',
    '1e5',
    '12..5',
    '.',
    ',50',
    '12.',
    '$ 500',
    '500 CHF',
    '€',
    '١٢',
  ])('%s is not understood, and the way to write it is shown', (text) => {
    expect(read(text)).toBe('Write an amount in EUR, for example 12500 or 12,500.50.');
  });

  test('nothing and more than everything are refused', () => {
    expect(read('0')).toBe('The amount must be above zero.');
    expect(read('0,00')).toBe('The amount must be above zero.');
    expect(read('1'.repeat(13))).toBe('This amount is too large to be right.');
    expect(read('9'.repeat(400))).toBe('This amount is too large to be right.');
  });
});

describe('other currencies', () => {
  test('without minor digits refuse them, unless they are zeros', () => {
    expect(read('1500', 'JPY')).toBe(1500);
    expect(read('1,500.00', 'JPY')).toBe(1500);
    expect(read('15.50', 'JPY')).toContain('Write an amount in JPY');
  });

  test('with three read a point before three digits as decimal, a comma as grouping', () => {
    expect(read('1.234', 'KWD')).toBe(1234);
    expect(read('1,234', 'KWD')).toBe(1_234_000);
    expect(read('1,234.567', 'KWD')).toBe(1_234_567);
  });

  test.each([
    ['$1,000', 'USD'],
    ['US$1,000', 'USD'],
    ['$1,000', 'CAD'],
    ['CHF 1’000', 'CHF'],
    ['1000 kr', 'SEK'],
    ['¥100,000', 'JPY'],
  ])('%s is %s', (text, currency) => expect(read(text, currency)).toBe(100_000));
});

test('what is shown can be read back, in any currency', () => {
  const currencies = fc.constantFrom(
    'EUR',
    'USD',
    'GBP',
    'CHF',
    'JPY',
    'KWD',
    'SEK',
    'INR',
    'BRL',
    'AUD',
    'ISK',
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999_999_999_999 }), currencies, (minorUnits, currency) => {
      const whole =
        currency === 'JPY' || currency === 'ISK' ? minorUnits % 1_000_000_000_000 || 1 : minorUnits;
      expect(read(showAmount({ minorUnits: whole, currency }), currency)).toBe(whole);
    }),
    { numRuns: 500 },
  );
});

test('whatever is typed is read or refused in words, and never thrown at', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const parsed = parseAmount(text, 'EUR');
      if (parsed.ok) expect(parsed.amount?.minorUnits ?? 1).toBeGreaterThan(0);
      else expect(parsed.problem).toMatch(/[.]$/);
    }),
  );
});
