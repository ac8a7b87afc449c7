import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from './project-root.js';

/** Where the sources lie and where the three files of the page go. */
function pageFolders(): { from: string; to: string } {
  const root = projectRoot();
  return { from: join(root, 'src/playground/page'), to: join(root, 'dist/src/playground/page') };
}

/** Puts a file in place whole: a reader at the same time gets the old one or the new one. */
async function place(path: string, contents: string | Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, contents);
  await rename(draft, path);
}

/**
 * Bundles the page to `page.js`, `page.css` and `index.html` in the folder `to`. About 0.1 s.
 * Throws esbuild's error, which names file and line, when a source does not compile.
 */
export async function buildPage(folders = pageFolders()): Promise<void> {
  const built = await build({
    entryPoints: [
      { in: join(folders.from, 'main.tsx'), out: 'page' },
      { in: join(folders.from, 'styles/page.css'), out: 'page' },
    ],
    outdir: folders.to,
    write: false,
    bundle: true,
    minify: true,
    format: 'esm',
    jsx: 'automatic',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  await mkdir(folders.to, { recursive: true });
  await place(join(folders.to, 'index.html'), await readFile(join(folders.from, 'index.html')));
  // The script last: `pageIsStale` goes by its age.
  const files = built.outputFiles.sort((a, b) => a.path.localeCompare(b.path));
  for (const file of files) await place(file.path, file.contents);
}

/** True when the built page is missing or older than one of its sources. */
export async function pageIsStale(folders = pageFolders()): Promise<boolean> {
  const built = await stat(join(folders.to, 'page.js')).catch(() => undefined);
  if (!built) return true;
  const sources = await readdir(folders.from, { recursive: true });
  const ages = await Promise.all(sources.map(async (name) => (await stat(join(folders.from, name))).mtimeMs));
  return Math.max(...ages) > built.mtimeMs;
}
