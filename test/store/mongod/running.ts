import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { MongoClient } from 'mongodb';
import { afterAll } from 'vitest';
import { type EmbeddedMongod, startEmbeddedMongod } from '../../../src/store/mongod/embedded.js';
import { findMongod } from '../../../src/store/mongod/find-binary.js';
import { isRunning } from '../../../src/store/mongod/process.js';
import { bundleForNode } from '../../bundle-for-node.js';

/** What a test started is ended after its file, even when it failed halfway. */
const started = new Set<number>();

/** Notes a process that must not outlive the test file. */
export function endAfterwards(pid: number): void {
  started.add(pid);
}

/** A temporary folder, gone after the test file together with everything that ran in it. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'referral-desk-mongod-'));
  afterAll(async () => {
    for (const pid of started) if (isRunning(pid)) process.kill(pid, 'SIGKILL');
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });
  return folder;
}

/** The mongod that the run's global set-up has already found. */
export const binary = await findMongod({ log: () => {} });

export interface OwnerProcess {
  process: ChildProcess;
  ready: Pick<EmbeddedMongod, 'uri' | 'source' | 'pid'>;
  /** Tells it to stop its mongod, or just to exit, and waits for its end. */
  tell(word: 'stop' | 'exit'): Promise<void>;
  kill(): Promise<void>;
}

const program = await bundleForNode(new URL('./owner-process.ts', import.meta.url));

/** Starts `owner-process.ts` on a data folder and waits until its mongod is ready. */
export async function startOwner(dataDir: string): Promise<OwnerProcess> {
  const child = spawn(process.execPath, [program, dataDir, binary.path], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (child.pid) endAfterwards(child.pid);
  const ended = once(child, 'exit');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const ready = JSON.parse(line) as OwnerProcess['ready'];
  endAfterwards(ready.pid);
  return {
    process: child,
    ready,
    tell: async (word) => {
      child.stdin.write(`${word}\n`);
      await ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Starts one in this process; `lines` gathers what it says. */
export async function start(dataDir: string, lines: string[] = []): Promise<EmbeddedMongod> {
  const mongod = await startEmbeddedMongod({ dataDir, binary, log: (line) => lines.push(line) });
  endAfterwards(mongod.pid);
  return mongod;
}

export function write(uri: string, note: string): Promise<unknown> {
  return withNotes(uri, (notes) => notes.insertOne({ note }));
}

/** Every note ever written, in alphabetical order. */
export function read(uri: string): Promise<string[]> {
  return withNotes(uri, async (notes) =>
    (await notes.find().sort({ note: 1 }).toArray()).map(({ note }) => note),
  );
}

/** Runs `work` on the collection the tests keep their notes in. */
async function withNotes<T>(
  uri: string,
  work: (notes: ReturnType<typeof notesOf>) => Promise<T>,
): Promise<T> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 10_000 });
  try {
    return await work(notesOf(client));
  } finally {
    await client.close();
  }
}

function notesOf(client: MongoClient) {
  return client
    .db('kept')
    .collection<{ note: string }>('notes', { writeConcern: { w: 'majority', journal: true } });
}

export function portOf(uri: string): number {
  return Number(new URL(uri).port);
}
