/** One bucket per channel: `burst` messages at once, then `perSecond`. */
export interface Pace {
  perSecond: number;
  burst: number;
}

export interface PaceKeeper {
  /** Takes one message of the channel's allowance; seconds to wait (whole, at least 1) when there is none left. */
  take(pace: Pace, channel: string, now: Date): number | undefined;
}

/**
 * Slack lets an app post about one message a second to a channel, with bursts, and answers 429 beyond that:
 * https://docs.slack.dev/apis/web-api/rate-limits
 */
export function createPaceKeeper(): PaceKeeper {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take({ perSecond, burst }, channel, now) {
      const at = now.getTime();
      const bucket = buckets.get(channel) ?? { left: burst, at };
      const left = Math.min(burst, bucket.left + ((at - bucket.at) / 1000) * perSecond);
      const isAllowed = left >= 1;
      buckets.set(channel, { left: isAllowed ? left - 1 : left, at });
      return isAllowed ? undefined : Math.max(1, Math.ceil((1 - left) / perSecond));
    },
  };
}
