import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { addBusinessHours, type WorkCalendar } from '../../src/program/business-time.js';
import { WEEKDAYS } from '../../src/program/definition-atoms.js';

const WEEK = { days: [...WEEKDAYS].slice(0, 5), from: '09:00', to: '17:00' };
const BERLIN: WorkCalendar = {
  timeZone: 'Europe/Berlin',
  businessHours: WEEK,
  holidays: { country: 'DE', region: 'BE' },
};
const zone = (timeZone: string): WorkCalendar => ({ timeZone, businessHours: WEEK });

/** Local time in, local time out, in the calendar's zone. */
function endOf(hours: number, from: string, calendar = BERLIN): string {
  const start = DateTime.fromISO(from, { zone: calendar.timeZone });
  const end = addBusinessHours(calendar, start.toJSDate(), hours);
  return DateTime.fromJSDate(end, { zone: calendar.timeZone }).toFormat('ccc yyyy-MM-dd HH:mm');
}

describe('business hours', () => {
  test.each([
    [2, '2026-11-24T10:00', 'Tue 2026-11-24 12:00', 'within the day'],
    [4, '2026-11-24T15:30', 'Wed 2026-11-25 11:30', 'over night'],
    [4, '2026-11-27T15:00', 'Mon 2026-11-30 11:00', 'over the weekend'],
    [1, '2026-11-28T12:00', 'Mon 2026-11-30 10:00', 'from a Saturday'],
    [1, '2026-11-24T06:00', 'Tue 2026-11-24 10:00', 'from before opening'],
    [1, '2026-11-24T22:00', 'Wed 2026-11-25 10:00', 'from after closing'],
    [1, '2026-11-24T17:00', 'Wed 2026-11-25 10:00', 'from closing itself'],
    [8, '2026-11-24T09:00', 'Tue 2026-11-24 17:00', 'a whole day ends at closing, not at the next opening'],
    [80, '2026-11-02T09:00', 'Fri 2026-11-13 17:00', 'two weeks'],
    [0, '2026-11-24T22:00', 'Wed 2026-11-25 09:00', 'no hours from after closing'],
    [0.25, '2026-11-24T16:45', 'Tue 2026-11-24 17:00', 'a quarter of an hour'],
  ])('%d h from %s is %s: %s', (hours, from, expected) => {
    expect(endOf(hours, from)).toBe(expected);
  });

  test.each([
    [1, '2026-12-24T16:30', 'Mon 2026-12-28 09:30', 'Christmas (Friday) and the weekend'],
    [8, '2026-12-31T09:00', 'Thu 2026-12-31 17:00', 'New Year’s Eve is no public holiday'],
    [1, '2026-04-02T17:00', 'Tue 2026-04-07 10:00', 'Good Friday to Easter Monday'],
    [1, '2027-03-08T09:00', 'Tue 2027-03-09 10:00', 'International Women’s Day closes Berlin'],
  ])('%d h from %s is %s: %s', (hours, from, expected) => {
    expect(endOf(hours, from)).toBe(expected);
  });

  test('a holiday of another region closes nothing', () => {
    const bavaria = { ...BERLIN, holidays: { country: 'DE', region: 'BY' } };
    expect(endOf(1, '2027-03-08T09:00', bavaria)).toBe('Mon 2027-03-08 10:00');
    expect(endOf(1, '2027-01-06T09:00', bavaria)).toBe('Thu 2027-01-07 10:00');
    expect(endOf(1, '2027-01-06T09:00')).toBe('Wed 2027-01-06 10:00');
  });
});

