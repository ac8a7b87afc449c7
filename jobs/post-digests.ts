import { z } from 'zod/v4';
import { defineJob } from './define-job.js';

export interface PostDigests {
  /** Sends the digests and morning lists whose hour has come; see src/digests/post-digests.ts. */
  postDigests(): Promise<void>;
}

/** One useful message at each person's hour, and none where there is nothing to say. */
export const postDigests = defineJob({
  name: 'post-digests',
  everySeconds: 60,
  lockLifetimeMs: 60_000,
  payload: z.strictObject({}),
  stored: {},
  run: (handlers: PostDigests) => handlers.postDigests(),
});
