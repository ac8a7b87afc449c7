import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import {
  addBusinessDays,
  addBusinessHours,
  isBusinessDay,
  nextAllowedMoment,
  nextOpening,
  type WorkCalendar,
} from '../../src/program/business-time.js';
import { WEEKDAYS } from '../../src/program/definition-atoms.js';

/** Every day from `from` to `to`, so that only the clock is looked at. */
function open(timeZone: string, from: string, to: string): WorkCalendar {
  return { timeZone, businessHours: { days: [...WEEKDAYS], from, to } };
}

const utc = (instant: Date) => instant.toISOString().replace(':00.000Z', 'Z');
const utcDay = (day: string) => new Date(`${day}T00:00Z`);

/** Of the tz database: when these zones changed, and what their clocks jumped over or showed twice. */
describe('opening and closing where the clock changes', () => {
  test.each([
    [
      'America/Sao_Paulo',
      '2018-11-03T12:00Z',
      '00:00',
      '2018-11-04T03:00Z',
      'midnight did not exist: it opened at 01:00',
    ],
    [
      'America/Sao_Paulo',
      '2018-02-17T12:00Z',
      '23:30',
      '2018-02-18T01:30Z',
      'half past eleven came twice: open at the first',
    ],
    ['Africa/Cairo', '2026-04-23T12:00Z', '00:00', '2026-04-23T22:00Z', 'a Friday begins at 01:00'],
    [
      'Africa/Cairo',
      '2026-04-23T12:00Z',
      '00:30',
      '2026-04-23T22:00Z',
      'an opening in the gap is where the gap ends',
    ],
    ['Asia/Beirut', '2026-03-28T12:00Z', '00:15', '2026-03-28T22:00Z', 'a Sunday begins at 01:00'],
    ['America/Santiago', '2026-09-05T12:00Z', '00:30', '2026-09-06T04:00Z', 'a Sunday begins at 01:00'],
    ['America/Havana', '2026-03-07T12:00Z', '00:00', '2026-03-08T05:00Z', 'a Sunday begins at 01:00'],
    [
      'Australia/Lord_Howe',
      '2026-10-03T00:00Z',
      '02:15',
      '2026-10-03T15:30Z',
      'half an hour is lost: 02:15 is 02:30',
    ],
    [
      'Australia/Lord_Howe',
      '2026-04-04T04:00Z',
      '01:45',
      '2026-04-04T14:45Z',
      'half an hour comes twice: at the first',
    ],
    ['Pacific/Chatham', '2026-09-26T00:00Z', '03:00', '2026-09-26T14:00Z', 'at 02:45 the clock shows 03:45'],
    ['Europe/Berlin', '2026-03-28T12:00Z', '02:30', '2026-03-29T01:00Z', '02:30 is 03:00'],
    ['Asia/Kolkata', '2026-11-24T12:00Z', '09:00', '2026-11-25T03:30Z', 'half an hour'],
    ['Asia/Kathmandu', '2026-11-24T12:00Z', '09:00', '2026-11-25T03:15Z', 'three quarters'],
    ['America/St_Johns', '2026-11-24T18:00Z', '09:00', '2026-11-25T12:30Z', 'half an hour the other way'],
    ['Pacific/Kiritimati', '2026-11-24T12:00Z', '09:00', '2026-11-24T19:00Z', 'it is tomorrow there already'],
    ['Pacific/Pago_Pago', '2026-11-24T12:00Z', '09:00', '2026-11-24T20:00Z', 'and still today here'],
    ['Pacific/Apia', '2011-12-29T22:00Z', '09:00', '2011-12-30T19:00Z', '30 December 2011 was skipped'],
  ])('%s from %s opens at %s: %s (%s)', (timeZone, after, from, expected) => {
    expect(utc(nextOpening(open(timeZone, from, '23:59'), new Date(after)))).toBe(expected);
  });

  test.each([
    ['Europe/Berlin', '2026-03-29', '00:00', '24:00', 23],
    ['Europe/Berlin', '2026-10-25', '00:00', '24:00', 25],
    ['Europe/Berlin', '2026-03-29', '02:00', '03:00', 0],
    ['Europe/Berlin', '2026-10-25', '02:00', '03:00', 2],
    ['Africa/Cairo', '2026-04-24', '00:00', '24:00', 23],
    ['Africa/Cairo', '2026-10-29', '00:00', '24:00', 25],
    ['Africa/Cairo', '2026-10-29', '23:00', '24:00', 2],
    ['Asia/Beirut', '2026-10-24', '00:00', '24:00', 25],
    ['America/Sao_Paulo', '2018-11-04', '00:00', '24:00', 23],
    ['America/Sao_Paulo', '2018-11-04', '00:00', '01:00', 0],
    ['Australia/Lord_Howe', '2026-04-05', '00:00', '24:00', 24.5],
    ['Australia/Lord_Howe', '2026-10-04', '00:00', '24:00', 23.5],
    ['Pacific/Chatham', '2026-04-05', '02:45', '03:45', 2],
    ['Pacific/Apia', '2011-12-30', '00:00', '24:00', 0],
    ['Pacific/Kwajalein', '1993-08-21', '09:00', '17:00', 0],
    ['Asia/Tokyo', '2026-03-29', '00:00', '24:00', 24],
  ])('%s on %s from %s to %s: %d hours pass', (timeZone, date, from, to, hours) => {
    const calendar = { ...open(timeZone, from, to), outOfOffice: everyDayBut(date) };
    expect(isBusinessDay(calendar, date)).toBe(hours > 0);
    const before = new Date(utcDay(date).getTime() - 86_400_000);
    const opens = nextAllowedMoment(calendar, before);
    if (hours === 0) expect(opens.getTime()).toBeGreaterThan(utcDay(date).getTime() + 365 * 86_400_000);
    else
      expect(addBusinessHours(calendar, before, hours).getTime() - opens.getTime()).toBe(hours * 3_600_000);
  });
});

