import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CONSEQUENCES,
  confirmed,
  decisive,
  type Finding,
  heldAnew,
  overruled,
  ruleName,
  strictestFirst,
  verdictsOf,
} from '../../src/referral/findings.js';
import { found } from '../review/desk.js';
import { NOON } from './referrals.js';

const judgement = { by: 'Priya Nair', at: NOON };
const findings = fc.array(
  fc.record({
    rule: fc.constantFrom('a', 'b', 'c'),
    outcome: fc.constantFrom(...CONSEQUENCES),
    overruled: fc.boolean(),
  }),
  { maxLength: 6 },
);
const made = (some: { rule: string; outcome: Finding['outcome']; overruled: boolean }[]) =>
  some.map(({ overruled: wrong, ...changes }) =>
    found({ ...changes, ...(wrong ? { overruled: judgement } : {}) }),
  );

describe('whatever was found', () => {
  test('once overruled, nothing stops it; what is only noted stays as it was', () => {
    fc.assert(
      fc.property(findings, (some) => {
        const after = overruled(made(some), judgement);
        expect(decisive(after)).toBeUndefined();
        const notes = (list: readonly Finding[]) => list.filter(({ outcome }) => outcome === 'accept');
        expect(notes(after)).toEqual(notes(made(some)));
        expect(overruled(after, judgement)).toEqual(after);
      }),
    );
  });

  test('the strictest decides, and nothing is lost by ordering', () => {
    fc.assert(
      fc.property(findings, (some) => {
        const sorted = strictestFirst(made(some));
        expect(sorted).toHaveLength(some.length);
        const ranks = sorted.map(({ outcome }) => CONSEQUENCES.indexOf(outcome));
        expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
      }),
    );
  });

  test('held anew, only what nobody has overruled is as it is found now', () => {
    fc.assert(
      fc.property(findings, findings, (before, now) => {
        const fresh = made(now).map(({ overruled: _none, ...one }) => one);
        const after = heldAnew(made(before), fresh);
        const settled = new Set<string>(before.filter((one) => one.overruled).map(({ rule }) => rule));
        for (const one of after) expect(one.overruled !== undefined).toBe(settled.has(one.rule));
        for (const { rule } of fresh) expect(after.some((one) => one.rule === rule)).toBe(true);
      }),
    );
  });
});

test('agreed with is only what stops it for that reason, and overruling later takes it back', () => {
  const [same, other, note] = confirmed(
    [found(), found({ reason: 'duplicate' }), found({ outcome: 'accept' })],
    'existing_customer',
    judgement,
  );
  expect([same?.confirmed, other?.confirmed, note?.confirmed]).toEqual([judgement, undefined, undefined]);
  expect(overruled([same as Finding], judgement)[0]).not.toHaveProperty('confirmed');
});

test('what rules are counted by', () => {
  expect(verdictsOf({})).toBeUndefined();
  expect(verdictsOf({ findings: [] })).toBeUndefined();
  expect(verdictsOf({ findings: [found(), found({ overruled: judgement })] })).toBe(
    'existing_customer held\nexisting_customer overruled',
  );
});

test('a rule’s name is its id in words', () => {
  expect(ruleName('touched_by-sales')).toBe('Touched by sales');
  expect(ruleName('')).toBe('');
});
