import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideCredit } from '../../src/attribution/decide-attribution.js';
import { CREDIT_MODELS, type Touch } from '../../src/referral/attribution.js';

const NOW = new Date('2026-11-24T12:00:00.000Z');
const DAY_MS = 86_400_000;

/** Sent by a partner so many days ago. */
function sent(partnerId: string, daysAgo: number, registered = true): Touch {
  const at = new Date(NOW.getTime() - daysAgo * DAY_MS);
  const referralId = `${partnerId}-${daysAgo}`;
  return { partnerId, partnerName: partnerId, referralId, door: 'landing', at, registered };
}

const credited = (touches: Touch[], model: (typeof CREDIT_MODELS)[number], windowDays = 90) =>
  decideCredit(touches, { model, windowDays }, NOW)?.partnerId;

describe('given that Fjord sent it first and was turned down, Harbor registered it, and BluePeak came last', () => {
  const touches = [sent('bluepeak', 1), sent('fjord', 60, false), sent('harbor', 30)];

  test.each([
    ['registration_wins', 'harbor'],
    ['first_touch', 'fjord'],
    ['last_touch', 'bluepeak'],
  ] as const)('when %s decides, then %s is credited', (model, partner) => {
    expect(credited(touches, model, 90)).toBe(partner);
  });

  test('when the window is shorter, then what lies before it does not count', () => {
    expect(credited(touches, 'first_touch', 59)).toBe('harbor');
    expect(credited(touches, 'registration_wins', 29)).toBe('bluepeak');
  });

  test('when a touch is as old as the window to the millisecond, then it counts; a millisecond older not', () => {
    expect(credited(touches, 'first_touch', 60)).toBe('fjord');
    const older = { ...sent('fjord', 60), at: new Date(NOW.getTime() - 60 * DAY_MS - 1) };
    expect(credited([older, sent('harbor', 3)], 'first_touch', 60)).toBe('harbor');
  });
});

test('given that no registration stands, then the first touch is credited', () => {
  expect(credited([sent('harbor', 2, false), sent('fjord', 9, false)], 'registration_wins')).toBe('fjord');
});

test('given that all is too old or still to come, then nobody is credited', () => {
  expect(credited([sent('fjord', 91), sent('harbor', -1)], 'last_touch')).toBeUndefined();
  expect(credited([], 'first_touch')).toBeUndefined();
});

describe('whatever the touches', () => {
  const touch = fc
    .record({
      partnerId: fc.constantFrom('fjord', 'harbor', 'bluepeak', 'orbit'),
      daysAgo: fc.integer({ min: -5, max: 200 }),
      registered: fc.boolean(),
    })
    .map(({ partnerId, daysAgo, registered }) => sent(partnerId, daysAgo, registered));
  const touches = fc.uniqueArray(touch, { selector: ({ referralId }) => referralId, maxLength: 12 });
  const rule = fc.record({
    model: fc.constantFrom(...CREDIT_MODELS),
    windowDays: fc.integer({ min: 1, max: 180 }),
  });

  test('the order in which they are told does not matter', () => {
    fc.assert(
      fc.property(touches, rule, (some, by) => {
        expect(decideCredit(some.toReversed(), by, NOW)).toEqual(decideCredit(some, by, NOW));
      }),
    );
  });

  test('one partner is credited if any touch counts, and it is one of those that do', () => {
    fc.assert(
      fc.property(touches, rule, (some, by) => {
        const counted = some.filter(
          ({ at }) => at <= NOW && NOW.getTime() - at.getTime() <= by.windowDays * DAY_MS,
        );
        const credit = decideCredit(some, by, NOW);
        expect(credit === undefined).toBe(counted.length === 0);
        if (credit) expect(counted).toContain(credit);
      }),
    );
  });

  test('a touch outside the window changes nothing', () => {
    fc.assert(
      fc.property(touches, rule, (some, by) => {
        const old = sent('orbit', by.windowDays + 1);
        expect(decideCredit([...some, { ...old, referralId: 'old' }], by, NOW)).toEqual(
          decideCredit(some, by, NOW),
        );
      }),
    );
  });

  test('registration wins over whoever has none', () => {
    fc.assert(
      fc.property(touches, fc.integer({ min: 1, max: 180 }), (some, windowDays) => {
        const credit = decideCredit(some, { model: 'registration_wins', windowDays }, NOW);
        const anyone = some.some(
          ({ registered, at }) =>
            registered && at <= NOW && NOW.getTime() - at.getTime() <= windowDays * DAY_MS,
        );
        if (anyone) expect(credit?.registered).toBe(true);
      }),
    );
  });
});
