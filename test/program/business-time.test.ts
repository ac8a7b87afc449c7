import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import {
  addBusinessDays,
  addBusinessHours,
  isBusinessDay,
  isQuiet,
  nextAllowedMoment,
  nextOpening,
  type WorkCalendar,
} from '../../src/program/business-time.js';
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

/** The same for the other functions: an instant by its local time, and back. */
const at = (local: string, { timeZone }: WorkCalendar = BERLIN) =>
  DateTime.fromISO(local, { zone: timeZone }).toJSDate();
const local = (instant: Date, { timeZone }: WorkCalendar = BERLIN) =>
  DateTime.fromJSDate(instant, { zone: timeZone }).toFormat('ccc yyyy-MM-dd HH:mm');

describe('quiet', () => {
  test.each([
    ['2026-11-24T08:59:59.999', true, 'before opening'],
    ['2026-11-24T09:00', false, 'the opening instant'],
    ['2026-11-24T16:59:59.999', false, 'just before closing'],
    ['2026-11-24T17:00', true, 'the closing instant'],
    ['2026-11-28T12:00', true, 'Saturday'],
    ['2026-12-25T12:00', true, 'Christmas'],
  ])('%s: %s, %s', (when, quiet) => {
    expect(isQuiet(BERLIN, at(when))).toBe(quiet);
  });

  test('the next allowed moment is now, or the next opening; the next opening is never now', () => {
    expect(nextAllowedMoment(BERLIN, at('2026-11-24T09:00'))).toEqual(at('2026-11-24T09:00'));
    expect(local(nextAllowedMoment(BERLIN, at('2026-11-24T17:00')))).toBe('Wed 2026-11-25 09:00');
    expect(local(nextOpening(BERLIN, at('2026-11-24T09:00')))).toBe('Wed 2026-11-25 09:00');
    expect(local(nextOpening(BERLIN, at('2026-11-24T08:59')))).toBe('Tue 2026-11-24 09:00');
    expect(local(nextOpening(BERLIN, at('2026-12-24T12:00')))).toBe('Mon 2026-12-28 09:00');
  });

  test('open day and night there is no quiet minute at midnight', () => {
    const always = {
      ...zone('Asia/Kathmandu'),
      businessHours: { days: [...WEEKDAYS], from: '00:00', to: '24:00' },
    };
    expect(isQuiet(always, at('2026-11-28T23:59:30', always))).toBe(false);
    expect(isQuiet(always, at('2026-11-29T00:00', always))).toBe(false);
    const toTheMinute = { ...always, businessHours: { ...always.businessHours, to: '23:59' } };
    expect(isQuiet(toTheMinute, at('2026-11-28T23:59', always))).toBe(true);
  });
});

describe('business days', () => {
  test.each([
    [1, '2026-11-24T10:30', 'Wed 2026-11-25 10:30', 'the same time tomorrow'],
    [3, '2026-11-26T16:59', 'Tue 2026-12-01 16:59', 'over a weekend'],
    [1, '2026-11-24T20:00', 'Thu 2026-11-26 09:00', 'from the evening, which is the next morning’s'],
    [1, '2026-11-28T12:00', 'Tue 2026-12-01 09:00', 'from a Saturday, which is Monday morning’s'],
    [0, '2026-11-24T10:30', 'Tue 2026-11-24 10:30', 'none'],
    [0, '2026-11-28T10:30', 'Mon 2026-11-30 09:00', 'none from a Saturday'],
    [5, '2026-12-23T10:00', 'Thu 2026-12-31 10:00', 'over Christmas'],
    [1, '2028-02-28T10:00', 'Tue 2028-02-29 10:00', 'to a leap day'],
    [1, '2026-02-27T10:00', 'Mon 2026-03-02 10:00', 'over an end of February without one'],
  ])('%d after %s is %s: %s', (count, from, expected) => {
    expect(local(addBusinessDays(BERLIN, at(from), count))).toBe(expected);
  });

  test('a week that ends on Thursday', () => {
    const gulf = {
      ...zone('Asia/Riyadh'),
      businessHours: { ...WEEK, days: ['sun', 'mon', 'tue', 'wed', 'thu'] as const },
    };
    const calendar = {
      ...gulf,
      businessHours: { ...gulf.businessHours, days: [...gulf.businessHours.days] },
    };
    expect(isBusinessDay(calendar, '2026-11-27')).toBe(false);
    expect(isBusinessDay(calendar, '2026-11-29')).toBe(true);
    expect(local(addBusinessDays(calendar, at('2026-11-26T11:00', calendar), 1), calendar)).toBe(
      'Sun 2026-11-29 11:00',
    );
  });
});

