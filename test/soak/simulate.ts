import type { Store } from '../../src/store/connect.js';
import { nextDueAfter } from '../../src/store/next-due.js';
import { act, refer } from './acts.js';
import { chance } from './random.js';
import { soakProgram } from './soak-program.js';
import { type SoakWorld, soakWorld } from './soak-world.js';

export interface SoakOptions {
  seed: number;
  partners: number;
  /** In four zones by turns. */
  reps: number;
  /** Days lived through. */
  days: number;
  referralsADay: number;
  actsADay: number;
  /** Called now and then with the day reached. */
  progress?: (day: number) => void;
}

const SOAK_START = new Date('2026-10-05T06:00:00.000Z');
const DAY_MS = 86_400_000;
const TICK_MS = 60_000;

export interface Soaked {
  world: SoakWorld;
  ticks: number;
  end: Date;
}

/**
 * Lives through so many days: people act at random and forget at random; the clock jumps from one instant at which
 * anything is due to the next, rounded up to the minute as the ticks are. The process dies at random lines; once the
 * desk is down for an hour.
 */
export async function simulate(store: Store, options: SoakOptions): Promise<Soaked> {
  const luck = chance(options.seed);
  const world = await soakWorld(store, soakProgram(options), luck, SOAK_START);
  const end = new Date(SOAK_START.getTime() + options.days * DAY_MS);
  const downFrom = SOAK_START.getTime() + Math.floor(luck.next() * options.days) * DAY_MS + 9 * 3_600_000;
  const acts = actTimes(options, luck);
  let ticks = 0;
  await world.tick();
  for (;;) {
    const due = await nextDueAfter(store.db, world.now());
    const nextAct = acts.at(-1);
    const at = Math.min(roundUp(due ?? end), nextAct?.at ?? end.getTime());
    if (at >= end.getTime()) break;
    if (Math.floor(at / DAY_MS) > Math.floor(world.now().getTime() / DAY_MS))
      options.progress?.(Math.floor((at - SOAK_START.getTime()) / DAY_MS));
    world.moveTo(new Date(at));
    if (nextAct && nextAct.at === at) {
      acts.pop();
      await (nextAct.refers ? refer(world, luck) : act(world, store, luck));
      await world.core().outbox.runOnce();
      continue;
    }
    ticks += 1;
    // Nobody is there for an hour, and then everything is late.
    if (at >= downFrom && at < downFrom + 3_600_000) world.moveTo(new Date(downFrom + 3_600_000));
    for (let again = 0; again < 5 && !(await world.tick()); again += 1)
      world.moveTo(new Date(world.now().getTime() + 3 * TICK_MS));
  }
  world.moveTo(end);
  await settle(world);
  return { world, ticks, end };
}

/** A process that lives: what a dead one had begun is done after its lease. */
async function settle(world: SoakWorld): Promise<void> {
  for (let rounds = 0; rounds < 4; rounds += 1) {
    world.moveTo(new Date(world.now().getTime() + 3 * TICK_MS));
    await world.tick();
  }
}

function roundUp(instant: Date): number {
  return Math.ceil(instant.getTime() / TICK_MS) * TICK_MS;
}

/** The last comes first. */
function actTimes({ days, referralsADay, actsADay }: SoakOptions, luck: ReturnType<typeof chance>) {
  const random = (count: number, refers: boolean) =>
    Array.from({ length: Math.round(count) }, () => ({
      at: SOAK_START.getTime() + Math.floor(luck.next() * days * DAY_MS),
      refers,
    }));
  return [...random(days * referralsADay, true), ...random(days * actsADay, false)].sort(
    (a, b) => b.at - a.at,
  );
}
