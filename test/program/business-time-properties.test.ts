import fc from 'fast-check';
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

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Antarctica/Troll',
];
const HOLIDAYS = [
  { country: 'DE', region: 'BY' },
  { country: 'EG' },
  { country: 'JP' },
  { country: 'GB' },
  undefined,
];

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const ranges = fc
  .array(fc.record({ start: fc.integer({ min: 0, max: 700 }), days: fc.integer({ min: 0, max: 40 }) }), {
    maxLength: 4,
  })
  .map((all) => all.map(({ start, days }) => ({ from: dateAfter(start), until: dateAfter(start + days) })));

function dateAfter(days: number): string {
  return new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10);
}

const calendars = fc
  .record({
    timeZone: fc.constantFrom(...ZONES),
    holidays: fc.constantFrom(...HOLIDAYS),
    days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
    from: fc.integer({ min: 0, max: 22 * 60 }),
    length: fc.integer({ min: 30, max: 24 * 60 }),
    outOfOffice: ranges,
  })
  .map(
    ({ timeZone, holidays, days, from, length, outOfOffice }): WorkCalendar => ({
      timeZone,
      businessHours: { days, from: clock(from), to: clock(Math.min(from + length, 24 * 60)) },
      outOfOffice,
      ...(holidays ? { holidays } : {}),
    }),
  );

/** Often near a change of the clock, where mistakes are. */
const instants = fc.oneof(
  fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
  fc
    .tuple(
      fc.constantFrom(
        '2026-03-29',
        '2026-04-05',
        '2026-04-24',
        '2026-09-06',
        '2026-10-04',
        '2026-10-25',
        '2026-10-29',
      ),
      fc.integer({ min: -36 * 60, max: 36 * 60 }),
    )
    .map(([day, minutes]) => new Date(Date.parse(day) + minutes * 60_000)),
);
const hours = fc.integer({ min: 1, max: 60 }).map((quarters) => quarters / 4);
const runs = { numRuns: 400 };

/** What the clock and the calendar on the wall say, without a line of the code under test. */
function wallSaysOpen({ timeZone, businessHours, outOfOffice = [] }: WorkCalendar, instant: Date): boolean {
  const local = DateTime.fromJSDate(instant, { zone: timeZone });
  const [date, time] = [local.toFormat('yyyy-MM-dd'), local.toFormat('HH:mm')];
  return (
    businessHours.days.some((day) => day === WEEKDAYS[local.weekday - 1]) &&
    businessHours.from <= time &&
    time < businessHours.to &&
    !outOfOffice.some(({ from, until }) => from <= date && date <= until)
  );
}

describe('quiet', () => {
  test('is what the clock on the wall says, holidays apart', () => {
    fc.assert(
      fc.property(calendars, instants, (calendar, instant) => {
        const { holidays, ...withoutHolidays } = calendar;
        expect(isQuiet(withoutHolidays, instant)).toBe(!wallSaysOpen(calendar, instant));
        if (holidays && !isQuiet(calendar, instant)) expect(isQuiet(withoutHolidays, instant)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test('never is the next allowed moment, nor the next opening', () => {
    fc.assert(
      fc.property(calendars, instants, (calendar, instant) => {
        const [allowed, opening] = [nextAllowedMoment(calendar, instant), nextOpening(calendar, instant)];
        expect(isQuiet(calendar, allowed)).toBe(false);
        expect(isQuiet(calendar, opening)).toBe(false);
        expect(isQuiet(calendar, new Date(opening.getTime() - 1))).toBe(true);
        expect(nextAllowedMoment(calendar, allowed)).toEqual(allowed);
        expect(allowed.getTime()).toBeGreaterThanOrEqual(instant.getTime());
        expect(opening.getTime()).toBeGreaterThan(instant.getTime());
      }),
      runs,
    );
  });

  test('nothing open is passed over on the way to the next allowed moment', () => {
    fc.assert(
      fc.property(
        calendars,
        instants,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (calendar, instant, part) => {
          const way = nextAllowedMoment(calendar, instant).getTime() - instant.getTime();
          const between = new Date(instant.getTime() + Math.floor(way * part));
          if (between.getTime() < instant.getTime() + way) expect(isQuiet(calendar, between)).toBe(true);
        },
      ),
      runs,
    );
  });
});

describe('business hours', () => {
  test('end in business hours or at closing, never before they start', () => {
    fc.assert(
      fc.property(calendars, instants, hours, (calendar, from, count) => {
        const end = addBusinessHours(calendar, from, count);
        expect(end.getTime()).toBeGreaterThanOrEqual(from.getTime() + count * 3_600_000);
        expect(isQuiet(calendar, new Date(end.getTime() - 1))).toBe(false);
      }),
      runs,
    );
  });

  test('add up: some and then some more is as far as all at once', () => {
    fc.assert(
      fc.property(calendars, instants, hours, hours, (calendar, from, some, more) => {
        const inTwo = addBusinessHours(calendar, addBusinessHours(calendar, from, some), more);
        expect(inTwo).toEqual(addBusinessHours(calendar, from, some + more));
      }),
      runs,
    );
  });

  test('and days keep their order: who starts later is never done earlier, and more is never less', () => {
    fc.assert(
      fc.property(
        calendars,
        instants,
        instants,
        hours,
        fc.integer({ min: 0, max: 30 }),
        (calendar, a, b, count, days) => {
          const [early, late] = a < b ? [a, b] : [b, a];
          for (const add of [addBusinessHours, addBusinessDays]) {
            const by = add === addBusinessHours ? count : days;
            expect(add(calendar, early, by).getTime()).toBeLessThanOrEqual(add(calendar, late, by).getTime());
            expect(add(calendar, early, by).getTime()).toBeLessThanOrEqual(
              add(calendar, early, by + 1).getTime(),
            );
          }
        },
      ),
      runs,
    );
  });
});

test('business days end in business hours, on a business day, so many business days on', () => {
  fc.assert(
    fc.property(calendars, instants, fc.integer({ min: 1, max: 10 }), (calendar, from, count) => {
      const end = addBusinessDays(calendar, from, count);
      expect(isQuiet(calendar, end)).toBe(false);
      const date = (instant: Date) =>
        DateTime.fromJSDate(instant, { zone: calendar.timeZone }).toFormat('yyyy-MM-dd');
      const [first, last] = [date(nextAllowedMoment(calendar, from)), date(end)];
      let passed = 0;
      for (let day = first; day < last; passed += isBusinessDay(calendar, day) ? 1 : 0)
        day = DateTime.fromISO(day, { zone: 'utc' }).plus({ days: 1 }).toFormat('yyyy-MM-dd');
      // One more where that time of day is not open on that day: the clock jumped over it.
      expect([count, count + 1]).toContain(passed);
    }),
    runs,
  );
});

test('asked in another order, or for the second time, a calendar answers the same', () => {
  fc.assert(
    fc.property(fc.array(calendars, { minLength: 2, maxLength: 4 }), instants, hours, (some, from, count) => {
      const ask = (calendar: WorkCalendar) => addBusinessHours(calendar, from, count).getTime();
      const answers = some.map(ask);
      expect(some.toReversed().map(ask).toReversed()).toEqual(answers);
    }),
    { numRuns: 100 },
  );
});
