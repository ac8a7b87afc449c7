import { describe, expect, it } from 'vitest';
import { compareRecords } from '../../src/matching/compare-records.js';
import { type CompanyRecord, readRecord } from '../../src/matching/read-record.js';
import { builtInWeights } from '../../src/matching/word-weights.js';

function compare(a: CompanyRecord, b: CompanyRecord) {
  return compareRecords(readRecord(a), readRecord(b), builtInWeights);
}

describe('by name alone', () => {
  it.each([
    ['Northwind Traders Ltd', 'northwind traders', 'exact'],
    ['Database Labs Inc', 'Data Base Laboratories', 'exact'],
    ['Müller Maschinenbau', 'Mueller Maschinenbau GmbH', 'exact'],
    ['Robert Bosch GmbH', 'Bosch, Robert', 'exact'],
    ['Northwind Traders', 'Nortwhind Traders', 'likely'],
    ['Contoso Pharmaceuticals', 'Contosso Pharmaceuticals', 'likely'],
    ['Alfa GmbH', 'Alfa Ltd', 'likely'],
    ['Northwind Group', 'Northwind', 'likely'],
    ['Northwind Energy', 'Northwind', 'possible'],
    ['Save the Children Fund', 'Save the Children', 'likely'],
    ['Save the Children', 'The Children Fund', 'not sure'],
    ['Northwind Fund A', 'Northwind Fund', 'not sure'],
    ['IBM', 'International Business Machines Corp.', 'possible'],
    ['Contoso Region 1', 'Contoso', 'possible'],
    ['Siemens Healthcare', 'Siemens Energy', undefined],
    ['Region 1 Partners', 'Region 2 Partners', undefined],
    ['Ford', 'Fort', undefined],
    ['Springfield School A', 'Springfield School B', 'not sure'],
    ['Global Systems', 'Global Services', 'not sure'],
    ['Northwind Germany', 'Northwind France', 'not sure'],
  ])('%s and %s: %s', (a, b, verdict) => {
    const found = compare({ name: a }, { name: b })?.verdict;
    if (verdict === 'not sure') expect(['possible', undefined]).toContain(found);
    else expect(found).toBe(verdict);
    expect(compare({ name: b }, { name: a })?.verdict).toBe(found);
  });
});

describe('by everything', () => {
  const roma = { name: 'Cafe Roma', phone: '310/246-1501', address: '435 S. La Cienega Blvd., Los Angeles' };

  it('same telephone and address carry names that are less alike', () => {
    const found = compare(roma, {
      name: 'Roma',
      phone: '(310) 246 1501',
      address: '435 South La Cienega Boulevard',
    });
    expect(found?.verdict).toBe('likely');
    expect(found?.evidence.filter(({ agrees }) => agrees).map(({ what }) => what)).toEqual([
      'name',
      'phone',
      'address',
    ]);
  });

  it('a branch, of the same name at another place with another number, is possible at most', () => {
    const found = compare(roma, { ...roma, phone: '212 555 0188', address: '10 Mott Street, New York' });
    expect(found?.verdict).toBe('possible');
    expect(found?.evidence).toContainEqual({ what: 'phone', agrees: false, detail: '…1501 and …0188' });
  });

  it('two companies at one address are two', () => {
    expect(
      compare({ name: 'Alfa', address: '1 Main St' }, { name: 'Beta', address: '1 Main Street' }),
    ).toBeUndefined();
  });

  it('one domain and alike names are likely; free mail, a page at a portal and a number of zeros prove nothing', () => {
    const one = { name: 'Northwind Traders', domain: 'https://www.northwind.co.uk/about' };
    expect(compare(one, { name: 'Northwind', email: 'dana@northwind.co.uk' })?.verdict).toBe('likely');
    const nothing = { email: 'a@gmail.com', domain: 'facebook.com/alfa', phone: '000 000 000' };
    const other = { ...nothing, email: 'b@gmail.com' };
    expect(compare({ name: 'Alfa', ...nothing }, { name: 'Beta', ...other })).toBeUndefined();
  });

  it('another own domain makes a same name less than exact', () => {
    const found = compare(
      { name: 'Alfa', domain: 'alfa-foods.com' },
      { name: 'Alfa', domain: 'alfasoft.com' },
    );
    expect(found?.verdict).toBe('likely');
  });

  it('works without names, and finds nothing in empty records', () => {
    expect(compare({ email: 'd.ana@gmail.com' }, { email: 'dana@googlemail.com' })?.verdict).toBe('likely');
    expect(compare({}, {})).toBeUndefined();
  });
});
