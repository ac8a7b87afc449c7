import { z } from 'zod/v4';
import { defineJob } from './define-job.js';

export interface SweepPartners {
  /** Keeps the partners' records as the program has it; see src/checkins/sweep-partners.ts. */
  sweepPartners(): Promise<void>;
}

/** Whoever changed the program, and however: no partner is missed. */
export const sweepPartners = defineJob({
  name: 'sweep-partners',
  everySeconds: 300,
  lockLifetimeMs: 300_000,
  payload: z.strictObject({}),
  stored: {},
  run: (handlers: SweepPartners) => handlers.sweepPartners(),
});
