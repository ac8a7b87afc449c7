import type { Card } from '../messages/card.js';
import type { ChannelFacts } from '../messages/delivery.js';
import type { PendingMessage } from '../messages/pending.js';

/**
 * Turns a due message into a card, from the subject as it is now. Called once per attempt, right before sending.
 * Throws StoreUnavailable when the subject cannot be read (the row stays due).
 */
export type Compose = (
  message: PendingMessage,
  surroundings: {
    /** Who else is in the channel the card is about to land in; asked only by messages that depend on it. */
    channelFacts: () => Promise<ChannelFacts>;
  },
) => Promise<Composed>;

export type Composed =
  | { kind: 'card'; card: Card }
  /** It would say something that is no longer so (undone, expired, subject gone). */
  | { kind: 'cancel'; why: string };

/** Messages that belong to no aggregate (an answer to a mention): stored under their key, delivered like all others. */
export interface Outbox {
  enqueue(messages: PendingMessage[]): Promise<void>;
  /** A hint that something is pending: deliver soon. Never needed for correctness. */
  wake(): void;
}
