import { describe, expect, test } from 'vitest';
import { Refused } from '../../src/errors.js';
import { definitionSchema } from '../../src/program/definition.js';
import { onePartnerNamed, partnerNamed, partnersNamed } from '../../src/program/partners-named.js';

const { partners } = definitionSchema.parse({
  id: 'p',
  name: 'P',
  timeZone: 'UTC',
  partners: [
    { id: 'fjord', name: 'Fjord Consulting' },
    { id: 'harbor', name: 'Harbor' },
    { id: 'harbor-it', name: 'Harbor  Managed IT' },
    { id: 'twin-1', name: 'Twin Peak' },
    { id: 'twin-2', name: 'TWIN PEAK' },
    { id: 'peak', name: 'fjord' },
  ],
});
const idsOf = (text: string) => partnersNamed(partners, text).map(({ id }) => id);

describe('a partner that somebody names', () => {
  test.each([
    ['fjord', ['fjord']],
    [' FJORD ', ['fjord']],
    ['Fjord  consulting', ['fjord']],
    ['consult', ['fjord']],
    ['Harbor', ['harbor']],
    ['harbor managed it', ['harbor-it']],
    ['har', ['harbor', 'harbor-it']],
    ['Twin Peak', ['twin-1', 'twin-2']],
    ['twin-2', ['twin-2']],
    ['nobody', []],
    ['', []],
  ])('%j is %j', (text, ids) => {
    expect(idsOf(text)).toEqual(ids);
  });

  test('whoever may be several is asked about, with what to write', () => {
    expect(onePartnerNamed(partners, 'twin peak')).toEqual({
      problem: '"twin peak" may be several partners: Twin Peak (twin-1), TWIN PEAK (twin-2)',
      remedy: 'Write the whole name, or the id',
    });
    expect(() => partnerNamed(partners, 'har')).toThrow(Refused);
  });

  test('whoever is none is said to be none, with who may be meant', () => {
    expect(() => partnerNamed(partners, 'fjrod')).toThrow(
      '"fjrod" is no partner of the program. Write fjord, if that is meant.',
    );
    expect(() => partnerNamed(partners, 'x'.repeat(3_000))).toThrow(
      /^"x{59}…" is no partner of the program\. Write its name or id/,
    );
  });

  test('a hundred thousand partners do not hold anybody up', () => {
    const [one] = partners;
    if (!one) throw new Error('no partner');
    const many = Array.from({ length: 100_000 }, (_, at) => ({
      ...one,
      id: `partner-${at}`,
      name: `${'Consulting '.repeat(at % 6)}Number ${at}`,
    }));
    const begun = performance.now();
    expect(onePartnerNamed(many, 'Konsulting Nr')).toHaveProperty('problem');
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});
