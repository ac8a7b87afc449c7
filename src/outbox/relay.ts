import type { PendingMessage } from '../messages/pending.js';
import type { Program } from '../program/program.js';
import type { Checkpoint } from './deliver-deps.js';
import type { OutboxStore } from './outbox-store.js';
import type { PendingSource } from './pending-source.js';
import { rowsFor } from './to-rows.js';

const DOCUMENTS_AT_ONCE = 100;

export interface RelayDeps {
  store: OutboxStore;
  sources: PendingSource[];
  /** The program in force: it says who the program managers are. */
  program: () => Promise<Program | undefined>;
  /** For tests that kill the process at a named point. */
  checkpoint?: (at: Checkpoint) => void;
}

/**
 * Moves every pending message into the outbox: first it is stored there under its unique key, then it is taken out of
 * the document it was decided with. Killed in between, the next run stores nothing twice and takes it out. Safe in
 * several processes at once.
 */
export async function relay({ store, sources, program, checkpoint }: RelayDeps): Promise<void> {
  for (const source of sources) {
    for (;;) {
      const waiting = await source.waiting(DOCUMENTS_AT_ONCE);
      if (waiting.length === 0) break;
      checkpoint?.('relay:found');
      await store.add(
        await toRows(
          waiting.map(({ messages }) => messages),
          program,
        ),
      );
      checkpoint?.('relay:stored');
      await source.handedOver(
        waiting.map(({ id, messages }) => ({ id, keys: messages.map((message) => message.key) })),
      );
      if (waiting.length < DOCUMENTS_AT_ONCE) break;
    }
  }
}

/** Rows for messages; each list was decided together and keeps its order. */
export async function toRows(lists: PendingMessage[][], program: RelayDeps['program']) {
  const toManagers = lists.flat().some((message) => message.to.kind === 'program_managers');
  const inForce = toManagers ? await program() : undefined;
  return lists.flatMap((messages) =>
    messages.flatMap((message, position) => rowsFor(message, position, inForce)),
  );
}
