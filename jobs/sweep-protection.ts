import { z } from 'zod/v4';
import { defineJob } from './define-job.js';

export interface SweepProtection {
  /** Warns of the end of protections, ends them, and looks after conflicts; see src/protection/sweep-protection.ts. */
  sweepProtection(): Promise<void>;
}

/** Who has a company is decided though nobody looks. */
export const sweepProtection = defineJob({
  name: 'sweep-protection',
  everySeconds: 60,
  // Batches are short; each is fenced by the record's own version.
  lockLifetimeMs: 120_000,
  payload: z.strictObject({}),
  stored: {},
  run: (handlers: SweepProtection) => handlers.sweepProtection(),
});
