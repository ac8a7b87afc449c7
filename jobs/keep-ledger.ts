import { z } from 'zod/v4';
import { defineJob } from './define-job.js';

export interface KeepLedger {
  /** Books what was earned, and takes on rewards whose time has come; see src/rewards/keep-ledger.ts. */
  keepLedger(): Promise<void>;
}

/** What a referral has earned is in the ledger soon after it stands, whoever died in between. */
export const keepLedger = defineJob({
  name: 'keep-ledger',
  everySeconds: 30,
  lockLifetimeMs: 120_000,
  payload: z.strictObject({}),
  stored: {},
  run: (handlers: KeepLedger) => handlers.keepLedger(),
});