describe('changes of the clock', () => {
  test('over the night in which an hour is lost, and the one in which it comes back', () => {
    expect(endOf(4, '2026-03-27T15:00')).toBe('Mon 2026-03-30 11:00');
    expect(endOf(4, '2026-10-23T15:00')).toBe('Mon 2026-10-26 11:00');
  });

  const always: WorkCalendar = {
    timeZone: 'Europe/Berlin',
    businessHours: { days: [...WEEKDAYS], from: '00:00', to: '23:59' },
  };

  test('within an open night only hours that pass are counted', () => {
    expect(endOf(4, '2026-03-29T00:00', always)).toBe('Sun 2026-03-29 05:00');
    expect(endOf(4, '2026-10-25T00:00', always)).toBe('Sun 2026-10-25 03:00');
  });

  test('where the clock changes at midnight the day still opens and closes', () => {
    const santiago = {
      ...always,
      timeZone: 'America/Santiago',
      businessHours: { ...always.businessHours, from: '00:30' },
    };
    expect(endOf(1, '2026-09-05T23:59', santiago)).toMatch(/^Sun 2026-09-06 0[12]:/);
  });

  test('on the other side of the world it is another day', () => {
    expect(endOf(2, '2026-04-03T16:00', zone('Australia/Sydney'))).toBe('Mon 2026-04-06 10:00');
  });
});

describe('zones and calendars of all kinds', () => {
  test.each([
    'Asia/Kolkata',
    'Asia/Kathmandu',
    'Australia/Adelaide',
    'America/St_Johns',
    'Pacific/Chatham',
    'Pacific/Kiritimati',
  ])('%s counts its own hours', (timeZone) => {
    expect(endOf(3, '2026-11-27T16:00', zone(timeZone))).toBe('Mon 2026-11-30 11:00');
  });

  test('one open minute a week is enough to arrive', () => {
    const minute = { ...zone('UTC'), businessHours: { days: ['wed' as const], from: '12:00', to: '12:01' } };
    expect(endOf(0.05, '2026-11-24T10:00', minute)).toBe('Wed 2026-12-09 12:01');
  });

  test('one calendar does not answer for another', () => {
    const later = { ...BERLIN, businessHours: { ...WEEK, from: '10:00' } };
    expect(endOf(1, '2026-11-17T05:00')).toBe('Tue 2026-11-17 10:00');
    expect(endOf(1, '2026-11-17T05:00', later)).toBe('Tue 2026-11-17 11:00');
  });

  test('a calendar without an open day gives up after ten years instead of hanging', () => {
    for (const hours of [{ days: [] }, { from: '09:00', to: '09:00' }]) {
      const never = { ...zone('UTC'), businessHours: { ...WEEK, ...hours } };
      const end = addBusinessHours(never, new Date('2026-11-24T10:00:00Z'), 1);
      expect(end.getUTCFullYear()).toBe(2036);
    }
  });
});

const calendars = fc
  .record({
    timeZone: fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'America/Santiago',
      'Africa/Cairo',
    ),
    days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
    from: fc.integer({ min: 0, max: 22 * 60 }),
    length: fc.integer({ min: 30, max: 12 * 60 }),
  })
  .map(({ timeZone, days, from, length }): WorkCalendar => {
    const clock = (minutes: number) =>
      `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    return {
      timeZone,
      businessHours: { days, from: clock(from), to: clock(Math.min(from + length, 23 * 60 + 59)) },
    };
  });
const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
const hours = fc.integer({ min: 1, max: 60 }).map((quarters) => quarters / 4);

test('the end is never before the start, and always on an open day between opening and closing', () => {
  fc.assert(
    fc.property(calendars, instants, hours, (calendar, from, count) => {
      const end = addBusinessHours(calendar, from, count);
      expect(end.getTime()).toBeGreaterThanOrEqual(from.getTime());
      const local = DateTime.fromJSDate(end, { zone: calendar.timeZone });
      expect(calendar.businessHours.days).toContain(WEEKDAYS[local.weekday - 1]);
      const at = (time: string) => {
        const [hour = 0, minute = 0] = time.split(':').map(Number);
        return local.startOf('day').set({ hour, minute }).toMillis();
      };
      expect(end.getTime()).toBeGreaterThanOrEqual(at(calendar.businessHours.from));
      expect(end.getTime()).toBeLessThanOrEqual(at(calendar.businessHours.to));
    }),
    { numRuns: 500 },
  );
});

test('hours add up: some and then some more is as far as all at once', () => {
  fc.assert(
    fc.property(calendars, instants, hours, hours, (calendar, from, some, more) => {
      const inTwo = addBusinessHours(calendar, addBusinessHours(calendar, from, some), more);
      expect(inTwo).toEqual(addBusinessHours(calendar, from, some + more));
    }),
    { numRuns: 300 },
  );
});
