import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning } from './process.js';

/** A holder shows that it lives by touching its lock this often. */
const TOUCH_MS = 1_000;
/** Untouched for this long it is dead, even if its process id lives on in some other program. */
const STALE_MS = 15_000;
const RETRY_MS = 50;

/**
 * Runs `work` while no other process does so under the same `path` (a file made with O_EXCL). Waits for the holder
 * as long as it lives; the lock of a dead one is broken. Starting and stopping an embedded mongod go through here;
 * should two processes slip in after all, mongod's own lock on its data folder still lets only one live.
 */
export async function withStartLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const mine = JSON.stringify({ pid: process.pid, id: randomUUID() });
  while (!(await take(path, mine))) {
    const stale = await staleContent(path);
    if (stale === undefined) await sleep(RETRY_MS);
    else await breakLock(path, stale);
  }
  const touching = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, TOUCH_MS);
  try {
    return await work();
  } finally {
    clearInterval(touching);
    if ((await read(path)) === mine) await rm(path, { force: true });
  }
}

async function take(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** @returns what stands in the lock of a dead holder; undefined if the holder lives or there is no lock */
async function staleContent(path: string): Promise<string | undefined> {
  const content = await read(path);
  if (content === undefined) return undefined;
  const holder = holderOf(content);
  if (holder !== undefined && !isRunning(holder)) return content;
  const touched = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(),
  );
  return Date.now() - touched > STALE_MS ? content : undefined;
}

/** @returns undefined while the holder has made the file but not yet written into it */
function holderOf(content: string): number | undefined {
  try {
    return Number((JSON.parse(content) as { pid?: unknown }).pid);
  } catch {
    return undefined;
  }
}

/** Moves the lock away before deleting it, so that of several processes that found it stale only one breaks it. */
async function breakLock(path: string, stale: string): Promise<void> {
  const aside = `${path}.stale.${randomUUID()}`;
  try {
    await rename(path, aside);
    // Somebody else broke it and took it between our look and our move: give it back.
    if ((await read(aside)) !== stale) await link(aside, path).catch(() => {});
    await rm(aside, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

async function read(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
