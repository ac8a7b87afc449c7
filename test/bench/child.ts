import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of the bench's own, asked over Node's channel between parent and child. */
export interface Child {
  pid: number;
  ask<Answer>(question: string, input?: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

interface Asked {
  number: number;
  question: string;
  input: unknown;
}

type Answered = { number: number; answer: unknown } | { number: number; failure: string };

/** Starts `processes/NAME.js`. Its own output goes to ours. */
export async function startChild(name: string): Promise<Child> {
  const process = fork(new URL(`./processes/${name}.js`, import.meta.url), {
    serialization: 'advanced',
    env: plainEnvironment(),
  });
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  let number = 0;
  process.on('message', (message: Answered) => {
    const asker = waiting.get(message.number);
    waiting.delete(message.number);
    if ('failure' in message) asker?.reject(new Error(`${name}: ${message.failure}`));
    else asker?.resolve(message.answer);
  });
  process.once('exit', (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`${name} ended with ${signal ?? code}`));
    waiting.clear();
  });
  await once(process, 'message');
  return {
    pid: process.pid ?? 0,
    ask: <Answer>(question: string, input?: unknown) =>
      new Promise<Answer>((resolve, reject) => {
        number += 1;
        waiting.set(number, { resolve: resolve as (answer: unknown) => void, reject });
        process.send({ number, question, input } satisfies Asked);
      }),
    stop: () => stopProcess(process),
  };
}

/** Ends a process and waits for its end; after ten seconds without mercy. */
export async function stopProcess(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const ended = once(process, 'exit');
  process.kill('SIGTERM');
  const mercy = setTimeout(() => process.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(mercy);
}

/** Nothing of the caller's settings but what programs need to be found and to find the kept mongod. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'XDG_CACHE_HOME', 'REFERRAL_DESK_CACHE_DIR', 'MONGOMS_SYSTEM_BINARY'];
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}

/** The child's side: answers questions by name until the parent stops it. */
export function answerParent(answers: Record<string, (input: never) => unknown>): void {
  process.on('message', async ({ number, question, input }: Asked) => {
    const reply = async (): Promise<Answered> => {
      try {
        const answer = answers[question];
        if (!answer) throw new Error(`nobody answers "${question}"`);
        return { number, answer: await answer(input as never) };
      } catch (error) {
        return { number, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
      }
    };
    process.send?.(await reply());
  });
  process.once('SIGTERM', () => process.exit(0));
  // Not without the parent: it may have been killed.
  process.once('disconnect', () => process.exit(0));
  process.send?.({ number: 0, answer: 'ready' } satisfies Answered);
}
