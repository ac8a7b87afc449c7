import type { Workspace } from './workspace.js';
import type { WorkspaceSeed } from './workspace-seed.js';

/** Where the workspace is kept over a restart; the lead decides (MongoDB in the playground). */
export interface Memory {
  /** The last snapshot, or null or undefined when there is none. */
  load(): Promise<unknown>;
  save(snapshot: unknown): Promise<void>;
}

interface Snapshot {
  version: 1;
  workspace: Workspace;
}

/**
 * The remembered workspace, with the people, teams and commands of today's seed; undefined when there is none this
 * version understands.
 */
export async function recall(
  memory: Memory | undefined,
  seed: WorkspaceSeed,
): Promise<Workspace | undefined> {
  const snapshot = (await memory?.load()) as Partial<Snapshot> | null | undefined;
  return snapshot?.version === 1 && snapshot.workspace ? { ...snapshot.workspace, seed } : undefined;
}

interface Saver {
  /** Saves within `delayMs`, once for all changes until then. */
  soon(): void;
  /** Saves what is not saved yet. */
  flush(): Promise<void>;
}

/** Saves one snapshot after the other, never two at a time. A failed save is tried again with the next change. */
export function createSaver(memory: Memory | undefined, workspace: () => Workspace, delayMs: number): Saver {
  let timer: NodeJS.Timeout | undefined;
  let isDirty = false;
  let last = Promise.resolve();
  const save = async () => {
    if (!memory || !isDirty) return;
    isDirty = false;
    try {
      await memory.save(structuredClone({ version: 1, workspace: workspace() } satisfies Snapshot));
    } catch {
      isDirty = true;
    }
  };
  const enqueue = () => {
    timer = undefined;
    last = last.then(save);
    return last;
  };
  return {
    soon() {
      isDirty = true;
      if (memory) timer ??= setTimeout(enqueue, delayMs);
    },
    flush() {
      clearTimeout(timer);
      return enqueue();
    },
  };
}
