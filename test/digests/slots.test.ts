import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { type DigestSlot, nextSlot, openSlot, type Reader, readersOf } from '../../src/digests/slots.js';
import { isBusinessDay } from '../../src/program/business-time.js';
import { personCalendar } from '../../src/program/calendars.js';
import { type Definition, definitionSchema } from '../../src/program/definition.js';
import { BASE } from '../program/programs.js';

const utc = (text: string) => new Date(`${text}Z`);
/** A program of one manager, Paula, with what is said of her and of digests. */
function programOf(paula: object = {}, rest: Record<string, unknown> = {}): Definition {
  return definitionSchema.parse({
    ...BASE,
    programManagers: [{ id: 'paula', name: 'Paula', accounts: { slack: 'U001' }, ...paula }],
    ...rest,
  });
}
function readerOf(program: Definition, key: string): Reader {
  const reader = readersOf(program).find((one) => one.key === key);
  if (!reader) throw new Error(`nobody is ${key}`);
  return reader;
}
function next(program: Definition, after: string, more: Parameters<typeof nextSlot>[3] = {}) {
  return nextSlot(program, readerOf(program, 'manager:paula'), utc(after), more);
}
const local = (slot: DigestSlot | undefined) =>
  slot && DateTime.fromJSDate(slot.at, { zone: slot.zone }).toFormat('ccc yyyy-MM-dd HH:mm');

describe('who is sent a digest', () => {
  test('managers and reps with an account', () => {
    expect(readersOf(BASE).map(({ key }) => key)).toEqual(['manager:paula', 'rep:jonas', 'rep:aoife']);
  });

  test('the digest channel for a manager who has none; nobody who left', () => {
    const digest = { kind: 'digest', id: 'd', channel: { platform: 'slack', id: 'C9' } };
    const reachable = programOf({}, { channels: [...BASE.channels, digest] });
    expect(readersOf(reachable).map(({ kind }) => kind)).not.toContain('channel');
    const unreached = programOf({ accounts: {} }, { channels: [...BASE.channels, digest], reps: [] });
    expect(readersOf(unreached).map(({ key }) => key)).toEqual(['channel:slack:C9']);
    expect(readersOf(programOf({ ended: true }, { reps: [] }))).toEqual([]);
  });
});

describe('the next slot', () => {
  test('comes at the hour of the person’s own zone, under an id of that day', () => {
    const tokyo = programOf({ timeZone: 'Asia/Tokyo' });
    const slot = next(tokyo, '2026-11-25T12:00');
    expect(slot).toMatchObject({
      id: 'digest:manager:paula:2026-11-26',
      at: utc('2026-11-26T00:00'),
      until: utc('2026-11-26T08:00'),
      zone: 'Asia/Tokyo',
    });
  });

  test.each([
    ['2026-11-25T08:00', 'Thu 2026-11-26 09:00', 'the very instant is not after itself'],
    ['2026-11-25T07:59', 'Wed 2026-11-25 09:00', 'just before'],
    ['2026-11-27T12:00', 'Mon 2026-11-30 09:00', 'over the weekend'],
    ['2026-03-27T12:00', 'Mon 2026-03-30 09:00', 'over a change of the clock'],
  ])('after %s is %s: %s', (after, expected) => {
    expect(local(next(programOf(), after))).toBe(expected);
  });

  test('not on a holiday of the person’s country, and not while away', () => {
    const berlin = programOf({ holidays: { country: 'DE', region: 'BE' } });
    expect(local(next(berlin, '2026-12-24T12:00'))).toBe('Mon 2026-12-28 09:00');
    const away = programOf({ outOfOffice: [{ from: '2026-11-26', until: '2026-12-04' }] });
    expect(local(next(away, '2026-11-25T12:00'))).toBe('Mon 2026-12-07 09:00');
  });

  test('weekly on its day; on a day off on the next business day of that week, and once', () => {
    const monday = programOf({ digest: { every: 'weekly', day: 'mon', at: '07:30' } });
    expect(local(next(monday, '2026-11-25T12:00'))).toBe('Mon 2026-11-30 07:30');
    const easter = programOf({
      holidays: { country: 'DE', region: 'BE' },
      digest: { every: 'weekly', day: 'fri' },
    });
    // Good Friday and Easter Monday are days off.
    expect(local(next(easter, '2026-04-01T12:00'))).toBe('Tue 2026-04-07 09:00');
    expect(local(next(easter, '2026-04-07T12:00'))).toBe('Fri 2026-04-10 09:00');
  });

  test('what was chosen in chat wins over the file; off has none', () => {
    const daily = programOf({ digest: { every: 'off' } });
    expect(next(daily, '2026-11-25T12:00')).toBeUndefined();
    expect(local(next(daily, '2026-11-25T12:00', { chosen: 'daily' }))).toBe('Thu 2026-11-26 09:00');
    expect(next(programOf(), '2026-11-25T12:00', { chosen: 'off' })).toBeUndefined();
  });

  test('turned on again it is in the future, and an hour moved back does not bring the day’s again', () => {
    expect(local(next(programOf(), '2026-11-25T10:00', { chosen: 'daily' }))).toBe('Thu 2026-11-26 09:00');
    const later = programOf({ digest: { at: '15:00' } });
    expect(local(next(later, '2026-11-25T10:00'))).toBe('Wed 2026-11-25 15:00');
    expect(local(next(later, '2026-11-25T10:00', { lastDate: '2026-11-25' }))).toBe('Thu 2026-11-26 15:00');
  });

  test('a time the clock jumps over is made up that day', () => {
    const night = programOf(
      { timeZone: 'Europe/Berlin', digest: { at: '02:30' } },
      { businessHours: { days: ['sun'], from: '01:00', to: '17:00' } },
    );
    expect(local(next(night, '2026-03-28T12:00'))).toBe('Sun 2026-03-29 03:30');
  });
});

