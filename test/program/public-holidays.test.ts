import { describe, expect, test } from 'vitest';
import { isBusinessDay, isQuiet, type WorkCalendar } from '../../src/program/business-time.js';
import { WEEKDAYS } from '../../src/program/definition-atoms.js';

function daily(country: string, region?: string, timeZone = 'UTC', to = '17:00'): WorkCalendar {
  const holidays = region === undefined ? { country } : { country, region };
  return { timeZone, businessHours: { days: [...WEEKDAYS], from: '09:00', to }, holidays };
}

/** From the countries' own laws and almanacs. */
test.each([
  ['DE', undefined, '2027-03-26', 'Good Friday, which moves with Easter'],
  ['DE', undefined, '2028-04-17', 'Easter Monday'],
  ['DE', 'BY', '2027-01-06', 'Epiphany, in Bavaria'],
  ['US', undefined, '2026-11-26', 'the fourth Thursday of November'],
  ['US', undefined, '2027-07-05', 'the Monday after an Independence Day on a Sunday'],
  ['GB', 'ENG', '2026-12-28', 'the substitute of a Boxing Day on a Saturday'],
  ['GB', 'SCT', '2026-08-03', 'Scotland’s summer bank holiday'],
  ['JP', undefined, '2026-03-20', 'the equinox'],
  ['EG', undefined, '2026-03-20', 'the first day of Eid al-Fitr'],
  ['EG', undefined, '2026-05-29', 'the third day of Eid al-Adha'],
  ['IL', undefined, '2026-09-21', 'Yom Kippur'],
  ['CN', undefined, '2027-02-06', 'Chinese New Year'],
  ['IS', undefined, '2026-12-24', 'Christmas Eve, a holiday from 13:00'],
])('%s %s is closed on %s: %s', (country, region, date, _why) => {
  expect(isBusinessDay(daily(country, region), date)).toBe(false);
});

test.each([
  ['DE', 'BE', '2027-01-06', 'Epiphany, in Berlin'],
  ['GB', 'ENG', '2026-08-03', 'Scotland’s summer bank holiday, in England'],
  ['DE', undefined, '2026-12-24', 'Christmas Eve, no public holiday'],
  ['US', undefined, '2026-10-31', 'Halloween, an observance'],
  ['EG', undefined, '2026-03-19', 'the day before Eid'],
  ['EG', undefined, '2026-03-23', 'the day after Eid'],
  ['IL', undefined, '2026-09-20', 'the day before Yom Kippur'],
])('%s %s is open on %s: %s', (country, region, date, _why) => {
  expect(isBusinessDay(daily(country, region), date)).toBe(true);
});

describe('the day of a holiday', () => {
  test('is that of the place where it is spent', () => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu']) {
      expect(isBusinessDay(daily('US', undefined, zone), '2026-11-26')).toBe(false);
      expect(isBusinessDay(daily('US', undefined, zone), '2026-11-25')).toBe(true);
      expect(isBusinessDay(daily('US', undefined, zone), '2026-11-27')).toBe(true);
    }
  });

  test('begins on the evening before where it begins at sunset: late hours end at six', () => {
    const late = daily('IL', undefined, 'Asia/Jerusalem', '20:00');
    expect(isQuiet(late, new Date('2026-09-20T14:59Z'))).toBe(false);
    expect(isQuiet(late, new Date('2026-09-20T15:00Z'))).toBe(true);
    expect(isQuiet(late, new Date('2026-09-22T15:00Z'))).toBe(false);
  });

  test('may lie in the next year from the one in which it began', () => {
    // Incwala lasts six days from 28 December.
    expect(isBusinessDay(daily('SZ'), '2027-01-02')).toBe(false);
    expect(isBusinessDay(daily('SZ'), '2027-01-03')).toBe(true);
  });
});
