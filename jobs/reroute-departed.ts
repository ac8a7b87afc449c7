import { z } from 'zod/v4';
import { defineJob } from './define-job.js';

export interface RerouteDeparted {
  /** Gives open referrals of reps who left back to a channel; see src/routing/reroute-departed.ts. */
  rerouteDeparted(): Promise<void>;
}

/** Whoever changed the program, and however (chat, command line, another process): nobody's referral stays behind. */
export const rerouteDeparted = defineJob({
  name: 'reroute-departed',
  everySeconds: 60,
  lockLifetimeMs: 60_000,
  payload: z.strictObject({}),
  stored: {},
  run: (handlers: RerouteDeparted) => handlers.rerouteDeparted(),
});
