import { SENDING_RATES } from './limits.js';

export interface SendingRate {
  /** Counts one message to the conversation; whole seconds to wait when it is one too many. */
  take(conversation: string, now: Date): number | undefined;
}

/** Windows that slide with the clock. A clock that was set back sees only what lies before it. */
export function createSendingRate(): SendingRate {
  const sent = new Map<string, number[]>();
  return {
    take(conversation, now) {
      const at = now.getTime();
      const times = (sent.get(conversation) ?? []).filter((time) => time <= at && time > at - 3_600_000);
      sent.set(conversation, times);
      const waits = SENDING_RATES.flatMap(({ seconds, most }) => {
        const within = times.filter((time) => time > at - seconds * 1000);
        const oldest = within.at(-most);
        return oldest === undefined ? [] : [Math.ceil((oldest + seconds * 1000 - at) / 1000)];
      });
      if (waits.length > 0) return Math.max(1, ...waits);
      times.push(at);
      return undefined;
    },
  };
}
