import type { Clock } from '../../src/clock.js';

/** The time of the product and of the simulated Slack: it runs as real time does, and can be moved on. */
export interface TestClock extends Clock {
  moveOn(duration: { seconds?: number; hours?: number; days?: number }): void;
  /** It is this instant now, and time goes on from there. */
  moveTo(instant: Date): void;
}

/** A Tuesday morning in Berlin, in a week without holidays: deadlines do not depend on the day a test runs. */
const START = Date.parse('2026-11-24T08:30:00.000Z');

export function testClock(): TestClock {
  const startedAt = Date.now();
  let movedMs = 0;
  return {
    now: () => new Date(START + Date.now() - startedAt + movedMs),
    moveTo: (instant) => {
      movedMs = instant.getTime() - START - (Date.now() - startedAt);
    },
    moveOn: ({ seconds = 0, hours = 0, days = 0 }) => {
      movedMs += (seconds + hours * 3_600 + days * 86_400) * 1_000;
    },
  };
}
