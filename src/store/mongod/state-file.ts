import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod/v4';

const stateSchema = z.object({
  /** The port to use again, so that the replica set's own address stays true. */
  port: z.number().int().min(1).max(65_535),
  /** The mongod's process id; absent while none runs. Never trusted without asking the server on that port. */
  pid: z.number().int().positive().optional(),
  /** The node process that stops it. */
  ownerPid: z.number().int().positive().optional(),
  /** The version that last wrote the data. */
  version: z.string(),
});

/** What is remembered about the embedded mongod between runs, in `DATA_DIR/mongod.json`. */
export type MongodState = z.infer<typeof stateSchema>;

/** @returns undefined if there is no such file or it makes no sense; then the start does without */
export async function readState(path: string): Promise<MongodState | undefined> {
  try {
    return stateSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Writes it whole or not at all. */
export async function writeState(path: string, state: MongodState): Promise<void> {
  const aside = `${path}.${process.pid}`;
  await writeFile(aside, `${JSON.stringify(state, null, 2)}\n`);
  await rename(aside, path);
}
