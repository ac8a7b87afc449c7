import { z } from 'zod/v4';
import { defineJob } from './define-job.js';

export interface CloseLoops {
  /** Closes, explains or sends what partners have still to hear of ends; see src/updates/close-loops.ts. */
  closeLoops(): Promise<void>;
}

/** Every partner hears how it ended, once; where that cannot be, somebody here knows why. */
export const closeLoops = defineJob({
  name: 'close-loops',
  everySeconds: 60,
  lockLifetimeMs: 60_000,
  payload: z.strictObject({}),
  stored: {},
  run: (handlers: CloseLoops) => handlers.closeLoops(),
});
