import { describe, expect, test } from 'vitest';
import { passTime } from '../../src/assemble/pass-time.js';

const START = new Date('2026-11-24T09:00:00.000Z');
const hours = (count: number) => new Date(START.getTime() + count * 3_600_000);

/** A world in which things are due at these hours, and what was done when. */
function world(due: number[], repeatEveryHours?: number) {
  let now = START;
  const ran: number[] = [];
  const hour = () => (now.getTime() - START.getTime()) / 3_600_000;
  return {
    ran,
    hour,
    now: () => now,
    moveTo: (instant: Date) => {
      now = instant;
    },
    nextDue: async (after: Date) => {
      const instants = due.map((at) => hours(at)).filter((instant) => instant > after);
      if (repeatEveryHours) instants.push(new Date(after.getTime() + repeatEveryHours * 3_600_000));
      return instants.sort((a, b) => a.getTime() - b.getTime())[0];
    },
    runDue: async () => void ran.push(hour()),
  };
}

describe('passing time', () => {
  test('stops at each due instant, in order, and at the end', async () => {
    const time = world([5, 2, 9]);
    expect(await passTime(time, hours(7))).toBe(2);
    expect(time.ran).toEqual([0, 2, 5, 7]);
  });

  test('does what is due though nothing was on the way', async () => {
    const time = world([]);
    expect(await passTime(time, hours(1))).toBe(0);
    expect(time.ran).toEqual([0, 1]);
  });

  test('what is due all the time does not keep it from arriving', async () => {
    const time = world([], 0.001);
    await passTime(time, hours(100));
    expect(time.hour()).toBe(100);
    expect(time.ran.length).toBe(2_002);
  });
});
