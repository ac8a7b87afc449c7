import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { checkInSlots, nextCheckIn } from '../../src/checkins/slots.js';
import { isBusinessDay } from '../../src/program/business-days.js';
import { partnerCalendar } from '../../src/program/calendars.js';
import { definitionSchema } from '../../src/program/definition.js';
import type { Program } from '../../src/program/program.js';

const JOINED = new Date('2025-01-15T09:00:00.000Z');

function programWith(partners: object[], changes: object = {}): Program {
  return definitionSchema.parse({
    id: 'p',
    name: 'Partners',
    timeZone: 'Europe/Berlin',
    holidays: { country: 'DE', region: 'BE' },
    partners,
    channels: partners.map((partner, index) => ({
      kind: 'partner',
      id: `channel-${index}`,
      channel: { id: `C00${index}` },
      partner: (partner as { id: string }).id,
    })),
    ...changes,
  });
}

const between = (program: Program, from: string, until: string, joined = JOINED) =>
  program.partners.flatMap((partner) =>
    checkInSlots(program, partner, joined, { from: new Date(from), until: new Date(until) }),
  );

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Honolulu',
];

describe('check-ins by the calendar’s quarters', () => {
  test('one a quarter, at ten on a business day of the partner’s zone, and the same whenever asked', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/),
        fc.constantFrom(...ZONES),
        fc.constantFrom(undefined, { country: 'US' }, { country: 'IN' }, { country: 'GB', region: 'SCT' }),
        fc.integer({ min: 2026, max: 2033 }),
        (id, timeZone, holidays, year) => {
          const program = programWith([{ id, name: id, timeZone, ...(holidays ? { holidays } : {}) }]);
          const [partner] = program.partners;
          if (!partner) throw new Error('no partner');
          const slots = between(program, `${year}-01-02T00:00:00Z`, `${year + 1}-01-02T00:00:00Z`);
          expect(slots.map((slot) => slot.id)).toEqual([1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`));
          for (const { id: slot, at, until } of slots) {
            const local = DateTime.fromJSDate(at, { zone: timeZone });
            expect(local.toFormat('HH:mm')).toBe('10:00');
            expect(`${local.year}-Q${local.quarter}`).toBe(slot);
            expect(isBusinessDay(partnerCalendar(program, partner), local.toISODate() ?? '')).toBe(true);
            expect(at < until).toBe(true);
            expect(nextCheckIn(program, partner, JOINED, at)).toEqual({ id: slot, at, until });
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('are spread: a thousand partners of one zone do not share a handful of days', () => {
    const program = programWith(
      Array.from({ length: 1_000 }, (_, index) => ({ id: `p${index}`, name: 'P' })),
    );
    const days = between(program, '2026-10-01T00:00:00Z', '2027-01-01T00:00:00Z').map(({ at }) =>
      at.toISOString(),
    );
    expect(days).toHaveLength(1_000);
    const perDay = countEach(days);
    expect(perDay.length).toBeGreaterThan(40);
    expect(Math.max(...perDay)).toBeLessThan(60);
  });

  test('none in the four weeks after joining, none without a channel, none when turned off', () => {
    const partner = { id: 'acme', name: 'Acme', since: '2026-12-10' };
    expect(between(programWith([partner]), '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z')).toEqual([]);
    expect(
      between(programWith([partner], { channels: [] }), '2027-01-01T00:00:00Z', '2028-01-01T00:00:00Z'),
    ).toEqual([]);
    const off = programWith([partner], { checkIns: { cycle: 'off' } });
    expect(between(off, '2027-01-01T00:00:00Z', '2028-01-01T00:00:00Z')).toEqual([]);
  });

  test('an hour the program is closed at is moved to its opening', () => {
    const program = programWith([{ id: 'acme', name: 'Acme' }], {
      businessHours: { days: ['sun', 'mon', 'tue', 'wed', 'thu'], from: '11:30', to: '19:00' },
      timeZone: 'Asia/Dubai',
      holidays: undefined,
    });
    for (const { at } of between(program, '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z')) {
      const local = DateTime.fromJSDate(at, { zone: 'Asia/Dubai' });
      expect(local.toFormat('HH:mm')).toBe('11:30');
      expect([5, 6]).not.toContain(local.weekday);
    }
  });
});

describe('check-ins by anniversary', () => {
  test('each quarter counts from the day of joining, also from the 31st', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2025-12-31'), noInvalidDate: true }),
        (joined) => {
          const since = joined.toISOString().slice(0, 10);
          const program = programWith([{ id: 'acme', name: 'Acme', since }], {
            checkIns: { cycle: 'anniversary' },
          });
          const slots = between(program, '2026-01-01T00:00:00Z', '2029-01-01T00:00:00Z');
          expect(new Set(slots.map(({ id }) => id)).size).toBe(slots.length);
          expect([11, 12, 13]).toContain(slots.length);
          for (const { id, at } of slots) {
            const start = DateTime.fromISO(since, { zone: 'utc' });
            const index = Number(id.slice(1));
            const day = DateTime.fromJSDate(at, { zone: 'Europe/Berlin' }).toISODate() ?? '';
            expect(day >= (start.plus({ months: 3 * index }).toISODate() ?? '')).toBe(true);
            expect(day < (start.plus({ months: 3 * index + 3 }).toISODate() ?? '')).toBe(true);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

function countEach(days: string[]): number[] {
  const counts = new Map<string, number>();
  for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1);
  return [...counts.values()];
}
