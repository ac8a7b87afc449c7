import type { Clock } from '../clock.js';
import type { RateWindows } from './ports.js';

/** How much is let through. A person with many mistakes stays below; an office behind one address does, too. */
export const LIMITS = {
  /** Pages looked at, from one address. */
  visit: { most: 120, windowMs: 600_000 },
  /** Forms sent from one address. */
  send: { most: 20, windowMs: 600_000 },
  /** Forms sent by one code, from wherever. */
  code: { most: 100, windowMs: 600_000 },
  /** What the webhook is sent, from wherever. */
  webhook: { most: 600, windowMs: 600_000 },
} as const satisfies Record<string, { most: number; windowMs: number }>;
export type Limit = keyof typeof LIMITS;

const REMEMBERED = 10_000;

/**
 * Counts visits in windows that all processes share. Whoever is over a limit is remembered here until the window ends, so
 * that a flood does not reach the store.
 */
export function visitLimits(windows: RateWindows, clock: Clock) {
  const full = new Map<string, number>();

  function remember(key: string, until: number, now: number): void {
    if (full.size >= REMEMBERED) for (const [one, end] of full) if (end <= now) full.delete(one);
    if (full.size >= REMEMBERED) full.clear();
    full.set(key, until);
  }

  /** Undefined when it may go on; else in how many seconds it may again. Throws StoreUnavailable. */
  return async (limit: Limit, who: string): Promise<number | undefined> => {
    const { most, windowMs } = LIMITS[limit];
    const key = `${limit}:${who}`;
    const at = clock.now();
    const now = at.getTime();
    const until = (Math.floor(now / windowMs) + 1) * windowMs;
    const seconds = Math.ceil((until - now) / 1000);
    if ((full.get(key) ?? 0) > now) return seconds;
    if ((await windows.count(key, windowMs, at)) <= most) return undefined;
    remember(key, until, now);
    return seconds;
  };
}

export type VisitLimits = ReturnType<typeof visitLimits>;
