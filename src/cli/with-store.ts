import { Refused } from '../errors.js';
import type { StoredProgram } from '../program/ports.js';
import type { Program } from '../program/program.js';
import { Finding } from './failure.js';
import type { CliWorld, Database, OpenStore } from './world.js';

/** Opens the database for one command, and closes it whatever comes of that. */
export async function withStore<Result>(
  world: CliWorld,
  playground: boolean | undefined,
  use: (store: OpenStore, database: Database) => Promise<Result>,
): Promise<Result> {
  const database = playground ? 'playground' : 'desk';
  const store = await world.openStore(database);
  try {
    return await use(store, database);
  } finally {
    await store.close();
  }
}

/** The same where there must be a program. What is refused is said in one line. */
export async function withProgram<Result>(
  world: CliWorld,
  playground: boolean | undefined,
  use: (store: OpenStore, program: Program, stored: StoredProgram) => Promise<Result>,
): Promise<Result> {
  return withStore(world, playground, async (store) => {
    const stored = await store.programs.stored();
    if (!stored)
      throw new Finding('There is no program yet. Apply one: npm run --silent cli -- program apply FILE');
    try {
      return await use(store, stored.program, stored);
    } catch (error) {
      throw error instanceof Refused ? new Finding(error.message) : error;
    }
  });
}

/** The product's time, which the playground may have moved. It stands still for one command. */
export async function clockOf(store: OpenStore): Promise<{ now(): Date }> {
  const now = await store.now();
  return { now: () => now };
}
