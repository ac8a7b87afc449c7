import { DateTime } from 'luxon';
import type { PlaygroundClock } from '../playground/clock.js';
import type { PageClock, TimeJump } from '../playground/page-api.js';
import { nextOpening } from '../program/business-time.js';
import { nextDueAfter } from '../store/next-due.js';
import { clockMemory } from '../store/playground.js';
import type { Core } from './core.js';
import { passTime } from './pass-time.js';

/** The playground's clock as its page sees and moves it. */
export interface PlaygroundTime {
  state(): Promise<PageClock>;
  /** Lets time pass, with all that happens on the way. Resolves when everything is delivered; one at a time. */
  jump(to: TimeJump): Promise<void>;
}

export function playgroundTime(
  core: Core,
  { clock, teams }: { clock: PlaygroundClock; teams: { idle(): Promise<void> } },
  runDue: () => Promise<void>,
): PlaygroundTime {
  let jumping: Promise<void> = Promise.resolve();
  const memory = clockMemory(core.store.db);

  async function jumpNow(to: TimeJump): Promise<void> {
    const program = await core.programs.current();
    if (!program) return;
    const passing = {
      now: () => clock.now(),
      moveTo: (instant: Date) => clock.setAhead(instant.getTime() - Date.now()),
      nextDue: (after: Date) => nextDueAfter(core.store.db, after),
      runDue,
    };
    try {
      await passTime(passing, target(to, clock.now(), program));
    } finally {
      await memory.save(clock.ahead());
      await teams.idle();
    }
  }

  return {
    async state() {
      const program = await core.programs.current();
      return { aheadMs: clock.ahead(), zone: program?.timeZone ?? 'UTC' };
    },
    jump(to) {
      const mine = jumping.then(() => jumpNow(to));
      jumping = mine.catch(() => {});
      return mine;
    },
  };
}

function target(to: TimeJump, now: Date, program: Parameters<typeof nextOpening>[0]): Date {
  switch (to) {
    case 'hour':
      return new Date(now.getTime() + 3_600_000);
    case 'morning':
      return nextOpening(program, now);
    case 'week':
      return nextOpening(
        program,
        DateTime.fromJSDate(now, { zone: program.timeZone }).plus({ weeks: 1 }).toJSDate(),
      );
    case 'quarter': {
      // Three months on, each partner has had its check-in, whichever day of the quarter is its own.
      const later = DateTime.fromJSDate(now, { zone: program.timeZone }).plus({ months: 3 });
      return nextOpening(program, later.toJSDate());
    }
  }
}
