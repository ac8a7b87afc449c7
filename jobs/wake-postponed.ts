import { z } from 'zod/v4';
import { defineJob } from './define-job.js';

export interface WakePostponed {
  /** Takes up what was put off and whose day has come; see src/routing/wake-postponed.ts. */
  wakePostponed(): Promise<void>;
}

/** "Not now" is a promise to come back on that day. */
export const wakePostponed = defineJob({
  name: 'wake-postponed',
  everySeconds: 60,
  lockLifetimeMs: 60_000,
  payload: z.strictObject({}),
  stored: {},
  run: (handlers: WakePostponed) => handlers.wakePostponed(),
});