describe('days away', () => {
  const away = (...outOfOffice: [from: string, until: string][]): WorkCalendar => ({
    ...BERLIN,
    outOfOffice: outOfOffice.map(([from, until]) => ({ from, until })),
  });

  test.each([
    ['one day', away(['2026-11-25', '2026-11-25']), 'Thu 2026-11-26 09:00'],
    [
      'two that touch',
      away(['2026-11-27', '2026-12-01'], ['2026-11-25', '2026-11-26']),
      'Wed 2026-12-02 09:00',
    ],
    [
      'two that overlap',
      away(['2026-11-25', '2026-11-30'], ['2026-11-27', '2026-12-01']),
      'Wed 2026-12-02 09:00',
    ],
    ['up to a weekend', away(['2026-11-25', '2026-11-27']), 'Mon 2026-11-30 09:00'],
    ['in the past', away(['2026-11-02', '2026-11-06']), 'Wed 2026-11-25 09:00'],
  ])('%s', (_what, calendar, expected) => {
    expect(local(nextAllowedMoment(calendar, at('2026-11-24T18:00')))).toBe(expected);
  });

  test('are nobody else’s, though everything else is the same', () => {
    expect(isBusinessDay(away(['2026-11-25', '2026-11-25']), '2026-11-25')).toBe(false);
    expect(isBusinessDay(BERLIN, '2026-11-25')).toBe(true);
  });

  test('somebody who never comes back is given up after ten years', () => {
    const gone = away(['2020-01-01', '2099-12-31']);
    for (const end of [
      nextAllowedMoment(gone, at('2026-11-24T10:00')),
      nextOpening(gone, at('2026-11-24T10:00')),
      addBusinessHours(gone, at('2026-11-24T10:00'), 0),
    ])
      expect(end.getUTCFullYear()).toBe(2036);
    expect(addBusinessDays(gone, at('2026-11-24T10:00'), 3).getUTCFullYear()).toBeGreaterThanOrEqual(2036);
  });
});

test('what is no time or no number is refused, not reckoned with', () => {
  const never = new Date(Number.NaN);
  for (const reckon of [
    () => addBusinessHours(BERLIN, never, 1),
    () => isQuiet(BERLIN, never),
    () => nextAllowedMoment(BERLIN, never),
    () => nextOpening(BERLIN, never),
    () => addBusinessDays(BERLIN, never, 1),
  ])
    expect(reckon).toThrow('not a valid date');
  const now = new Date('2026-11-24T10:00:00Z');
  for (const count of [-1, Number.NaN]) {
    expect(() => addBusinessHours(BERLIN, now, count)).toThrow(RangeError);
    expect(() => addBusinessDays(BERLIN, now, count)).toThrow(RangeError);
  }
  expect(() => addBusinessDays(BERLIN, now, 0.5)).toThrow(RangeError);
  expect(() => isBusinessDay(BERLIN, '2026-02-29')).toThrow('"2026-02-29" is not a date');
  expect(() => isQuiet(zone('Europe/Bonn'), now)).toThrow('"Europe/Bonn" is not a time zone');
});
