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
    ['Contoso Harbour Germany', 'Contoso Harbour', 'possible'],
    ['Contoso Harbour Blend', 'Contoso Harbour', 'likely'],
    ['Fund II of Contoso', 'Contoso Fund 2', 'exact'],
    ['Second Contoso Bank', 'Contoso Bank', 'not sure'],
    ['First Contoso Church', '1st Contoso Church', 'exact'],
    ['Contoso Fund I', 'Contoso Fund 1', 'exact'],
    ['Contoso Bear 3 (6401 Main)', 'Contoso Bear 3', 'possible'],
    ['Contoso Trust 2004-1', 'Contoso Trust 2004-2', undefined],
    ['Fabrikam Inc dba Northwind Foods', 'Northwind Foods', 'likely'],
    ['Contoso Holdings (formerly Zenith Harbour Ltd)', 'Zenith Harbour', 'likely'],
    ['Fabrikam Inc. d/b/a Northwind', 'Contoso LLC T/A Northwind', 'likely'],
    ['Fabrikam Inc dba Northwind Foods', 'Fabrikam', 'exact'],
    ['School No. 5', 'School No. 6', undefined],
    ['Ministry of Culture and Sports', 'Ministry of Sports', 'not sure'],
    ['Medav', 'Medac', 'possible'],
    ['Universität Fabrikam', 'University of Fabrikam', 'exact'],
    ['Laboratoire de Contoso', 'Contoso Laboratory', 'exact'],
    ['Банк Ромашка', 'Bank Romashka', 'exact'],
    ['ООО «Алекс Ромашка»', 'Alex Romashka', 'exact'],
    ['株式会社東京鉄鋼', '東京鉄鋼', 'exact'],
    ['東京鉄鋼協会', '東京電力協会', undefined],
    ['US Contoso Agency', 'United States Contoso Agency', 'exact'],
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

  it('a site of one organisation, with its telephone at another place, is possible at most', () => {
    const west = { name: 'Northwind House West', phone: '555 373 3400', address: '37 W 47th St' };
    const south = { name: 'Northwind House', phone: '5553733400', address: '5401 S Wentworth Ave' };
    expect(compare(west, south)?.verdict).toBe('possible');
    expect(compare(west, { ...south, name: west.name })?.verdict).toBe('possible');
    const moved = { ...west, domain: 'northwind.example' };
    expect(compare(moved, { ...moved, address: south.address })?.verdict).toBe('likely');
  });

  it('two of one address and telephone are two when their names share nothing', () => {
    const hotel = { name: 'Circus', phone: '702/734-0410', address: '2880 Grand Blvd. S, Springfield' };
    expect(compare(hotel, { ...hotel, name: 'Steak House' })?.verdict).toBe('possible');
    expect(compare(hotel, { ...hotel, name: 'Circus of Stars Dinner Show' })?.verdict).toBe('likely');
  });

  it('a part of an organisation has its domain', () => {
    const whole = { name: 'University of Fabrikam', domain: 'fabrikam.example' };
    const part = { name: 'Contoso Institute at Fabrikam', domain: 'www.fabrikam.example/contoso' };
    expect(compare(whole, part)?.verdict).toBe('possible');
    expect(compare(whole, { ...part, name: 'Fabrikam University Contoso Umbrella Hall' })?.verdict).toBe(
      'likely',
    );
    const group = { domain: 'contoso.example' };
    const north = { name: 'Northwind', ...group };
    expect(compare(north, { name: 'Northwind Energy Romania', ...group })?.verdict).toBe('possible');
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

  it('another own domain makes a same name possible', () => {
    const found = compare(
      { name: 'Alfa', domain: 'alfa-foods.com' },
      { name: 'Alfa', domain: 'alfasoft.com' },
    );
    expect(found?.verdict).toBe('possible');
  });

  it('works without names, and finds nothing in empty records', () => {
    expect(compare({ email: 'd.ana@gmail.com' }, { email: 'dana@googlemail.com' })?.verdict).toBe('likely');
    expect(compare({}, {})).toBeUndefined();
  });
});
