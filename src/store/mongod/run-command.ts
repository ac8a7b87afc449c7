import { spawn } from 'node:child_process';

export interface CommandResult {
  /** What the program wrote to standard output. */
  output: string;
}

/** A program could not be run, said no, or took too long. `notFound` when there is no such program. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  constructor(
    message: string,
    readonly notFound = false,
  ) {
    super(message);
  }
}

/**
 * Runs a program to its end and gives what it wrote. Never through a shell.
 * When `timeoutMs` passes, the program and whatever it started are killed.
 * @throws CommandFailed with the last lines of its standard error, which is what a person needs to read
 */
export function runCommand(
  program: string,
  args: string[],
  { env, timeoutMs }: { env: NodeJS.ProcessEnv; timeoutMs: number },
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let output = '';
    let complaint = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-4000);
    });
    const deadline = setTimeout(() => {
      killGroup(child.pid);
      reject(new CommandFailed(`${program} did not finish in ${timeoutMs / 1000} s`));
    }, timeoutMs);
    child.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(deadline);
      const notFound = error.code === 'ENOENT';
      reject(
        new CommandFailed(
          notFound ? `${program} is not installed` : `${program}: ${error.message}`,
          notFound,
        ),
      );
    });
    child.once('close', (code, signal) => {
      clearTimeout(deadline);
      if (code === 0) resolve({ output });
      else
        reject(
          new CommandFailed(`${program} ended with ${signal ?? code}: ${lastLines(complaint || output)}`),
        );
    });
  });
}

/** A detached child leads its own process group, so that its children can be ended with it. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}

function lastLines(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-3).join(' / ').slice(-500) || 'it said nothing';
}
