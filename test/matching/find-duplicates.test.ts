import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockingKeys } from '../../src/matching/blocking-keys.js';
import { findDuplicates } from '../../src/matching/find-duplicates.js';
import { readRecord } from '../../src/matching/read-record.js';
import { builtInWeights } from '../../src/matching/word-weights.js';
import { anyText } from './any-text.js';

describe('duplicates of a list', () => {
  it('are all pairs, each once, in the order of the list', () => {
    const names = ['Northwind Ltd', 'Contoso', 'NORTHWIND', 'Fabrikam Foods', 'Northwind Inc.', 'Contoso'];
    const found = [...findDuplicates(names.map((name) => ({ name })))].map(({ a, b, verdict }) => [
      a,
      b,
      verdict,
    ]);
    expect(found).toEqual([
      [0, 2, 'exact'],
      [0, 4, 'likely'],
      [1, 5, 'exact'],
      [2, 4, 'exact'],
    ]);
  });

  it('of 700 spellings of one company are all 244,650 pairs', () => {
    const forms = ['Inc', 'Inc.', 'INC', 'Incorporated', 'Corp', 'Corporation', ''];
    const spellings = Array.from({ length: 700 }, (_, at) => ({
      name: `${at % 2 ? 'Northwind' : 'NORTHWIND'} Traders${at % 3 ? ',' : ''} ${forms[at % forms.length]}`,
    }));
    const pairs = [...findDuplicates(spellings)];
    expect(pairs).toHaveLength((700 * 699) / 2);
    expect(new Set(pairs.map(({ verdict }) => verdict))).toEqual(new Set(['exact']));
  });

  it.each([
    ['Northwind Traders', 'Nortwind Traders GmbH'],
    ['Northwind Traders', 'Traders, Northwind'],
    ['Nrothwind', 'Northwind'],
    ['Data Base', 'Database'],
    ['IBM', 'International Business Machines'],
    ['Fabrikam Inc dba Northwind', 'Northwind'],
    ['Ромашка', 'Romashka'],
  ])('have a key in common: %s, %s', (one, other) => {
    const [keys, others] = [one, other].map((name) => blockingKeys(readRecord({ name }), builtInWeights));
    expect(keys?.some((key) => others?.includes(key))).toBe(true);
  });

  it('by a name alone do not say which branch of a chain it is', () => {
    const chain = [
      { name: 'Northwind Cafe', address: '12 Main Street, Springfield' },
      { name: 'Northwind Cafe', address: '400 Harbour Road, Shelbyville' },
      { name: 'Northwind Cafe' },
      { name: 'Contoso', address: '1 Elm Street, Springfield' },
      { name: 'Contoso' },
    ];
    expect([...findDuplicates(chain)].map(({ a, b, verdict }) => [a, b, verdict])).toEqual([
      [0, 1, 'possible'],
      [0, 2, 'possible'],
      [1, 2, 'possible'],
      [3, 4, 'exact'],
    ]);
  });

  it('are not proved by a telephone or a domain that companies of many names have', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
    const portal = { domain: 'portal.example', phone: '212 555 0143' };
    const names = letters.map((letter) => ({ name: `${letter}${letter}o Contoso Foods`, ...portal }));
    expect([...findDuplicates(names)].filter(({ verdict }) => verdict !== 'possible')).toEqual([]);
    const [few] = [...findDuplicates(names.slice(0, 2))];
    expect(few?.evidence).toContainEqual({ what: 'phone', agrees: true, detail: 'same phone' });
  });

  it.each(['Unknown', 'N/A', 'n.a.', 'TBD', 'test', '-', '???', 'Self-Employed'])(
    'are not those who have no name: %s',
    (name) => {
      expect([...findDuplicates([{ name }, { name: name.toUpperCase() }])]).toEqual([]);
    },
  );

  it('never throws, whatever the texts', () => {
    const record = fc.record({
      name: anyText,
      domain: anyText,
      email: anyText,
      phone: anyText,
      address: anyText,
    });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 6 }), (records) => {
        for (const { a, b, score, evidence } of findDuplicates([...records, ...records])) {
          expect(a).toBeLessThan(b);
          expect(score).toBeGreaterThanOrEqual(0.5);
          expect(score).toBeLessThanOrEqual(1);
          expect(evidence.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
