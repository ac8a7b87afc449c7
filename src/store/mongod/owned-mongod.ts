import type { EmbeddedFiles } from './files.js';
import type { Running } from './obtain.js';
import { isRunning } from './process.js';
import { withStartLock } from './start-lock.js';
import { writeState } from './state-file.js';
import { stopMongod } from './stop.js';

const WATCH_MS = 500;
/** A mongod that dies more often than this has a cause that another start does not mend (a full disk, bad data). */
const REVIVALS = 5;
const REVIVALS_WITHIN_MS = 600_000;

/**
 * The owner's care for its mongod: it is started again if it dies (on the same port, or the uri given out would be
 * void), asked to end if the process that started it exits without `stop`, and stopped cleanly by `stop`.
 * @param obtainAgain gives a running mongod after this one died; called under the start lock
 */
export function ownMongod(
  first: Running,
  files: EmbeddedFiles,
  log: (line: string) => void,
  obtainAgain: () => Promise<Running>,
): { pid(): number; stop(): Promise<void> } {
  let running = first;
  let revival: Promise<void> | undefined;
  let stopping: Promise<void> | undefined;
  const revivals: number[] = [];

  const revive = async () => {
    log(`mongod (process ${running.pid}) died; starting it again`);
    await running.owner?.close();
    running = await withStartLock(files.lock, obtainAgain);
    if (running.port !== first.port) throw new Error(`port ${first.port} was taken by another program`);
  };
  const giveUp = (reason: string) => {
    clearInterval(watch);
    log(`mongod cannot be kept running: ${reason}. See ${files.log}, then restart the program.`);
  };
  const watch = setInterval(() => {
    if (revival || isRunning(running.pid)) return;
    const lately = revivals.filter((at) => Date.now() - at < REVIVALS_WITHIN_MS);
    if (lately.length >= REVIVALS) return giveUp(`it died ${REVIVALS} times in ten minutes`);
    revivals.push(Date.now());
    revival = revive()
      .catch((error: unknown) => giveUp(error instanceof Error ? error.message : String(error)))
      .finally(() => {
        revival = undefined;
      });
  }, WATCH_MS);
  watch.unref();

  const onExit = () => {
    running.child?.kill('SIGTERM');
  };
  process.once('exit', onExit);

  const stop = async () => {
    clearInterval(watch);
    await revival;
    const { owner, pid, port, version } = running;
    if (owner) {
      await withStartLock(files.lock, async () => {
        await stopMongod(owner, pid, files.dbPath);
        await writeState(files.state, { port, version });
      });
    }
    process.off('exit', onExit);
  };
  return {
    pid: () => running.pid,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}
