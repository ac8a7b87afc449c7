import { chmod, mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { mongodVersion } from './mongod-version.js';

const STAGING = 'fetching-';
const LEFT_BEHIND_MS = 3_600_000;

/**
 * Where a fetched mongod is kept between runs: `REFERRAL_DESK_CACHE_DIR`, else
 * `$XDG_CACHE_HOME/referral-desk` (specifications.freedesktop.org/basedir-spec), else `~/.cache/referral-desk`.
 */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  if (env.REFERRAL_DESK_CACHE_DIR) return resolve(env.REFERRAL_DESK_CACHE_DIR);
  return join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'referral-desk');
}

/** The one place in the cache where a good mongod lies. A home folder may be shared by unlike machines. */
export function cachedMongodPath(folder: string): string {
  return join(folder, `mongod-${process.platform}-${process.arch}`);
}

/**
 * Lets `fetch` produce a mongod in a staging folder beside the cache and moves it into the cache only when it is
 * whole and runs. The move is a rename, so several processes may do this at once and a half download is never
 * taken for good. The staging folder is gone afterwards, whatever happened.
 * @returns the path in the cache
 */
export async function addToCache(
  folder: string,
  env: NodeJS.ProcessEnv,
  fetch: (staging: string) => Promise<string>,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  await sweepStaging(folder);
  const staging = await mkdtemp(join(folder, STAGING));
  try {
    const fetched = await fetch(staging);
    await chmod(fetched, 0o755);
    await mongodVersion(fetched, env);
    await flush(fetched);
    const kept = cachedMongodPath(folder);
    await rename(fetched, kept);
    return kept;
  } finally {
    await rm(staging, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Removes what a process left that was killed while it fetched. No fetch takes as long as this. */
async function sweepStaging(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((entry) => entry.startsWith(STAGING))) {
    const path = join(folder, name);
    const changed = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    );
    if (Date.now() - changed > LEFT_BEHIND_MS) await rm(path, { recursive: true, force: true });
  }
}

/** A rename may reach the disk before the content does; after a power cut that would leave an empty program. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
