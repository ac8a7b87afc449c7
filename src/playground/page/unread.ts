import { useEffect, useMemo, useState } from 'react';
import type { PageChannel, PageMessage, PageState } from '../page-api.js';

/** The `ts` up to which a person has seen a channel (by its id) or a thread (by `channel/ts`). */
export type Seen = ReadonlyMap<string, string>;

function latest(messages: PageMessage[]): string {
  return messages.reduce((newest, message) => (message.ts > newest ? message.ts : newest), '');
}

/** Everything there is to see now, as seen. */
export function allSeen(channels: PageChannel[]): Seen {
  const seen = new Map<string, string>();
  for (const channel of channels) {
    seen.set(channel.id, latest(channel.messages));
    for (const message of channel.messages) seen.set(`${channel.id}/${message.ts}`, latest(message.replies));
  }
  return seen;
}

function countNew(messages: PageMessage[], after: string, me: string): number {
  return messages.filter((message) => message.ts > after && message.author !== me).length;
}

/** Replies in a thread that this person has not seen. */
export function newReplies(channel: PageChannel, message: PageMessage, seen: Seen, me: string): number {
  return countNew(message.replies, seen.get(`${channel.id}/${message.ts}`) ?? '', me);
}

/** Messages and replies in a channel that this person has not seen. */
export function newMessages(channel: PageChannel, seen: Seen, me: string): number {
  const threads = channel.messages.map((message) => newReplies(channel, message, seen, me));
  return threads.reduce(
    (total, count) => total + count,
    countNew(channel.messages, seen.get(channel.id) ?? '', me),
  );
}

/** What one person has seen: all there was at first, then what stands open: channel ids and `channel/ts`. */
export function useSeen(state: PageState, open: readonly string[]): Seen {
  // Only the first state counts as seen; what comes later is news.
  const [seen, setSeen] = useState(() => allSeen(state.channels));
  const now = useMemo(() => allSeen(state.channels), [state]);
  const keys = open.join(' ');
  useEffect(() => {
    setSeen((before) => {
      const changed = keys.split(' ').filter((key) => now.has(key) && now.get(key) !== before.get(key));
      if (changed.length === 0) return before;
      const after = new Map(before);
      for (const key of changed) after.set(key, now.get(key) ?? '');
      return after;
    });
  }, [now, keys]);
  return seen;
}