describe('after downtime', () => {
  const paula = (now: string, program = programOf()) =>
    openSlot(program, readerOf(program, 'manager:paula'), utc(now))?.id;

  test.each([
    ['2026-11-25T07:59', undefined, 'before the hour'],
    ['2026-11-25T08:00', 'digest:manager:paula:2026-11-25', 'on the hour'],
    ['2026-11-25T15:59', 'digest:manager:paula:2026-11-25', 'late, the same business day'],
    ['2026-11-25T16:00', undefined, 'when business is over'],
    ['2026-11-28T10:00', undefined, 'on a Saturday'],
  ] as [string, string | undefined, string][])('at %s: %s (%s)', (now, expected) => {
    expect(paula(now)).toBe(expected);
  });

  test('an hour after closing is good until the day ends', () => {
    const evening = programOf({ digest: { at: '18:00' } });
    expect(paula('2026-11-25T20:00', evening)).toBe('digest:manager:paula:2026-11-25');
    expect(paula('2026-11-25T23:00', evening)).toBeUndefined();
  });
});

const ZONES = [
  ...[
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'Pacific/Chatham',
  ],
  ...[
    'Australia/Lord_Howe',
    'America/St_Johns',
    'Africa/Cairo',
    'Pacific/Kiritimati',
    'America/Santiago',
    'UTC',
  ],
];
const settings = fc.record({
  timeZone: fc.constantFrom(...ZONES),
  at: fc.constantFrom('00:00', '00:30', '02:30', '08:30', '09:00', '23:59'),
  every: fc.constantFrom('daily' as const, 'weekly' as const),
  day: fc.constantFrom('mon' as const, 'wed' as const, 'fri' as const, 'sun' as const),
  country: fc.constantFrom('DE', 'US', 'IN', 'AU'),
});
const instants = fc.date({ min: utc('2024-01-01T00:00'), max: utc('2029-12-31T00:00'), noInvalidDate: true });

describe('in every zone', () => {
  test('slots lie on the person’s business days, at the hour, one a day, each the first after the last', () => {
    fc.assert(
      fc.property(settings, instants, ({ timeZone, country, ...digest }, from) => {
        const program = programOf({ timeZone, holidays: { country }, digest });
        const reader = readerOf(program, 'manager:paula') as Extract<Reader, { kind: 'manager' }>;
        const calendar = personCalendar(program, reader.person);
        const seen = new Set<string>();
        let after = from;
        for (let count = 0; count < 6; count += 1) {
          const slot = nextSlot(program, reader, after);
          if (!slot) throw new Error('no slot within a year');
          const there = DateTime.fromJSDate(slot.at, { zone: timeZone });
          expect(slot.at.getTime()).toBeGreaterThan(after.getTime());
          expect(there.toISODate()).toBe(slot.date);
          expect(isBusinessDay(calendar, slot.date)).toBe(true);
          const wanted = DateTime.fromISO(`${slot.date}T${digest.at}`, { zone: timeZone });
          expect(slot.at.getTime()).toBe(wanted.toMillis());
          expect(seen.has(slot.id)).toBe(false);
          seen.add(slot.id);
          expect(openSlot(program, reader, slot.at)?.id).toBe(slot.id);
          const between = new Date((after.getTime() + slot.at.getTime()) / 2);
          if (between > after) expect(nextSlot(program, reader, between)?.id).toBe(slot.id);
          if (digest.every === 'weekly' && count > 0)
            expect(slot.at.getTime() - after.getTime()).toBeLessThan(15 * 86_400_000);
          after = slot.at;
        }
      }),
      { numRuns: 120 },
    );
  });
});
