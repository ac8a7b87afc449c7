import type { Tenant } from './tenant.js';
import type { TenantSeed } from './tenant-seed.js';

/** Where the tenant is kept over a restart. */
export interface TenantMemory {
  /** The last snapshot, or null or undefined when there is none. */
  load(): Promise<unknown>;
  save(snapshot: unknown): Promise<void>;
}

interface Snapshot {
  version: 1;
  tenant: Tenant;
}

/** The remembered tenant with the people of today's seed; undefined when there is none this version understands. */
export async function recallTenant(
  memory: TenantMemory | undefined,
  seed: TenantSeed,
): Promise<Tenant | undefined> {
  const snapshot = (await memory?.load()) as Partial<Snapshot> | null | undefined;
  return snapshot?.version === 1 && snapshot.tenant ? { ...snapshot.tenant, seed } : undefined;
}

interface TenantSaver {
  /** Saves within `delayMs`, once for all changes until then. */
  soon(): void;
  /** Saves what is not saved yet. */
  flush(): Promise<void>;
}

/** Saves one snapshot after the other, never two at a time. A failed save is tried again with the next change. */
export function createTenantSaver(
  memory: TenantMemory | undefined,
  tenant: () => Tenant,
  delayMs: number,
): TenantSaver {
  let timer: NodeJS.Timeout | undefined;
  let isDirty = false;
  let last = Promise.resolve();
  const save = async () => {
    if (!memory || !isDirty) return;
    isDirty = false;
    try {
      await memory.save(structuredClone({ version: 1, tenant: tenant() } satisfies Snapshot));
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
