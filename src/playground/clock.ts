import type { Clock } from '../clock.js';

/** The playground's own time: real time, moved back while the story of the past is told. */
export interface PlaygroundClock extends Clock {
  /** From now on the clock shows the time so many hours ago, and goes on from there. */
  goTo(hoursAgo: number): void;
}

export function playgroundClock(): PlaygroundClock {
  let offsetMs = 0;
  return {
    now: () => new Date(Date.now() - offsetMs),
    goTo: (hoursAgo) => {
      offsetMs = hoursAgo * 3_600_000;
    },
  };
}
