import type { ActResult, AnyAct, PageState, TimeJump } from '../page-api.js';
import type { Connection } from './connection.js';

/** What the page knows at one moment. A new object at every change. */
export interface Snapshot {
  /** By person id: the workspace as that person sees it. */
  views: ReadonlyMap<string, PageState>;
  online: boolean;
  /** Why nothing can be shown, when the first fetch failed. */
  failure?: string;
  /** Counts the changes, so that the inspector knows when to look again. */
  changes: number;
  /** Counts the resets; what one remembers about messages does not outlive one. */
  resets: number;
}

/** The views of several people at once, kept true by the server's change events. */
export interface Workspace {
  subscribe(listener: () => void): () => void;
  snapshot(): Snapshot;
  /** Keeps the view of these people (and no others) fresh. */
  watch(people: readonly string[]): void;
  /** Does something as a person. Never rejects: a broken line is told as a problem. */
  act(person: string, act: AnyAct): Promise<ActResult>;
  /** When a person last did something, in milliseconds since 1970; 0 for never. */
  lastActed(person: string): number;
  reset(): Promise<void>;
  /** Lets time pass. Rejects when the playground cannot be reached. */
  jump(to: TimeJump): Promise<void>;
  /** Opens the line and fetches the first view. Returns how to close it. */
  start(): () => void;
}

const connectionProblem = 'The playground did not answer. Is it still running?';

/** Builds the workspace over a connection; nothing is fetched before `start`. */
export function openWorkspace(connection: Connection): Workspace {
  const listeners = new Set<() => void>();
  let watched: readonly string[] = [];
  let current: Snapshot = { views: new Map(), online: true, changes: 0, resets: 0 };
  let asked = 0;
  const newest = new Map<string, number>();
  const acted = new Map<string, number>();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let jumping = false;

  const publish = (change: Partial<Snapshot>) => {
    current = { ...current, ...change };
    for (const listener of listeners) listener();
  };

  const refresh = async (person: string | undefined) => {
    asked += 1;
    const turn = asked;
    const view = await connection.state(person);
    // An answer that was overtaken by a later question would bring old messages back.
    if (turn < (newest.get(view.me.id) ?? 0)) return;
    newest.set(view.me.id, turn);
    publish({ views: new Map(current.views).set(view.me.id, view), failure: undefined });
  };

  const refreshAll = async () => {
    const people: (string | undefined)[] = watched.length > 0 ? [...watched] : [undefined];
    const outcomes = await Promise.allSettled(people.map(refresh));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed && current.views.size === 0)
      publish({ failure: String(failed.reason?.message ?? failed.reason) });
  };

  // Changes come in bursts; one fetch a moment later shows them all.
  const refreshSoon = () => {
    // Weeks of changes within seconds: drawing each of them would hold up the time that passes.
    if (jumping) return;
    waiting ??= setTimeout(() => {
      waiting = undefined;
      publish({ changes: current.changes + 1 });
      void refreshAll();
    }, 25);
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => current,
    watch(people) {
      const added = people.filter((person) => !watched.includes(person));
      watched = people;
      for (const person of added) void refresh(person).catch(() => publish({ online: false }));
    },
    lastActed: (person) => acted.get(person) ?? 0,
    async act(person, act) {
      if (act.kind !== 'options') acted.set(person, Date.now());
      try {
        const result = await connection.act(person, act);
        if (act.kind !== 'options') await refresh(person);
        return result;
      } catch {
        return { ok: false, problem: connectionProblem };
      }
    },
    async reset() {
      await connection.reset();
      await refreshAll();
      publish({ resets: current.resets + 1, changes: current.changes + 1 });
    },
    async jump(to) {
      jumping = true;
      try {
        await connection.jump(to);
      } finally {
        jumping = false;
        refreshSoon();
      }
      await refreshAll();
    },
    start() {
      void refreshAll();
      const close = connection.changes(refreshSoon, (online) => {
        if (online && !current.online) refreshSoon();
        if (online !== current.online) publish({ online });
      });
      return () => {
        clearTimeout(waiting);
        close();
      };
    },
  };
}
