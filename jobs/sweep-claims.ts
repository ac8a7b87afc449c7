import { z } from 'zod/v4';
import { defineJob } from './define-job.js';

export interface SweepClaims {
  /** Takes the next step of referrals nobody has claimed, accepted or contacted; see src/routing/sweep-claims.ts. */
  sweepClaims(): Promise<void>;
}

/** Nothing waits unseen: reminders, the next rep, the program manager. */
export const sweepClaims = defineJob({
  name: 'sweep-claims',
  everySeconds: 60,
  // Batches are short; each is fenced by the record's own version.
  lockLifetimeMs: 120_000,
  payload: z.strictObject({}),
  stored: {},
  run: (handlers: SweepClaims) => handlers.sweepClaims(),
});
