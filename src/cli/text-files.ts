import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError } from '../errors.js';

/** No program file comes near it; a device or a log by mistake does. */
const MAX_BYTES = 20_000_000;

const WORDS: Record<string, string> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder',
  ENOTDIR: 'is not in a folder',
  EACCES: 'may not be opened by this user',
  EPERM: 'may not be opened by this user',
};

/**
 * The folder that relative paths are meant from. npm runs a script in the project's folder and names the one in which
 * it was started; see npm's documentation of `npm run`.
 */
export function workingFolder(env: NodeJS.ProcessEnv, current: string): string {
  return (env.npm_lifecycle_event === 'cli' && env.INIT_CWD) || current;
}

/** @throws InputError in plain words, naming the file as it was written */
export async function readText(path: string, folder: string): Promise<string> {
  const full = resolve(folder, path);
  try {
    const { size, isFile } = await facts(full);
    if (isFile && size > MAX_BYTES) throw problem(path, 'is too large', 'Give a program definition');
    return await readFile(full, 'utf8');
  } catch (error) {
    throw inPlainWords(error, path, 'Give the path of a program definition; see docs/program.example.yaml');
  }
}

/** Writes a neighbour first and puts it in place, so that an old file is whole until the new one is. */
export async function writeText(path: string, text: string | Uint8Array, folder: string): Promise<void> {
  const full = resolve(folder, path);
  const aside = `${full}.${process.pid}.tmp`;
  try {
    const before = await facts(full).catch(() => undefined);
    // A pipe or a device is written to, not replaced.
    if (before && !before.isFile) return await writeFile(full, text);
    await writeFile(aside, text);
    await rename(aside, full);
  } catch (error) {
    await rm(aside, { force: true });
    const remedy = 'Give a file in a folder that exists and may be written';
    throw isMissing(error)
      ? problem(path, 'its folder does not exist', remedy)
      : inPlainWords(error, path, remedy);
  }
}

async function facts(path: string): Promise<{ size: number; isFile: boolean }> {
  const found = await stat(path);
  return { size: found.size, isFile: found.isFile() };
}

export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

export function inPlainWords(error: unknown, path: string, remedy: string): unknown {
  const words = WORDS[(error as NodeJS.ErrnoException).code ?? ''];
  return words === undefined ? error : problem(path, words, remedy);
}

export function problem(file: string, words: string, remedy: string): InputError {
  return new InputError([{ file, path: '(file)', problem: words, remedy }]);
}
