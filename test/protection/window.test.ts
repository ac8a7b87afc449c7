import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { EXAMPLE_DATA } from '../../src/catalogue/example-data.js';
import { dayBefore, endOfDayAfter, protectionAfter } from '../../src/program/protection-window.js';
import type { Decision } from '../../src/referral/decide.js';
import { undo } from '../../src/referral/decide-conversation.js';
import { lose } from '../../src/referral/decide-ending.js';
import { holdMeeting } from '../../src/referral/decide-progress.js';
import type { Referral } from '../../src/referral/referral.js';
import { actOf, JONAS, minutesAfter, NOON, referralIn, UNDO_SECONDS, WORDS } from '../referral/referrals.js';

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'UTC',
  'Asia/Kathmandu',
];
const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });

test('a window ends in the last millisecond of its day, at month ends and when the clock changes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instants, fc.integer({ min: 0, max: 800 }), (zone, from, days) => {
      const until = DateTime.fromJSDate(endOfDayAfter(zone, from, days), { zone });
      const expected = DateTime.fromJSDate(from, { zone }).startOf('day').plus({ days });
      expect(until.toISODate()).toBe(expected.toISODate());
      expect(until.toMillis()).toBe(expected.endOf('day').toMillis());
    }),
  );
});

test('the warning comes that many days of the calendar before, and never after the end', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instants, fc.integer({ min: 0, max: 90 }), (zone, until, days) => {
      const at = dayBefore(zone, until, days);
      expect(at.getTime()).toBeLessThanOrEqual(until.getTime());
      const apart = DateTime.fromJSDate(until, { zone })
        .startOf('day')
        .diff(DateTime.fromJSDate(at, { zone }).startOf('day'), 'days');
      expect(Math.round(apart.days)).toBe(days);
    }),
  );
});

test.each([
  ['2026-01-31T12:00:00Z', 1, '2026-02-01T22:59:59.999Z'],
  ['2028-02-28T12:00:00Z', 1, '2028-02-29T22:59:59.999Z'],
  ['2026-03-28T23:30:00Z', 0, '2026-03-29T21:59:59.999Z'],
  ['2026-10-24T12:00:00Z', 1, '2026-10-25T22:59:59.999Z'],
])('in Berlin, %s and %i days is %s', (from, days, until) => {
  expect(endOfDayAfter('Europe/Berlin', new Date(from), days).toISOString()).toBe(until);
});

describe('the window of a referral', () => {
  const { program } = EXAMPLE_DATA;
  const written = ({ after: referral, events }: Decision): Referral => ({
    ...referral,
    protection: protectionAfter(referral, events, program),
  });
  const begun = (state: Parameters<typeof referralIn>[0]) => {
    const referral = referralIn(state);
    return { ...referral, protection: protectionAfter(referral, [], program) };
  };

  test('begins when it is taken up, not while it is held back', () => {
    expect(begun('routed').protection).toMatchObject({ from: minutesAfter(-90) });
    expect(begun('in_review').protection).toBeUndefined();
    expect(begun('rejected').protection).toBeUndefined();
  });

  test('is extended by a meeting, and back as it was when that is undone', () => {
    const contacted = begun('contacted');
    const late = minutesAfter(60 * 24 * 80);
    const act = actOf(JONAS, { at: late });
    const held = written(holdMeeting(contacted, act, UNDO_SECONDS));
    expect(held.protection?.until).toEqual(
      endOfDayAfter(program.timeZone, late, program.protection.extendDays),
    );
    const undone = written(
      undo(
        {
          ...held,
          events: [...held.events, { ...act, id: act.key, type: 'meeting_held', state: 'meeting_held' }],
        },
        actOf(JONAS, { at: late }),
      ),
    );
    expect(undone.protection).toEqual(contacted.protection);
  });

  test('is released when it is lost, and there again when that is undone', () => {
    const contacted = begun('contacted');
    const lost = written(
      lose(contacted, { reason: 'no_budget', shareableText: WORDS }, actOf(JONAS), UNDO_SECONDS),
    );
    expect(lost.protection).toEqual({ ...contacted.protection, releasedAt: NOON });
    expect(written(undo(lost, actOf(JONAS))).protection).toEqual(contacted.protection);
  });
});
