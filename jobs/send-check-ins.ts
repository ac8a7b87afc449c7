import { z } from 'zod/v4';
import { defineJob } from './define-job.js';

export interface SendCheckIns {
  /** Sends the check-ins whose time has come; see src/checkins/send-check-ins.ts. */
  sendCheckIns(): Promise<void>;
}

/** Each quarter each partner is asked how it is, once. */
export const sendCheckIns = defineJob({
  name: 'send-check-ins',
  everySeconds: 60,
  lockLifetimeMs: 120_000,
  payload: z.strictObject({}),
  stored: {},
  run: (handlers: SendCheckIns) => handlers.sendCheckIns(),
});
