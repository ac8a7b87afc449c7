import { InputError, type InputProblem } from '../errors.js';
import { type Definition, definitionSchema, KEYED_LISTS, type KeyedList } from './definition.js';
import { checkProgram, idsOf, type Lists } from './file/check-program.js';
import { explainIssue, valueAt, writtenPath } from './file/explain-issue.js';
import type { Path } from './file/known-keys.js';
import type { ProgramProblem } from './file/program-problem.js';
import { readYaml, type YamlFile } from './file/yaml.js';

/** A program file whose form is right. Its references may point to entries that were applied before. */
export interface ProgramFile {
  /** As it was named to us. */
  name: string;
  definition: Definition;
  /** The settings that the file states; what it leaves out stands in `definition` as the default. */
  stated: ReadonlySet<string>;
  /** The line of an entry or setting, for messages. */
  lineOf(path: Path): number;
}

/**
 * Reads a program file and everything in it, references included, as if nothing had been applied before.
 * @throws InputError with every problem as `FILE:LINE: path: problem. Remedy.`
 */
export function readProgram(text: string, name: string): Definition {
  const file = parseProgramFile(text, name);
  refuseProblems(file, checkProgram(file.definition));
  return file.definition;
}

/**
 * Reads a program file and judges its form. What its entries are to each other can only be judged together with
 * what was applied before: see `refuseProblems`. (If the form is wrong, what can be said of the rest is said too.)
 * @throws InputError with every problem
 */
export function parseProgramFile(text: string, name: string): ProgramFile {
  const yaml = readYaml(text, name);
  if (yaml.value === null || yaml.value === undefined || valueAt(yaml.value, []) === '')
    throw new InputError([
      {
        file: name,
        line: 1,
        path: '(file)',
        problem: 'is empty',
        remedy: 'Start from docs/program.example.yaml',
      },
    ]);
  const result = definitionSchema.safeParse(yaml.value);
  const doubles = doubleIds(yaml, name);
  if (!result.success) {
    const issues = result.error.issues.flatMap((issue) => explainIssue(issue, yaml.value));
    const form = issues.map((issue) => problemAt(yaml, name, issue.path, issue));
    throw new InputError(inOrder([...form, ...doubles, ...judgeTheRest(yaml, name)]));
  }
  if (doubles.length > 0) throw new InputError(doubles);
  return {
    name,
    definition: result.data,
    stated: new Set(Object.keys(yaml.value as object)),
    lineOf: yaml.lineOf,
  };
}

/**
 * Refuses the problems that have to do with the file; problems of other entries are not its author's.
 * @throws InputError
 */
export function refuseProblems(file: ProgramFile, problems: readonly ProgramProblem[]): void {
  const told = problems.flatMap((problem): InputProblem[] => {
    const path = problem.entry ? entryPath(file.definition, problem.entry, problem.path) : problem.path;
    return path ? [problemAt(file, file.name, path, problem)] : [];
  });
  if (told.length > 0) throw new InputError(inOrder(told));
}

function entryPath(
  lists: Lists,
  { list, id }: { list: KeyedList; id: string },
  path: Path,
): Path | undefined {
  const index = lists[list].findIndex((entry) => entry.id === id);
  return index < 0 ? undefined : [list, index, ...path];
}

function problemAt(
  { lineOf }: Pick<YamlFile, 'lineOf'>,
  file: string,
  path: Path,
  { problem, remedy }: { problem: string; remedy: string },
): InputProblem {
  return { file, line: lineOf(path), path: writtenPath(path), problem, remedy };
}

function inOrder(problems: InputProblem[]): InputProblem[] {
  return problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

function doubleIds(yaml: YamlFile, file: string): InputProblem[] {
  return KEYED_LISTS.flatMap((list) => {
    const first = new Map<unknown, number>();
    return rawEntries(yaml.value, list).flatMap(({ id }, index): InputProblem[] => {
      const before = first.get(id);
      if (id === undefined || before === undefined) {
        first.set(id, index);
        return [];
      }
      const line = yaml.lineOf([list, before, 'id']);
      const said = {
        problem: `"${String(id)}" is taken by the entry on line ${line}`,
        remedy: 'Give each entry an id of its own',
      };
      return [problemAt(yaml, file, [list, index, 'id'], said)];
    });
  });
}

/** With some entries malformed: what the well-formed ones get wrong, so that all is told at once. */
function judgeTheRest(yaml: YamlFile, file: string): InputProblem[] {
  const raw = Object.fromEntries(
    KEYED_LISTS.map((list) => [list, rawEntries(yaml.value, list)]),
  ) as unknown as Lists;
  const soundOnly = (list: KeyedList): unknown[] =>
    raw[list].flatMap((entry): unknown[] => definitionSchema.shape[list].safeParse([entry]).data ?? []);
  const sound = Object.fromEntries(KEYED_LISTS.map((list) => [list, soundOnly(list)])) as unknown as Lists;
  const holidays = definitionSchema.shape.holidays.safeParse(valueAt(yaml.value, ['holidays'])).data;
  return checkProgram({ ...sound, ...(holidays ? { holidays } : {}) }, idsOf(raw)).flatMap((problem) => {
    const path = problem.entry ? entryPath(raw, problem.entry, problem.path) : problem.path;
    return path ? [problemAt(yaml, file, path, problem)] : [];
  });
}

/** The entries as written; what is not a mapping stands as an empty one, so that indexes stay true. */
function rawEntries(value: unknown, list: KeyedList): Record<string, unknown>[] {
  const entries = valueAt(value, [list]);
  if (!Array.isArray(entries)) return [];
  return entries.map((entry) => (typeof entry === 'object' && entry !== null ? entry : {}));
}
