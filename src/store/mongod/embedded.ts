import { mkdir } from 'node:fs/promises';
import { InputError } from '../../errors.js';
import { embeddedFiles } from './files.js';
import { type ObtainOptions, obtain, type Running } from './obtain.js';
import { ownMongod } from './owned-mongod.js';
import { LOOPBACK } from './ports.js';
import { REPLICA_SET } from './replica-set.js';
import { withStartLock } from './start-lock.js';

export interface EmbeddedMongod {
  /** For the driver: `mongodb://127.0.0.1:PORT/?replicaSet=desk`. Stays the same while this process runs. */
  uri: string;
  /** Whether this process started it, uses one that another process owns, or took over one whose owner had died. */
  source: Running['source'];
  /** The mongod's process id; another one after it died and was started again. */
  readonly pid: number;
  /** Stops it cleanly if this process owns it; leaves it alone if it is only attached. May be called again. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions extends ObtainOptions {
  /** Data live in `mongo` below it, beside `mongod.json` (port, process id) and `mongod.log`. Made if missing. */
  dataDir: string;
}

/**
 * Gives a writable one-node replica set that keeps its data in `dataDir` from run to run and survives kill -9 of
 * itself and of its owner. Of all processes that call this with one `dataDir`, one starts the mongod and owns it;
 * the others attach. When the owner stops, the mongod stops, and those attached lose it: a command-line run beside a
 * server must not be the one that outlives it. If the owner was killed, the mongod runs on until the next caller
 * adopts it. While this process owns it, it holds a connection and so keeps the event loop alive until `stop`.
 * It listens on loopback without a password: whoever has an account on the machine can reach the data.
 * @throws InputError if there can be no such folder; MongodNotFound if there is no mongod for this machine; Error with
 * mongod's own complaint if it cannot start
 */
export async function startEmbeddedMongod({ dataDir, ...options }: EmbeddedOptions): Promise<EmbeddedMongod> {
  const files = embeddedFiles(dataDir);
  await makeFolder(files.dbPath, dataDir);
  const running = await withStartLock(files.lock, () => obtain(files, options));
  const { source, port } = running;
  const uri = `mongodb://${LOOPBACK}:${port}/?replicaSet=${REPLICA_SET}`;
  if (source === 'attached') return { uri, source, pid: running.pid, stop: async () => {} };
  const owned = ownMongod(running, files, options.log, () => obtain(files, options));
  return {
    uri,
    source,
    get pid() {
      return owned.pid();
    },
    stop: owned.stop,
  };
}

async function makeFolder(path: string, dataDir: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const problem = `no folder can be made in ${dataDir} (${code})`;
    const remedy = 'Set a folder in which this program may write, or leave it out for ./data';
    throw new InputError([{ file: 'environment', path: 'DATA_DIR', problem, remedy }]);
  }
}
