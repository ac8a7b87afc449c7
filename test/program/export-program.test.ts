import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyDefinition } from '../../src/program/apply-definition.js';
import { exportProgram } from '../../src/program/export-program.js';
import { readProgram } from '../../src/program/read-program.js';
import { BASE, validPrograms } from './programs.js';

test('any program is read back as it was, and applying it changes nothing', () => {
  fc.assert(
    fc.property(validPrograms, (program) => {
      const text = exportProgram(program);
      const read = readProgram(Buffer.from(text).toString('utf8'), 'exported.yaml');
      expect(read).toEqual(program);
      expect(exportProgram(read)).toBe(text);
      const stored = applyDefinition(undefined, program).after;
      expect(applyDefinition(stored, read, { prune: true })).toMatchObject({ changes: [], differs: false });
    }),
    { numRuns: 150 },
  );
});

test('the example comes back the same, texts of several lines as blocks', () => {
  const example = readProgram(readFileSync('docs/program.example.yaml', 'utf8'), 'example');
  const text = exportProgram(example);
  expect(readProgram(text, 'exported')).toEqual(example);
  expect(text).toContain('text: |\n');
});

test('ended entries are in it and marked; defaults are not', () => {
  const text = exportProgram({
    ...BASE,
    reps: BASE.reps.map((rep) => ({ ...rep, ended: rep.id === 'aoife' })),
  });
  expect(text).toMatch(/# Ended: takes no part any more\.\n\s+- id: aoife\n(?:.*\n)*?\s+ended: true/);
  expect(text).not.toContain('ended: false');
  expect(text).not.toContain('[]');
});
