import { expect, test } from 'vitest';
import { addBusinessHours, type WorkCalendar } from '../../src/program/business-time.js';

const BERLIN: WorkCalendar = {
  timeZone: 'Europe/Berlin',
  businessHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:30' },
  holidays: { country: 'DE', region: 'BE' },
};

function after(from: string, hours: number, calendar = BERLIN): string {
  return addBusinessHours(calendar, new Date(from), hours).toISOString();
}

test('within a day, over a night, over a weekend', () => {
  expect(after('2026-11-17T09:00:00Z', 4)).toBe('2026-11-17T13:00:00.000Z');
  expect(after('2026-11-17T15:30:00Z', 4)).toBe('2026-11-18T11:00:00.000Z');
  expect(after('2026-11-20T15:30:00Z', 4)).toBe('2026-11-23T11:00:00.000Z');
});

test('outside business hours counts from the next opening', () => {
  expect(after('2026-11-21T12:00:00Z', 1)).toBe('2026-11-23T09:00:00.000Z');
  expect(after('2026-11-17T03:00:00Z', 1)).toBe('2026-11-17T09:00:00.000Z');
  expect(after('2026-11-17T22:00:00Z', 0)).toBe('2026-11-18T08:00:00.000Z');
});

test('public holidays, of the region too, are closed', () => {
  expect(after('2026-12-24T16:00:00Z', 1)).toBe('2026-12-28T08:30:00.000Z');
  // International Women's Day is a holiday in Berlin only.
  expect(after('2027-03-08T10:00:00Z', 1)).toBe('2027-03-09T09:00:00.000Z');
  const elsewhere = { ...BERLIN, holidays: { country: 'DE' } };
  expect(after('2027-03-08T10:00:00Z', 1, elsewhere)).toBe('2027-03-08T11:00:00.000Z');
});

test('over a change of the clock, hours are hours of the office', () => {
  const everyDay: WorkCalendar = {
    ...BERLIN,
    businessHours: { ...BERLIN.businessHours, days: ['sat', 'sun', 'mon'] },
  };
  expect(after('2026-10-24T15:00:00Z', 1, everyDay)).toBe('2026-10-25T08:30:00.000Z');
});

test('one calendar does not answer for another', () => {
  const later = { ...BERLIN, businessHours: { ...BERLIN.businessHours, from: '10:00' } };
  expect(after('2026-11-17T05:00:00Z', 1)).toBe('2026-11-17T09:00:00.000Z');
  expect(after('2026-11-17T05:00:00Z', 1, later)).toBe('2026-11-17T10:00:00.000Z');
});

test('a calendar without an open day comes to an end', () => {
  const never = {
    timeZone: BERLIN.timeZone,
    businessHours: { ...BERLIN.businessHours, from: '09:00', to: '09:00' },
  };
  expect(new Date(after('2026-11-17T05:00:00Z', 1, never)).getUTCFullYear()).toBe(2036);
});
