import { readFile } from 'node:fs/promises';
import type { MongoClient } from 'mongodb';
import { processEnds } from './process.js';
import { runCommand } from './run-command.js';

const ASKED_MS = 5_000;
const SIGNAL_MS = 5_000;

/**
 * Ends a mongod: asks it to, then by SIGTERM, then by SIGKILL, which its journal survives. Its process id is sent a
 * signal only while it can be seen to be a mongod on `dbPath`, since an id may have passed to another program. Closes
 * the connection. Usually takes about 1 s, at most about 15 s.
 */
export async function stopMongod(owner: MongoClient, pid: number, dbPath: string): Promise<void> {
  // The server answers by closing the connection. No other member could take over, so it need not wait for one.
  const asked = owner
    .db('admin')
    .command({ shutdown: 1, force: true, timeoutSecs: 0 })
    .catch(() => {});
  const ended = await processEnds(pid, ASKED_MS);
  await owner.close();
  await asked;
  if (ended) return;
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!(await isMongodOn(pid, dbPath))) return;
    process.kill(pid, signal);
    if (await processEnds(pid, SIGNAL_MS)) return;
  }
}

async function isMongodOn(pid: number, dbPath: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return command.split('\0').includes(dbPath);
  }
  const listing = runCommand('ps', ['-o', 'command=', '-p', String(pid)], {
    env: process.env,
    timeoutMs: 5_000,
  });
  const { output } = await listing.catch(() => ({ output: '' }));
  return output.includes(`--dbpath ${dbPath}`);
}
