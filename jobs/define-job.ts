import type { z } from 'zod/v4';

/**
 * A recurring job: a tick that comes round and makes one call into `src`, which works from what is due and not from
 * having been called. Ticks come at least as often as said while any process runs, and may overlap: what they call is
 * safe in several processes at once.
 */
export interface JobDefinition<Handlers, Payload = unknown> {
  /** Unique for ever; the tick is stored under it. */
  name: string;
  everySeconds: number;
  /** Longer than the handler takes: after this another process may take the tick over. In milliseconds. */
  lockLifetimeMs: number;
  /** What is stored with the tick; checked before each run. */
  payload: z.ZodType<Payload>;
  stored: Payload;
  run(handlers: Handlers, payload: Payload): Promise<void>;
}

/** Keeps the payload's type together with the handler that reads it. */
export function defineJob<Handlers, Payload>(
  definition: JobDefinition<Handlers, Payload>,
): JobDefinition<Handlers> {
  return {
    ...definition,
    run: (handlers, payload) => definition.run(handlers, definition.payload.parse(payload)),
  };
}
