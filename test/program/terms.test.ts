import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { definitionSchema } from '../../src/program/definition.js';
import type { Program } from '../../src/program/program.js';
import {
  type AppliedTerms,
  type ProgramTerms,
  termsAfter,
  termsAt,
  withTermsInForce,
} from '../../src/program/terms.js';

const day = (date: string) => new Date(`${date}T12:00:00Z`);
const program = (terms?: ProgramTerms): Program =>
  definitionSchema.parse({ id: 'p', name: 'P', timeZone: 'Europe/Berlin', ...(terms ? { terms } : {}) });
const v = (version: string, more: Partial<ProgramTerms> = {}): ProgramTerms => ({
  version,
  text: `Text ${version}`,
  ...more,
});

/** Saves in order, as the store does. */
function applied(...saves: [date: string, terms: ProgramTerms | undefined][]): AppliedTerms[] {
  return saves.reduce<AppliedTerms[]>(
    (before, [date, terms]) => termsAfter(before, program(terms), day(date)),
    [],
  );
}
const inForce = (versions: AppliedTerms[], date: string) => termsAt(versions, day(date))?.version;

describe('given versions applied one after the other', () => {
  const versions = applied(['2026-01-01', v('1')], ['2026-06-01', v('2')]);

  test.each([
    ['2025-12-31', undefined],
    ['2026-01-02', '1'],
    ['2026-05-31', '1'],
    ['2026-06-02', '2'],
  ])('on %s version %s was in force', (date, version) => expect(inForce(versions, date)).toBe(version));

  test('the earlier one keeps its words', () => expect(versions[0]?.text).toBe('Text 1'));
});

test('the same version saved again keeps the day it came in force', () => {
  const versions = applied(['2026-01-01', v('1')], ['2026-02-01', v('1', { url: 'https://e.example/t' })]);
  expect(versions).toMatchObject([{ version: '1', since: day('2026-01-01'), url: 'https://e.example/t' }]);
});

describe('given a version whose day is to come', () => {
  const next = v('2', { effective: '2026-07-01' });
  const versions = applied(['2026-01-01', v('1')], ['2026-06-01', next]);

  test('the one before is in force until the midnight of that day in the program’s zone', () => {
    const before = new Date('2026-06-30T21:59:59Z');
    const after = new Date('2026-06-30T22:00:00Z');
    expect(termsAt(versions, before)?.version).toBe('1');
    expect(termsAt(versions, after)?.version).toBe('2');
    expect(withTermsInForce(program(next), versions, before).terms).toEqual(v('1'));
    expect(withTermsInForce(program(next), versions, after).terms).toEqual(next);
  });

  test('and there is none before, nothing is asked until then', () => {
    const first = applied(['2026-06-01', next]);
    expect(withTermsInForce(program(next), first, day('2026-06-15')).terms).toBeUndefined();
    expect(withTermsInForce(program(next), first, day('2026-07-15')).terms).toEqual(next);
  });

  test('and it is replaced before that day, it was never in force', () => {
    const replaced = termsAfter(versions, program(v('3')), day('2026-06-10'));
    expect(replaced.map(({ version }) => version)).toEqual(['1', '3']);
    expect(inForce(replaced, '2026-08-01')).toBe('3');
  });
});

test('a version without a day is in force wherever it is known, whatever the clocks say', () => {
  const versions = applied(['2026-06-01', v('1')]);
  const one = program(v('1'));
  expect(withTermsInForce(one, versions, day('2026-01-01'))).toBe(one);
});

test('taken out, there are none from then on, until others come', () => {
  const versions = applied(['2026-01-01', v('1')], ['2026-03-01', undefined], ['2026-05-01', v('1')]);
  expect(['2026-02-01', '2026-04-01', '2026-06-01'].map((date) => inForce(versions, date))).toEqual([
    '1',
    undefined,
    '1',
  ]);
});

const terms = fc.record(
  {
    version: fc.constantFrom('1', '2', '3'),
    text: fc.constant('Words'),
    effective: fc
      .integer({ min: 0, max: 700 })
      .map((days) => new Date(days * 86_400_000 + Date.UTC(2026, 0)).toISOString().slice(0, 10)),
  },
  { requiredKeys: ['version', 'text'] },
);
const saves = fc.array(
  fc.record({ after: fc.integer({ min: 1, max: 120 }), terms: fc.option(terms, { nil: undefined }) }),
  { maxLength: 12 },
);

test('whatever is saved, what was in force at an instant stays so, and the newest is in force at last', () => {
  fc.assert(
    fc.property(saves, (all) => {
      let [now, versions] = [day('2026-01-01').getTime(), [] as AppliedTerms[]];
      const seen: { at: Date; version: string | undefined }[] = [];
      for (const save of all) {
        now += save.after * 86_400_000;
        versions = termsAfter(versions, program(save.terms), new Date(now));
        // A moment later it is asked what is in force; nothing that is saved afterwards may change the answer…
        const at = new Date(now + 1);
        seen.push({ at, version: termsAt(versions, at)?.version });
        const given = save.terms;
        if (given && given.effective === undefined)
          expect(termsAt(versions, at)?.version).toBe(given.version);
        if (!given) expect(termsAt(versions, at)).toBeUndefined();
      }
      const last = all.at(-1)?.terms;
      expect(termsAt(versions, new Date(now + 900 * 86_400_000))?.version).toBe(last?.version);
      // …except of a version whose own day is moved afterwards: that is what the file says then.
      if (all.every((save) => save.terms?.effective === undefined))
        for (const { at, version } of seen) expect(termsAt(versions, at)?.version).toBe(version);
    }),
  );
});
