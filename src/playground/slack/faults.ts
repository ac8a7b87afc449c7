/** What can go wrong at Slack's side, on demand. */
export type Fault =
  /** 429 with `Retry-After`; nothing is stored. */
  | { kind: 'rate_limited'; retryAfterSeconds: number }
  /** An HTTP error before anything is stored. */
  | { kind: 'server_error'; status: number }
  /** The method does its work, then the connection is cut before the answer. */
  | { kind: 'lost_reply' }
  /** The method does its work after this delay. */
  | { kind: 'slow'; ms: number }
  /** `{ok: false, error}`; nothing is stored. */
  | { kind: 'error'; error: string };

export interface Faults {
  /**
   * The next `times` (default 1) calls of `method` ('*': any) meet the fault; with `channel` only calls about
   * that channel do. Faults for one method are used up in the order they were added.
   */
  add(method: string, fault: Fault, options?: { times?: number; channel?: string }): void;
  /** Takes the fault the call meets, if any. */
  take(method: string, channel: unknown): Fault | undefined;
  clear(): void;
}

export function createFaults(): Faults {
  let waiting: { method: string; fault: Fault; left: number; channel?: string }[] = [];
  return {
    add(method, fault, { times = 1, channel } = {}) {
      waiting.push({ method, fault, left: times, channel });
    },
    take(method, channel) {
      const next = waiting.find(
        (each) =>
          (each.method === '*' || each.method === method) &&
          (each.channel === undefined || each.channel === channel),
      );
      if (!next) return undefined;
      next.left -= 1;
      if (next.left <= 0) waiting = waiting.filter((each) => each !== next);
      return next.fault;
    },
    clear() {
      waiting = [];
    },
  };
}
