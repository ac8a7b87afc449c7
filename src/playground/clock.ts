import type { Clock } from '../clock.js';

/** The playground's own time: real time, moved back while the story of the past is told, and ahead when somebody asks. */
export interface PlaygroundClock extends Clock {
  /** From now on the clock shows the time so many milliseconds ahead of the real one (negative: behind), and goes on. */
  setAhead(ms: number): void;
  ahead(): number;
}

export function playgroundClock(): PlaygroundClock {
  let aheadMs = 0;
  return {
    now: () => new Date(Date.now() + aheadMs),
    setAhead: (ms) => {
      aheadMs = ms;
    },
    ahead: () => aheadMs,
  };
}
