import { InputError } from '../errors.js';

/** What is wrong with an option or argument, to be thrown. */
export function wrongOption(path: string, problem: string, remedy: string): InputError {
  return new InputError([{ file: 'command line', path, problem, remedy }]);
}
