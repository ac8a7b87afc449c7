import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDay } from '../../src/known/read-day.js';

test.each([
  ['2026-11-25', '2026-11-25'],
  ['2026-11-25T23:30:00-05:00', '2026-11-25'],
  ['2026-11-25 08:00', '2026-11-25'],
  ['2026/1/5', '2026-01-05'],
  ['20261125', '2026-11-25'],
  ['25.11.2026', '2026-11-25'],
  ['3.4.2026', '2026-04-03'],
  ['25/11/2026', '2026-11-25'],
  ['11/25/2026 9:05 PM', '2026-11-25'],
  ['3/3/2026', '2026-03-03'],
  ['25.11.26', '2026-11-25'],
  ['25-Nov-26', '2026-11-25'],
  ['25 November 2026', '2026-11-25'],
  ['Nov 25, 2026', '2026-11-25'],
  ['1st Sept 2026', '2026-09-01'],
  ['46351', '2026-11-25'],
  ['29.2.2024', '2024-02-29'],
])('%s is read', (text, day) => {
  expect(readDay(text)).toEqual({ ok: true, day });
});

test('what may be one or the other is refused until it is said which', () => {
  expect(readDay('3/4/2026')).toMatchObject({ ok: false, remedy: expect.stringContaining('--dates') });
  expect(readDay('3/4/2026', 'dmy')).toEqual({ ok: true, day: '2026-04-03' });
  expect(readDay('3/4/2026', 'mdy')).toEqual({ ok: true, day: '2026-03-04' });
  expect(readDay('25/4/2026', 'mdy')).toEqual({ ok: true, day: '2026-04-25' });
});

test.each([
  '31.02.2026',
  '2026-13-01',
  '0000-00-00',
  'soon',
  '29.2.2025',
  '2026-11-25 or so',
  '99/99/9999',
  '12',
])('%s is no date', (text) => {
  expect(readDay(text)).toMatchObject({ ok: false, problem: expect.stringContaining('is not a date') });
});

test('an address in the wrong column is not repeated', () => {
  expect(JSON.stringify(readDay('jo@acme.com'))).not.toContain('acme');
});

test('no text makes it throw, and what it gives is a day that exists', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9./ -]{1,12}$/));
  fc.assert(
    fc.property(texts, (text) => {
      const read = readDay(text, 'dmy');
      if (read.ok) expect(new Date(`${read.day}T00:00Z`).toISOString().slice(0, 10)).toBe(read.day);
    }),
  );
});
