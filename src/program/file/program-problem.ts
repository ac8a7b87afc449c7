import type { KeyedList } from '../definition.js';
import type { Path } from './known-keys.js';

/** Something that several entries together get wrong: a dangling reference or two claims to one thing. */
export interface ProgramProblem {
  /** The entry it is about; absent for a setting of the program itself. */
  entry?: { list: KeyedList; id: string };
  /** Within the entry, or within the program. */
  path: Path;
  problem: string;
  remedy: string;
}
