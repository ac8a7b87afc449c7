import { mkdir } from 'node:fs/promises';
import type { MongoClient } from 'mongodb';
import { connectControl, hasOwner, serverPid, serves } from './control.js';
import { type EmbeddedFiles, embeddedFiles } from './files.js';
import { findMongod, type MongodBinary } from './find-binary.js';
import { launch } from './launch.js';
import { LOOPBACK } from './ports.js';
import { isRunning } from './process.js';
import { makeWritable, REPLICA_SET } from './replica-set.js';
import { withStartLock } from './start-lock.js';
import { type MongodState, readState, writeState } from './state-file.js';
import { stopMongod } from './stop.js';

export interface EmbeddedMongod {
  /** For the driver: `mongodb://127.0.0.1:PORT/?replicaSet=desk`. */
  uri: string;
  /** Whether this process started it, uses one that another process owns, or took over one whose owner had died. */
  source: 'started' | 'attached' | 'adopted';
  /** The mongod's process id. */
  pid: number;
  /** Stops it cleanly if this process owns it; leaves it alone if it is only attached. May be called again. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Data live in `mongo` below it, beside `mongod.json` (port, process id) and `mongod.log`. Made if missing. */
  dataDir: string;
  /** Called with one line at a time, meant for a person. */
  log: (line: string) => void;
  /** A mongod that is known to run; else one is looked for when one has to be started (`findMongod`). */
  binary?: MongodBinary;
  env?: NodeJS.ProcessEnv;
}

const PROBE_MS = 2_000;
const WRITABLE_MS = 30_000;

/**
 * Gives a writable one-node replica set that keeps its data in `dataDir` from run to run and survives kill -9 of
 * itself and of its owner. Of all processes that call this with one `dataDir`, one starts the mongod and owns it;
 * the others attach. When the owner stops, the mongod stops, and those attached lose it: a command-line run beside a
 * server must not be the one that outlives it. If the owner was killed, the mongod runs on until the next caller
 * adopts it. While this process owns it, it holds a connection and so keeps the event loop alive until `stop`.
 * @throws MongodNotFound if there is no mongod for this machine; Error with mongod's own complaint if it cannot start
 */
export async function startEmbeddedMongod(options: EmbeddedOptions): Promise<EmbeddedMongod> {
  const files = embeddedFiles(options.dataDir);
  await mkdir(files.dbPath, { recursive: true, mode: 0o700 });
  return withStartLock(
    files.lock,
    async () => (await useRunning(files, options)) ?? (await start(files, options)),
  );
}

/** Attaches to, or adopts, a mongod that already serves this folder. */
async function useRunning(
  files: EmbeddedFiles,
  { log }: EmbeddedOptions,
): Promise<EmbeddedMongod | undefined> {
  const state = await readState(files.state);
  const visitor = state && (await connectControl(state.port, 'visitor', PROBE_MS).catch(() => undefined));
  if (!visitor) return undefined;
  try {
    if (!(await serves(visitor, files.dbPath))) return undefined;
    const pid = await serverPid(visitor);
    if (await isOwned(visitor, state)) {
      log(`attached to the mongod at ${LOOPBACK}:${state.port} (process ${pid}), data in ${files.dbPath}`);
      return { uri: uriAt(state.port), source: 'attached', pid, stop: async () => {} };
    }
    const owner = await connectControl(state.port, 'owner', PROBE_MS);
    await makeWritable(owner, state.port, WRITABLE_MS);
    log(`adopted the mongod left at ${LOOPBACK}:${state.port} (process ${pid}), data in ${files.dbPath}`);
    return await own(files, owner, 'adopted', { ...state, pid });
  } finally {
    await visitor.close();
  }
}

/** A dead owner is certain by its process id; a living id may be some other program's, so the server is asked too. */
async function isOwned(visitor: MongoClient, state: MongodState): Promise<boolean> {
  if (state.ownerPid !== undefined && !isRunning(state.ownerPid)) return false;
  return hasOwner(visitor);
}

async function start(files: EmbeddedFiles, options: EmbeddedOptions): Promise<EmbeddedMongod> {
  const { log, env } = options;
  const binary = options.binary ?? (await findMongod({ log, env }));
  const before = await readState(files.state);
  const { port, pid, owner } = await launch(binary, files, before);
  const done = await makeWritable(owner, port, WRITABLE_MS);
  if (done === 'moved')
    log(`port ${before?.port ?? '?'} was not to be had: the replica set moved to ${port}`);
  log(`started mongod ${binary.version} at ${LOOPBACK}:${port} (process ${pid}), data in ${files.dbPath}`);
  return own(files, owner, 'started', { port, pid, version: binary.version });
}

async function own(
  files: EmbeddedFiles,
  owner: MongoClient,
  source: 'started' | 'adopted',
  state: MongodState & { pid: number },
): Promise<EmbeddedMongod> {
  await writeState(files.state, { ...state, ownerPid: process.pid });
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= withStartLock(files.lock, async () => {
      await stopMongod(owner, state.pid, files.dbPath);
      await writeState(files.state, { port: state.port, version: state.version });
    });
    return stopping;
  };
  return { uri: uriAt(state.port), source, pid: state.pid, stop };
}

function uriAt(port: number): string {
  return `mongodb://${LOOPBACK}:${port}/?replicaSet=${REPLICA_SET}`;
}
