import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { definitionSchema } from '../../src/program/definition.js';
import { bestFitFirst, fitOf, fitWords } from '../../src/program/fit.js';
import type { Referral } from '../../src/referral/referral.js';
import { referralIn } from '../referral/referrals.js';

const program = (fit: object = {}) =>
  definitionSchema.parse({
    id: 'p',
    name: 'P',
    timeZone: 'UTC',
    regions: [
      { id: 'dach', name: 'DACH' },
      { id: 'uk', name: 'UK' },
    ],
    serviceLines: [
      { id: 'pentest', name: 'Penetration testing' },
      { id: 'old', name: 'Old', ended: true },
    ],
    reps: [{ id: 'jonas', name: 'Jonas', regions: ['dach'] }],
    fit,
  });
const BEST: Partial<Referral> = {
  serviceLineId: 'pentest',
  region: 'dach',
  urgency: 'now',
  prospect: { company: 'Acme', domain: 'acme.com' },
  contact: { name: 'Alex', role: 'Head of IT', email: 'alex@mail.acme.com', phone: '+49 30 123456' },
};
const best = referralIn('routed', BEST);
const bare = referralIn('routed', { prospect: { company: 'Acme' } });
const partsOf = (referral: Referral, fit?: object) =>
  Object.fromEntries((fitOf(referral, program(fit))?.parts ?? []).map(({ id, points }) => [id, points]));

describe('given the usual weights', () => {
  test('everything speaks for it: 100, and each part says why', () => {
    const fit = fitOf(best, program());
    expect(fit?.score).toBe(100);
    expect(fit && fitWords(fit)).toBe(
      'Fit 100/100: Penetration testing is offered (25 of 25); a rep covers DACH (20 of 20); a work address (20 of 20); somebody who decides (20 of 20); urgent (15 of 15)',
    );
  });

  test('nothing is known: 0, and it is said what is missing', () => {
    const fit = fitOf(bare, program());
    expect(fit?.score).toBe(0);
    expect(fit && fitWords(fit)).toContain('no e-mail or phone (0 of 20)');
  });

  test.each([
    ['a service that has ended', { serviceLineId: 'old' }, { serviceLine: 0 }],
    ['a region no rep covers', { region: 'uk' }, { region: 5 }],
    ['an address elsewhere', { contact: { name: 'A', email: 'a@gmail.com' } }, { contact: 10 }],
    [
      'an address elsewhere and a phone',
      { contact: { name: 'A', email: 'a@g.com', phone: '123456' } },
      { contact: 15 },
    ],
    ['somebody who does not decide', { contact: { name: 'A', role: 'Overhead planner' } }, { role: 10 }],
    ['no hurry', { urgency: 'later' }, { urgency: 0 }],
    ['this quarter', { urgency: 'normal' }, { urgency: 9 }],
  ] as [string, Partial<Referral>, object][])('%s', (_what, changes, expected) => {
    expect(partsOf(referralIn('routed', { ...BEST, ...changes }))).toMatchObject(expected);
  });
});

test('a part without weight is not in it; without any there is no score, and the order stays', () => {
  expect(partsOf(best, { weights: { urgency: 0 } })).not.toHaveProperty('urgency');
  const none = { weights: { serviceLine: 0, region: 0, contact: 0, role: 0, urgency: 0 } };
  expect(fitOf(best, program(none))).toBeUndefined();
  expect(bestFitFirst([bare, best], program(none))).toEqual([bare, best]);
});

test('the best come first; of those as good the order stays', () => {
  const twin = { ...bare, id: 'twin' };
  expect(bestFitFirst([bare, best, twin], program())).toEqual([best, bare, twin]);
});

const weights = fc.record({
  serviceLine: fc.integer({ min: 0, max: 100 }),
  region: fc.integer({ min: 0, max: 100 }),
  contact: fc.integer({ min: 0, max: 100 }),
  role: fc.integer({ min: 0, max: 100 }),
  urgency: fc.integer({ min: 0, max: 100 }),
});
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const known = fc.record({
  serviceLineId: maybe(fc.constantFrom('pentest', 'old', 'gone')),
  region: maybe(fc.constantFrom('dach', 'uk', 'mars')),
  urgency: maybe(fc.constantFrom('now', 'normal', 'later')),
  domain: maybe(fc.constantFrom('acme.com', 'acme.co.uk')),
  email: maybe(fc.constantFrom('a@acme.com', 'a@x.acme.com', 'a@gmail.com', 'no address')),
  phone: maybe(fc.string()),
  role: maybe(fc.oneof(fc.string(), fc.constantFrom('CISO', 'Intern'))),
});
type Known = typeof known extends fc.Arbitrary<infer T> ? T : never;

function scoreOf({ domain, email, phone, role, ...rest }: Known, with_: object): number | undefined {
  const defined = (one: object) =>
    Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined));
  const referral = referralIn('routed', {
    ...defined(rest),
    prospect: { company: 'A', ...defined({ domain }) },
    contact: { name: 'A', ...defined({ email, phone, role }) },
  });
  return fitOf(referral, program({ weights: with_ }))?.score;
}

test('is always 0 to 100, and each part within its own', () => {
  fc.assert(
    fc.property(known, weights, (one, with_) => {
      const score = scoreOf(one, with_);
      if (Object.values(with_).every((weight) => weight === 0)) expect(score).toBeUndefined();
      else expect(score !== undefined && score >= 0 && score <= 100 && Number.isInteger(score)).toBe(true);
    }),
  );
});

test('knowing more never makes it less', () => {
  const keys = ['serviceLineId', 'region', 'urgency', 'domain', 'email', 'phone', 'role'] as const;
  fc.assert(
    fc.property(known, weights, fc.constantFrom(...keys), (one, with_, key) => {
      const less = { ...one, [key]: undefined };
      expect(scoreOf(one, with_) ?? 0).toBeGreaterThanOrEqual(scoreOf(less, with_) ?? 0);
    }),
  );
});
