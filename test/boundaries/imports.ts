import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';

/** One import of a file: of another file of ours (`to` is its path) or of a package (`to` is its name). */
export interface Import {
  from: string;
  to: string;
  kind: 'file' | 'package';
  /** `import type`: gone when compiled. Counted all the same, for layers and cycles are about what must be read. */
  typeOnly: boolean;
}

/** Every file that the product is made of, as paths from the project's folder. */
export function sourceFiles(): string[] {
  return ['src', 'jobs']
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
    )
    .filter((path) => /\.tsx?$/.test(path))
    .toSorted();
}

export function importsOf(
  files: readonly string[],
  read = (file: string) => readFileSync(file, 'utf8'),
): Import[] {
  const known = new Set(files);
  return files.flatMap((from) =>
    specifiers(read(from)).flatMap(({ name, typeOnly }): Import[] => {
      if (name.startsWith('node:')) return [];
      if (!name.startsWith('.')) return [{ from, to: packageOf(name), kind: 'package', typeOnly }];
      const path = join(dirname(from), name);
      const to = [path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx'), path].find((one) =>
        known.has(one),
      );
      // Styles, pages and package.json are no code.
      return to ? [{ from, to, kind: 'file', typeOnly }] : [];
    }),
  );
}

/** Imports, exports from, side-effect imports, dynamic imports, type imports inside of types. */
const STATIC = /^\s*(?:import|export)\s+(type\s+)?(?:[^'"`;()=]*?\sfrom\s+)?['"]([^'"\n]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"\n]+)['"]/g;

export function specifiers(source: string): { name: string; typeOnly: boolean }[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const fixed = [...code.matchAll(STATIC)].map(([, type, name]) => ({
    name: name ?? '',
    typeOnly: type !== undefined,
  }));
  const dynamic = [...code.matchAll(DYNAMIC)].map(([, name]) => ({ name: name ?? '', typeOnly: false }));
  return [...fixed, ...dynamic];
}

/** `@slack/web-api/dist/x` -> `@slack/web-api` */
function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}