test('hours shown twice in part are open twice, with what lies between closed', () => {
  const berlin = { ...open('Europe/Berlin', '01:30', '02:30'), outOfOffice: everyDayBut('2026-10-25') };
  const before = new Date('2026-10-24T12:00Z');
  expect(utc(addBusinessHours(berlin, before, 1))).toBe('2026-10-25T00:30Z');
  expect(utc(nextOpening(berlin, new Date('2026-10-25T00:30Z')))).toBe('2026-10-25T01:00Z');
  expect(utc(addBusinessHours(berlin, before, 1.5))).toBe('2026-10-25T01:30Z');
});

function everyDayBut(date: string): { from: string; until: string }[] {
  const beside = (days: number) => DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toISODate() ?? '';
  return [
    { from: '1970-01-01', until: beside(-1) },
    { from: beside(1), until: '2099-12-31' },
  ];
}

describe('business days where the clock or the calendar jumps', () => {
  const days = (timeZone: string, from: string, count: number, calendar: Partial<WorkCalendar> = {}) =>
    utc(addBusinessDays({ ...open(timeZone, '00:00', '24:00'), ...calendar }, new Date(from), count));

  test('keep the time of day over a change', () => {
    expect(days('Europe/Berlin', '2026-03-28T09:00Z', 1)).toBe('2026-03-29T08:00Z');
    expect(days('Europe/Berlin', '2026-10-24T08:00Z', 1)).toBe('2026-10-25T09:00Z');
  });

  test('a time that the clock jumps over is the next there is; one shown twice the first', () => {
    expect(days('Europe/Berlin', '2026-03-28T01:30Z', 1)).toBe('2026-03-29T01:00Z');
    expect(days('Europe/Berlin', '2026-10-24T00:30Z', 1)).toBe('2026-10-25T00:30Z');
  });

  test('a day skipped at the date line is no business day', () => {
    expect(days('Pacific/Apia', '2011-12-29T22:00Z', 1)).toBe('2011-12-30T22:00Z');
    expect(days('Pacific/Apia', '2011-12-29T22:00Z', 2)).toBe('2011-12-31T22:00Z');
  });
});
