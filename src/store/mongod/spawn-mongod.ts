import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, rename, stat } from 'node:fs/promises';
import type { EmbeddedFiles } from './files.js';
import { LOOPBACK } from './ports.js';
import { REPLICA_SET } from './replica-set.js';

const LOG_LIMIT_BYTES = 10_000_000;
/** Enough for a day of a busy program; change streams read from here. */
const OPLOG_MB = 256;
/**
 * What a process that was killed had begun is in the way of others until the server gives it up, which it looks for twice in this
 * time: by default a minute, here less than a booking waits (in-transaction.ts). A transaction of ours takes milliseconds.
 */
const TRANSACTION_LIFETIME_S = 5;

/**
 * Starts a mongod on the data folder. It leads its own process group: Ctrl-C in a terminal reaches only the program,
 * which then writes what it has to write before it stops its database.
 * Listens on loopback only and asks no password, so every user of this machine can reach it.
 */
export function spawnMongod(
  program: string,
  files: EmbeddedFiles,
  port: number,
  mode: 'replica set' | 'standalone',
): ChildProcess {
  const args = [
    ['--dbpath', files.dbPath],
    ['--port', String(port)],
    ['--bind_ip', LOOPBACK],
    mode === 'replica set' ? ['--replSet', REPLICA_SET] : [],
    ['--oplogSize', String(OPLOG_MB)],
    ['--wiredTigerCacheSizeGB', '0.25'],
    ['--logpath', files.log],
    ['--logappend', '--quiet'],
    ['--setParameter', 'diagnosticDataCollectionEnabled=false'],
    // By default a stop by signal waits 15 s for other members of the set to catch up; there are none.
    ['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=100'],
    ['--setParameter', `transactionLifetimeLimitSeconds=${TRANSACTION_LIFETIME_S}`],
    process.platform === 'win32' ? [] : ['--nounixsocket'],
  ].flat();
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.unref();
  return child;
}

/** Keeps one older log beside the present one; mongod itself would append for ever. */
export async function turnLog(path: string): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await rename(path, `${path}.1`);
}

/** The last things a mongod complained about (log severities E and F), for a message to a person. */
export async function lastComplaints(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const complaints = text.split('\n').filter((line) => /"s":"[EF]"/.test(line));
  return complaints
    .slice(-3)
    .map((line) => line.slice(0, 600))
    .join('\n');
}
