import type { Db } from 'mongodb';
import { withinLimit } from './within-limit.js';

/** Keeps the playground's workspaces between two runs. */
export interface SnapshotStore {
  /** As it was last saved; undefined when it never was. Dates come back as text. */
  load(): Promise<unknown>;
  save(snapshot: unknown): Promise<void>;
}

/** How far the playground's clock is ahead of the real one, in milliseconds, kept between two runs. */
export function clockMemory(db: Db): { load(): Promise<number>; save(aheadMs: number): Promise<void> } {
  const kept = db.collection<{ _id: string; aheadMs: number }>('playground');
  const _id = 'clock';
  return {
    load: async () => (await withinLimit(() => kept.findOne({ _id })))?.aheadMs ?? 0,
    async save(aheadMs) {
      await withinLimit(() => kept.updateOne({ _id }, { $set: { aheadMs } }, { upsert: true }));
    },
  };
}

/**
 * One JSON text in the collection `playground`; at most 16 MB, as any document.
 * @param of which of the simulated platforms it is of
 */
export function snapshotStore(db: Db, of: 'slack' | 'teams' = 'slack'): SnapshotStore {
  const snapshots = db.collection<{ _id: string; json: string }>('playground');
  const _id = of === 'slack' ? 'snapshot' : `${of} snapshot`;
  return {
    async load() {
      const found = await withinLimit(() => snapshots.findOne({ _id }));
      return found ? JSON.parse(found.json) : undefined;
    },

    async save(snapshot) {
      const json = JSON.stringify(snapshot);
      await withinLimit(() => snapshots.updateOne({ _id }, { $set: { json } }, { upsert: true }));
    },
  };
}
