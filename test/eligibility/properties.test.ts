import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { contactPrints } from '../../src/eligibility/contact-prints.js';
import { beginOfDays, dateAt, periodOf } from '../../src/eligibility/period.js';
import { judgeEligibility } from '../../src/eligibility/rules.js';
import { factsOf, NOW } from './facts.js';

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ unit: 'grapheme' }));
const zones = fc.constantFrom(
  'Europe/Berlin',
  'America/Sao_Paulo',
  'America/Havana',
  'Asia/Beirut',
  'Africa/Cairo',
  'Asia/Amman',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'America/St_Johns',
  'Asia/Kathmandu',
  'UTC',
);
/** Around the ends of months, where mistakes are made, and anywhere. */
const instants = fc.oneof(
  fc.date({ min: new Date('2005-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
  fc
    .record({
      month: fc.integer({ min: 0, max: 400 }),
      off: fc.integer({ min: -16 * 3_600_000, max: 16 * 3_600_000 }),
    })
    .map(({ month, off }) => new Date(Date.UTC(2005, month) + off)),
);

test('whatever the texts, the rules answer, and tell the partner nothing of staff', () => {
  fc.assert(
    fc.property(text, text, text, text, text, (company, domain, email, phone, partnerName) => {
      const found = judgeEligibility(
        factsOf({
          prospect: { company, domain },
          contact: { email, phone },
          settings: { ownCompany: { domains: ['northgate.io'], names: ['Northgate'] } },
          known: {
            partner: { ...factsOf({}).partner, name: partnerName } as never,
            submitterEmail: email,
            contactEmails: [domain, email],
          },
        }),
      );
      for (const finding of found) expect(finding.partnerText).not.toBe(finding.staffText);
    }),
    { numRuns: 200 },
  );
});

test('whatever the texts, prints are made or are not, and are the same again', () => {
  fc.assert(
    fc.property(text, text, (email, phone) => {
      const made = contactPrints({ email, phone }, (one) => one);
      expect(contactPrints({ email, phone }, (one) => one)).toEqual(made);
    }),
  );
});

test.each([
  ['+49 30 1234567', '030 / 1234567'],
  ['0049 (30) 123 45 67', '+49301234567'],
])('%s and %s are one number', (one, other) => {
  const print = (phone: string) => contactPrints({ phone }, (plain) => plain).phone;
  expect(print(one)).toBeDefined();
  expect(print(one)).toBe(print(other));
});

describe('a period', () => {
  test('holds exactly the instants at which the zone’s clock shows its month or quarter', () => {
    fc.assert(
      fc.property(zones, instants, fc.constantFrom('month', 'quarter'), (zone, instant, kind) => {
        const { from, until } = periodOf(zone, instant, kind);
        expect(from <= instant && instant < until).toBe(true);
        const shown = (at: Date) => DateTime.fromJSDate(at, { zone });
        const same = (at: Date) => {
          const [a, b] = [shown(at), shown(instant)];
          return a.year === b.year && (kind === 'month' ? a.month === b.month : a.quarter === b.quarter);
        };
        expect(same(from)).toBe(true);
        expect(same(new Date(from.getTime() - 1))).toBe(false);
        expect(same(until)).toBe(false);
        expect(same(new Date(until.getTime() - 1))).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  test('ends where the next begins', () => {
    fc.assert(
      fc.property(zones, instants, fc.constantFrom('month', 'quarter'), (zone, instant, kind) => {
        const { until } = periodOf(zone, instant, kind);
        expect(periodOf(zone, until, kind).from).toEqual(until);
      }),
    );
  });

  test.each([
    // Berlin's clock is put forward on the last Sunday of March, and back on the last of October.
    [
      'Europe/Berlin',
      '2026-03-31T21:59:59.999Z',
      'month',
      '2026-02-28T23:00Z',
      '2026-03-31T22:00Z',
      'March 2026',
    ],
    [
      'Europe/Berlin',
      '2026-10-31T22:59:59.999Z',
      'month',
      '2026-09-30T22:00Z',
      '2026-10-31T23:00Z',
      'October 2026',
    ],
    [
      'Europe/Berlin',
      '2026-12-31T23:00:00Z',
      'quarter',
      '2026-12-31T23:00Z',
      '2027-03-31T22:00Z',
      'the 1st quarter of 2027',
    ],
    [
      'America/New_York',
      '2028-02-29T23:00:00Z',
      'month',
      '2028-02-01T05:00Z',
      '2028-03-01T05:00Z',
      'February 2028',
    ],
    // Amman's clock jumped over the midnight with which April 2005 began.
    ['Asia/Amman', '2005-04-01T12:00:00Z', 'month', '2005-03-31T22:00Z', '2005-04-30T21:00Z', 'April 2005'],
  ] as const)('%s, %s, by %s', (zone, at, kind, from, until, name) => {
    expect(periodOf(zone, new Date(at), kind)).toMatchObject({
      from: new Date(from),
      until: new Date(until),
      name,
    });
  });
});

test('days back are days of the calendar, whatever the clock does between', () => {
  fc.assert(
    fc.property(zones, instants, fc.integer({ min: 1, max: 400 }), (zone, instant, days) => {
      const from = beginOfDays(zone, instant, days);
      const passed = (Date.parse(dateAt(zone, instant)) - Date.parse(dateAt(zone, from))) / 86_400_000;
      // Apia had no 30 December 2011: a day that never was begins with the next.
      expect(passed === days - 1 || (zone === 'Pacific/Apia' && passed === days - 2)).toBe(true);
      expect(dateAt(zone, new Date(from.getTime() - 1)) < dateAt(zone, from)).toBe(true);
    }),
  );
  expect(beginOfDays('Europe/Berlin', NOW, 1)).toEqual(new Date('2026-11-25T23:00Z'));
});
