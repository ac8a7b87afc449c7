import { CommanderError } from 'commander';
import { describeProblem, InputError, StoreUnavailable } from '../errors.js';

/** What a command found that the caller should see as a failure: exit 1, said in one line. */
export class Finding extends Error {
  override readonly name = 'Finding';
}

export interface Failure {
  /** 0 fine (help was asked for), 1 findings or failure, 2 bad input. */
  exitCode: 0 | 1 | 2;
  /** For standard error: no stack, only what a person can act on. Empty when all was said. */
  message: string;
}

/** What a thrown value means to whoever ran the command. `command` is the one that was run, for its help. */
export function failureOf(error: unknown, command: string): Failure {
  if (error instanceof CommanderError) return commandLineFailure(error, command);
  if (error instanceof InputError) return { exitCode: 2, message: error.message };
  if (error instanceof Finding || error instanceof StoreUnavailable)
    return { exitCode: 1, message: error.message };
  return { exitCode: 1, message: withCauses(error) };
}

function commandLineFailure({ code, exitCode, message }: CommanderError, command: string): Failure {
  // Help or the version was asked for and has been shown.
  if (exitCode === 0) return { exitCode: 0, message: '' };
  const help = `Run npm run --silent cli -- ${[command, '--help'].filter(Boolean).join(' ')}`;
  if (code === 'commander.help') return badUsage(command, 'needs a command', help);
  const [problem = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const meant = /\(Did you mean (?:one of )?(.+?)\?\)/.exec(suggestion ?? '')?.[1];
  return badUsage(command, problem.replace(/[.:]$/, ''), meant ? `Write ${meant}, if that is meant` : help);
}

function badUsage(command: string, problem: string, remedy: string): Failure {
  return {
    exitCode: 2,
    message: describeProblem({ file: 'command line', path: command || '(command)', problem, remedy }),
  };
}

function withCauses(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} ${withCauses(error.cause)}` : error.message;
}
