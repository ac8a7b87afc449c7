import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedMongod } from '../src/store/mongod/embedded.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the run's real one-node replica set. */
    mongoUri: string;
  }
}

/** One real MongoDB for the whole run, started by the product's own code and gone at the end with its data. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'referral-desk-test-'));
  const mongod = await startEmbeddedMongod({ dataDir, log: (line) => console.log(line) });
  project.provide('mongoUri', mongod.uri);
  return async () => {
    await mongod.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
