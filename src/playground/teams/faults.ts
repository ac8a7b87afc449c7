/** What can go wrong at Teams' side, on demand. */
export type TeamsFault =
  /** 429 with `Retry-After`; nothing is stored. */
  | { kind: 'rate_limited'; retryAfterSeconds: number }
  /** Any other refusal before anything is stored: 412, 502, 504, 403, … */
  | { kind: 'error'; status: number; code?: string; message?: string }
  /** The work is done, then the connection is cut before the answer. */
  | { kind: 'lost_reply' }
  /** The work is done after this delay. */
  | { kind: 'slow'; ms: number };

export interface TeamsFaults {
  /**
   * The next `times` (default 1) calls of `operation` ('*': any) meet the fault; with `conversation` only calls
   * about that channel or chat do. Faults are used up in the order they were added.
   */
  add(operation: string, fault: TeamsFault, options?: { times?: number; conversation?: string }): void;
  /** Takes the fault the call meets, if any. */
  take(operation: string, conversation: string | undefined): TeamsFault | undefined;
  clear(): void;
}

export function createTeamsFaults(): TeamsFaults {
  let waiting: { operation: string; fault: TeamsFault; left: number; conversation?: string }[] = [];
  return {
    add(operation, fault, { times = 1, conversation } = {}) {
      waiting.push({ operation, fault, left: times, conversation });
    },
    take(operation, conversation) {
      const next = waiting.find(
        (each) =>
          (each.operation === '*' || each.operation === operation) &&
          (each.conversation === undefined || each.conversation === conversation),
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
