import { z } from 'zod/v4';
import { defineJob } from './define-job.js';

export interface RelayAndDeliver {
  /** Relays and delivers what is due, and what a crash left lying; see src/outbox/outbox.ts `sweep`. */
  relayAndDeliver(): Promise<void>;
}

/** The guarantee behind every wake(): what was decided is delivered even when whoever decided it died at once. */
export const relayAndDeliver = defineJob({
  name: 'relay-and-deliver',
  everySeconds: 15,
  lockLifetimeMs: 60_000,
  payload: z.strictObject({}),
  stored: {},
  run: (handlers: RelayAndDeliver) => handlers.relayAndDeliver(),
});
