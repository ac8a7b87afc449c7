import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod/v4';
import { InputError } from '../../src/errors.js';
import { definitionSchema } from '../../src/program/definition.js';
import { parseProgramFile, readProgram } from '../../src/program/read-program.js';
import { MISTAKES } from './mistakes.js';

const EXAMPLE = readFileSync('docs/program.example.yaml', 'utf8');

/** The example with some of its texts replaced; every text must be in it. */
function exampleWith(...replaced: [from: string, to: string][]): string {
  return replaced.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, EXAMPLE);
}

function problemsOf(text: string): string[] {
  try {
    readProgram(text, 'p.yaml');
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n');
    throw error;
  }
  return [];
}

const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

describe('the example', () => {
  test('is a valid program, with every kind of entry', () => {
    const program = readProgram(EXAMPLE, 'docs/program.example.yaml');
    expect(program.id).toBe('northgate-partners');
    expect(program.businessHours).toEqual({
      days: ['mon', 'tue', 'wed', 'thu', 'fri'],
      from: '09:00',
      to: '17:30',
    });
    expect(program.channels.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['partner', 'triage', 'digest']),
    );
    expect(program.reps).toHaveLength(3);
    expect(program.terms?.text).toContain('two business\ndays');
  });
});

test('the example explains every key there is', () => {
  const keys = new Set<string>();
  const collect = (shape: unknown): void => {
    if (typeof shape !== 'object' || shape === null) return;
    if ('properties' in shape) for (const key of Object.keys(shape.properties as object)) keys.add(key);
    for (const inner of Object.values(shape)) collect(inner);
  };
  collect(z.toJSONSchema(definitionSchema, { io: 'input', unrepresentable: 'any' }));
  expect(keys.size).toBeGreaterThan(60);
  expect([...keys].filter((key) => !new RegExp(`\\b${key}\\b`).test(EXAMPLE))).toEqual([]);
});

describe('one mistake in the example', () => {
  test.each(MISTAKES)('%s', (_mistake, from, to, path, problem) => {
    const text = exampleWith([from, to]);
    const problems = problemsOf(text).filter((line) => line.includes(` ${path}: `));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
    expect(problems[0]).toMatch(/^p\.yaml:\d+: \S+: .+\. .+\.$/);
  });

  test('is told on its line', () => {
    const text = exampleWith(['partner: harbour-it', 'partner: harbor-it']);
    expect(problemsOf(text)).toEqual([
      expect.stringMatching(`^p.yaml:${lineOf(text, 'partner: harbor-it')}: `),
    ]);
  });
});

test('all mistakes are told at once, in the order of the file', () => {
  const problems = problemsOf(
    exampleWith(
      ['timeZone: Europe/Berlin', 'timezone: Europe/Berlin'],
      ['id: aoife', 'id: jonas'],
      ['manager: paula', 'manager: peter'],
      ['C0EXAMPLE42', 'C0EXAMPLE41'],
      ['version: 2026-01', 'version: 2026'],
    ),
  );
  const lines = problems.map((problem) => Number(problem.split(':')[1]));
  expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  for (const path of [
    'timezone',
    'timeZone',
    'reps[1].id',
    'partners[0].manager',
    'channels[4].channel',
    'consent.version',
  ])
    expect(problems.filter((problem) => problem.includes(` ${path}: `))).toHaveLength(1);
});

describe('an ended entry', () => {
  test('may be referred to and claims nothing', () => {
    const text = exampleWith(
      ['id: aoife\n', 'id: aoife\n    ended: true\n'],
      ['id: triage-mdr\n', 'id: triage-mdr\n    ended: true\n'],
      ['C0EXAMPLE42', 'C0EXAMPLE41'],
    );
    expect(problemsOf(text)).toEqual([]);
  });
});

describe('what is no program at all', () => {
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 9; level += 1)
    bomb.push(
      `a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    );

  test.each([
    ['nothing', '', /^p\.yaml:1: \(file\): is empty\./],
    ['only a comment', '# later', /is empty/],
    ['a list', '- a', /must be a group of keys, but is a list/],
    ['a sentence', 'hello', /must be a group of keys, but is a text/],
    ['broken YAML', 'id: a\nreps: [', /^p\.yaml:2: \(syntax\): /],
    ['a tab', 'id: a\nreps:\n\t- id: b', /^p\.yaml:3: \(syntax\): .*Tabs/],
    ['a key twice', 'id: a\nid: b', /^p\.yaml:2: \(syntax\): Map keys must be unique/],
    ['two documents', 'id: a\n---\nid: b', /multiple documents/],
    ['a tag', 'id: !!js/function x', /Unresolved tag/],
    ['an alias of nothing', 'id: *a', /Unresolved alias/],
    ['an alias bomb', bomb.join('\n'), /uses its anchors too often/],
    ['brackets without end', '['.repeat(100_000), /nested too deep/],
    ['no text', 'id: a\0b', /is not text/],
    ['too much', `# ${'x'.repeat(2_000_000)}`, /is larger than 2 MB/],
    ['a prototype', '__proto__: {x: 1}\nid: a\nname: a\ntimeZone: UTC', /__proto__: is not a key/],
  ])('%s', (_what, text, expected) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeLessThan(10);
    expect(problems.join('\n')).toMatch(expected);
  });
});

test('keys without a value count as absent, and the settings a file states are known', () => {
  const file = parseProgramFile('id: a\nname: A\ntimeZone: UTC\nreps:\nterms:\n', 'p.yaml');
  expect(file.definition.reps).toEqual([]);
  expect([...file.stated]).toEqual(['id', 'name', 'timeZone']);
});

test('a file with a byte order mark and Windows line ends is read', () => {
  expect(readProgram('\uFEFFid: a\r\nname: A\r\ntimeZone: UTC\r\n', 'p.yaml').name).toBe('A');
});
