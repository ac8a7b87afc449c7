import { describe, expect, it } from 'vitest';
import { dateWords, dayHeading } from '../../../src/playground/page/blocks/date-token.js';

const seconds = Date.UTC(2026, 10, 21, 23, 5, 9) / 1000;
const later = new Date(Date.UTC(2026, 11, 24));

function words(format: string, timeZone: string, now = later): string {
  return dateWords(seconds, format, 'fallback', { now, timeZone });
}

describe('date tokens', () => {
  it('write every format of the documentation, in the zone of the reader', () => {
    expect(words('{date_num}', 'UTC')).toBe('2026-11-21');
    expect(words('{date}', 'UTC')).toBe('November 21st, 2026');
    expect(words('{date_short}', 'UTC')).toBe('Nov 21, 2026');
    expect(words('{date_long}', 'UTC')).toBe('Saturday, November 21st, 2026');
    expect(words('{time}', 'UTC')).toBe('11:05 PM');
    expect(words('{time_secs}', 'UTC')).toBe('11:05:09 PM');
    expect(words('{date_short} at {time}', 'Asia/Tokyo')).toBe('Nov 22, 2026 at 8:05 AM');
  });

  it('call nearby days by name, counted in the zone of the reader', () => {
    const now = new Date(seconds * 1000 + 3 * 3_600_000);
    expect(words('due {date_pretty}', 'UTC', now)).toBe('Due yesterday');
    expect(words('{date_short_pretty} at {time}', 'America/New_York', now)).toBe('Today at 6:05 PM');
    expect(words('{ago}', 'UTC', now)).toBe('3 hours ago');
    expect(dayHeading(new Date(seconds * 1000), { now, timeZone: 'UTC' })).toBe('Yesterday');
  });

  it('fall back on what cannot be read', () => {
    expect(dateWords(Number.NaN, '{date}', 'soon', { now: later })).toBe('soon');
    expect(words('{no_such}', 'UTC')).toBe('{no_such}');
  });
});
