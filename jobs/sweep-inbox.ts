import { z } from 'zod/v4';
import { defineJob } from './define-job.js';

export interface SweepInbox {
  /** Takes up platform events that were acknowledged and never finished; see src/store/inbox.ts. */
  sweepInbox(): Promise<void>;
}

/** What we told a platform that we have is dealt with, even when the process that said so died. */
export const sweepInbox = defineJob({
  name: 'sweep-inbox',
  everySeconds: 30,
  lockLifetimeMs: 60_000,
  payload: z.strictObject({}),
  stored: {},
  run: (handlers: SweepInbox) => handlers.sweepInbox(),
});
