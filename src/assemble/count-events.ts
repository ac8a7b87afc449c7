import type { Metrics } from '../http/metrics.js';
import type { Change, ReferralStore } from '../referral/ports.js';

/** The same store; what has really been written is counted by type of event. */
export function countingEvents(store: ReferralStore, metrics: Pick<Metrics, 'referralEvent'>): ReferralStore {
  const count = (events: readonly { type: string }[]) => {
    for (const { type } of events) metrics.referralEvent(type);
  };
  return {
    ...store,
    insert: async (referral) => {
      const inserted = await store.insert(referral);
      if (!inserted.existed) count(referral.events);
      return inserted;
    },
    changeAll: async (changes) => {
      const written = await store.changeAll(changes);
      // Which of them lost their race is not told; those few are counted twice when they come round again.
      count(changes.flatMap(({ change }) => change.events));
      return written;
    },
    change: async (id, decide) => {
      // Decided again when a race is lost: only the last decision was written.
      let last: Change | undefined;
      const after = await store.change(id, (current) => {
        last = decide(current);
        return last;
      });
      count(last?.events ?? []);
      return after;
    },
  };
}
