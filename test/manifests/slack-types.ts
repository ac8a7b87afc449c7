import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/**
 * What Slack's own type of a manifest (@slack/web-api) says against one, with unknown keys, scopes and events counted as
 * wrong; empty when it holds. Asks the compiler, since the type exists nowhere as a schema that a package carries.
 */
export async function problemsForSlack(manifest: object): Promise<string> {
  const cache = resolve('node_modules/.cache/referral-desk-test');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'manifest-'));
  const file = join(folder, 'manifest.ts');
  await writeFile(
    file,
    "import type { Manifest } from '@slack/web-api/dist/types/request/manifest.js';\n" +
      `export const manifest: Manifest = ${JSON.stringify(manifest)};\n`,
  );
  const options = ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext'];
  try {
    return await new Promise((done) => {
      execFile('node_modules/.bin/tsc', [...options, '--types', 'node', file], (error, out, err) =>
        done(error ? out + err || String(error) : ''),
      );
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
