import { z } from 'zod/v4';
import { defineJob } from './define-job.js';

export interface SweepFollowUps {
  /** Asks how referrals stand of which nothing is heard, and asks partners once more; see src/updates/sweep-follow-ups.ts. */
  sweepFollowUps(): Promise<void>;
}

/** A claimed referral does not fall asleep, and a question does not get lost. */
export const sweepFollowUps = defineJob({
  name: 'sweep-follow-ups',
  everySeconds: 60,
  // Batches are short; each is fenced by the record's own version.
  lockLifetimeMs: 120_000,
  payload: z.strictObject({}),
  stored: {},
  run: (handlers: SweepFollowUps) => handlers.sweepFollowUps(),
});
