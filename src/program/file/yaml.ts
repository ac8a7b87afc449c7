import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { InputError, type InputProblem } from '../../errors.js';
import type { Path } from './known-keys.js';

/** Ten times what a thousand partners need. */
const MAX_BYTES = 2_000_000;
/** Each use of an anchor counts with what it expands to: nine lines can else become a billion entries. */
const MAX_ALIASES = 100;
const MAX_PROBLEMS = 50;

/** A YAML file as plain data, with the lines on which things stand. */
export interface YamlFile {
  /** Keys without a value are left out. */
  value: unknown;
  /** The line of the key or list entry at `path`, or of the nearest one around it that exists. */
  lineOf(path: Path): number;
}

/** @throws InputError for what is no YAML, or more of it than a program needs */
export function readYaml(text: string, file: string): YamlFile {
  const refuse = (problem: string, remedy: string, line = 1): never => {
    throw new InputError([{ file, line, path: '(file)', problem, remedy }]);
  };
  if (Buffer.byteLength(text) > MAX_BYTES)
    return refuse(
      `is larger than ${MAX_BYTES / 1_000_000} MB`,
      'Give a program definition; see docs/program.example.yaml',
    );
  if (text.includes('\0')) return refuse('is not text', 'Save it as UTF-8');
  const lines = new LineCounter();
  let value: unknown;
  let document: Document;
  try {
    document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      stringKeys: true,
    });
    const faults = [...document.errors, ...document.warnings];
    if (faults.some(({ message }) => message.includes('call stack'))) throw new RangeError('nested too deep');
    if (faults.length > 0) throw new InputError(syntaxProblems(file, lines, faults));
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    if (error instanceof ReferenceError) return refuse(...aliasProblem(error));
    // The parser is recursive: only a file made for it nests so deep that the stack ends.
    if (error instanceof RangeError)
      return refuse('is nested too deep', 'See docs/program.example.yaml for its form');
    throw error;
  }
  return {
    value: withoutEmpty(value),
    lineOf: (path) => lines.linePos(offsetOf(document, path)).line,
  };
}

type Fault = { message: string; pos: [number, number] };

/** One problem a line: what follows on the same line is most often the same mistake. */
function syntaxProblems(file: string, lines: LineCounter, faults: readonly Fault[]): InputProblem[] {
  const byLine = new Map<number, InputProblem>();
  for (const { message, pos } of faults) {
    const { line } = lines.linePos(pos[0]);
    const problem = message.replace(/\s+/g, ' ').replace(/[.:]$/, '');
    const remedy = 'Correct the YAML: mind indentation, and put a text that holds : or # in quotes';
    if (!byLine.has(line)) byLine.set(line, { file, line, path: '(syntax)', problem, remedy });
  }
  return [...byLine.values()].slice(0, MAX_PROBLEMS);
}

function aliasProblem({ message }: ReferenceError): [problem: string, remedy: string] {
  if (message.startsWith('Excessive')) return ['uses its anchors too often', 'Write the entries out'];
  return [message.replace(/\s+/g, ' ').replace(/\.$/, ''), 'Put a text that starts with * in quotes'];
}

/** `reps:` with nothing behind it says as little as no `reps` at all. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (value === null || typeof value !== 'object') return value;
  const full = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(full.map(([key, inner]) => [key, withoutEmpty(inner)]));
}

function offsetOf(document: Document, path: Path): number {
  let node = document.contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    const found = stepInto(isAlias(node) ? node.resolve(document) : node, step);
    if (!found) break;
    node = found.node;
    offset = found.offset ?? offset;
  }
  return offset;
}

function stepInto(
  node: Node | null | undefined,
  step: string | number,
): { node: Node | null; offset: number | undefined } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(step)] as Node | undefined;
    return item && { node: item, offset: item.range?.[0] };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  return pair && { node: pair.value as Node | null, offset: (pair.key as Node).range?.[0] };
}
