import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of the project, found upwards from this file, so that it is the same whether this runs from `src/`
 * (tests) or from `dist/` (everything else).
 */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder)
      throw new Error('The playground page lies outside any project: no package.json above it.');
    folder = above;
  }
  return folder;
}
