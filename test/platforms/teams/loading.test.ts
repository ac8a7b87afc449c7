import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importsOf, sourceFiles } from '../../boundaries/imports.js';

const DYNAMIC = /\bimport\(\s*['"][^'"\n]+['"]\s*\)/g;

test('a start without Teams loads nothing of its SDK, which takes most of a second and 125 MB', () => {
  const imports = importsOf(sourceFiles(), (file) => readFileSync(file, 'utf8').replace(DYNAMIC, '')).filter(
    ({ typeOnly }) => !typeOnly,
  );
  const loaded = new Set(['src/main.ts']);
  const packages = new Set<string>();
  for (const file of loaded) {
    for (const { from, to, kind } of imports) {
      if (from === file) (kind === 'file' ? loaded : packages).add(to);
    }
  }
  expect(loaded).toContain('src/platforms/slack/inbound.ts');
  expect([...loaded].filter((file) => file.startsWith('src/platforms/teams'))).toEqual([]);
  expect([...packages].filter((name) => /^(@microsoft|botbuilder|botframework)/.test(name))).toEqual([]);
});
