import { describe, expect, it } from 'vitest';
import { companyMatching } from '../../src/assemble/company-matching.js';

const { keys, compare } = companyMatching();

describe('a company beside a known one', () => {
  it.each([
    ['Northwind Traders Ltd', 'NORTHWIND TRADERS', 'exact'],
    ['Northwind Group', 'Northwind', 'likely'],
    ['Northwend Pumps', 'Northwind Pumps Inc', 'likely'],
    ['Mueller', 'Müller GmbH', 'exact'],
    ['Northwind Energy', 'Northwind', 'possible'],
  ])('%s, %s: found by a key, and %s', (one, other, verdict) => {
    const known = new Set(keys({ name: other }));
    expect(keys({ name: one }).some((key) => known.has(key))).toBe(true);
    expect(compare({ name: one }, { name: other })?.verdict).toBe(verdict);
  });

  it('of the same name and another domain is likely, of one domain too, of nothing in common none', () => {
    expect(
      compare({ name: 'Alfa', domain: 'alfa.com' }, { name: 'Alfa', domain: 'other.com' })?.verdict,
    ).toBe('likely');
    expect(compare({ name: 'Alfa', domain: 'alfa.com' }, { name: 'Beta', domain: 'alfa.com' })?.verdict).toBe(
      'likely',
    );
    expect(compare({ name: 'Alfa' }, { name: 'Beta' })).toBeUndefined();
    expect([compare({}, {}), keys({})]).toEqual([undefined, []]);
  });
});
