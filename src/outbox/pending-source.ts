import type { PendingMessage } from '../messages/pending.js';

/** Documents that carry messages decided with them. The relay empties them into the outbox. */
export interface PendingSource {
  /** Documents with waiting messages, the longest unchanged first; messages in the order they were decided. */
  waiting(limit: number): Promise<{ id: string; messages: PendingMessage[] }[]>;
  /** Takes out what is safely in the outbox. Harmless when done already. */
  handedOver(entries: { id: string; keys: string[] }[]): Promise<void>;
}
