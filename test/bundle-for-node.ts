import { mkdir, rm } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll } from 'vitest';

/**
 * Makes a TypeScript program of ours into one file that plain `node` runs, for tests that start and kill processes.
 * Packages stay outside it and are found because it lies under the project's own node_modules.
 * To be called at the top of a test file; the bundle is removed after the file's last test.
 * @param entry such as `new URL('./owner-process.ts', import.meta.url)`
 * @returns path of the file to give to node
 */
export async function bundleForNode(entry: URL): Promise<string> {
  const folder = resolve('node_modules/.cache/referral-desk-test');
  await mkdir(folder, { recursive: true });
  const outfile = `${folder}/${basename(entry.pathname, '.ts')}-${process.pid}.mjs`;
  afterAll(() => rm(outfile, { force: true }));
  await build({
    entryPoints: [fileURLToPath(entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  return outfile;
}
