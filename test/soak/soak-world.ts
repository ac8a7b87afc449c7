import { buildCore, type Core } from '../../src/assemble/core.js';
import { interactionDeps } from '../../src/assemble/interaction-deps.js';
import { gatherInteractions } from '../../src/assemble/interactions.js';
import { jobHandlers } from '../../src/assemble/job-handlers.js';
import { createMetrics } from '../../src/http/metrics.js';
import { createLog } from '../../src/log.js';
import type { Interactions } from '../../src/messages/interaction.js';
import type { Actor } from '../../src/people/actor.js';
import { mergeProgram, NO_CHAT_ENTRIES } from '../../src/program/merge-program.js';
import type { Program } from '../../src/program/program.js';
import type { Store } from '../../src/store/connect.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { programStore } from '../../src/store/programs.js';
import { type TestPlatform, testPlatform } from '../outbox/test-platform.js';
import type { Chance } from './random.js';

/** The desk in one process that can die at any line and is started again on what it left. */
export interface SoakWorld {
  program: Program;
  platform: TestPlatform;
  core(): Core;
  interactions(): Interactions<Actor>;
  now(): Date;
  moveTo(instant: Date): void;
  /** Does all that is due, as the ticks would; false when the process died of it. */
  tick(): Promise<boolean>;
  deaths: number;
  /** What the desk logged as errors, but for its own deaths. */
  errors: string[];
}

class Killed extends Error {
  override readonly name = 'Killed';
}

export async function soakWorld(
  store: Store,
  program: Program,
  luck: Chance,
  start: Date,
): Promise<SoakWorld> {
  await ensureIndexes(store);
  const chat = { entries: NO_CHAT_ENTRIES };
  const merged = mergeProgram(program, chat);
  await programStore(store.connection).save(
    undefined,
    { id: program.id, version: 0, file: program, chat, program: merged },
    [],
  );
  const platform = testPlatform();
  const errors: string[] = [];
  let now = start;
  let dead = false;
  let deadly = 0;
  const clock = { now: () => now };
  /** One line in some hundreds is the last one. Whatever would come after it in this process does not. */
  const line = () => {
    if (!dead && deadly > 0 && luck.next() * deadly < 1) {
      dead = true;
      world.deaths += 1;
    }
    if (dead) throw new Killed();
  };
  const log = createLog({
    level: 'error',
    destination: { write: (text) => void (/Killed/.test(text) || errors.push(text)) },
  });

  function start_(): { core: Core; interactions: Interactions<Actor> } {
    const core = buildCore({
      store,
      clock,
      log,
      metrics: createMetrics(),
      senders: { slack: platform },
      person: async () => undefined,
      pageUrl: () => undefined,
      outbox: { pace: { postMs: 0, editMs: 0 }, checkpoint: line, leaseClock: clock, selfDriving: false },
    });
    const referrals = mortal(core.deps.referrals, line);
    const checkIns = { ...core.checkIns, partnerRecords: mortal(core.checkIns.partnerRecords, line) };
    const alive: Core = { ...core, deps: { ...core.deps, referrals }, checkIns };
    const interactions = gatherInteractions(interactionDeps(core, () => {}));
    return { core: alive, interactions };
  }

  let desk = start_();
  const world: SoakWorld = {
    program: merged,
    platform,
    core: () => desk.core,
    interactions: () => desk.interactions,
    now: () => now,
    moveTo: (instant) => {
      now = instant;
    },
    async tick() {
      deadly = 2_000;
      try {
        // The ticks overlap, as Agenda's do.
        const runs = await Promise.allSettled(Object.values(jobHandlers(desk.core, {})).map((run) => run()));
        const failed = runs.find((run) => run.status === 'rejected');
        if (failed) throw failed.reason;
        if (!dead) await desk.core.outbox.runOnce();
      } catch (error) {
        if (!dead) throw error;
      } finally {
        deadly = 0;
      }
      if (!dead) return true;
      // The next process knows nothing of this one but what is stored.
      dead = false;
      desk = start_();
      return false;
    },
    deaths: 0,
    errors,
  };
  return world;
}

/** The same store, on whose way each call may be the last thing the process does: before it, or just after. */
function mortal<Target extends object>(target: Target, line: () => void): Target {
  return new Proxy(target, {
    get(object, name) {
      const value: unknown = Reflect.get(object, name);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        line();
        const result: unknown = await (value as (...all: unknown[]) => unknown).apply(object, args);
        line();
        return result;
      };
    },
  });
}
