import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { plainEnvironment, stopProcess } from './child.js';

/** A server under test: a compiled program under plain node, as an operator would start it. */
export interface RunningProgram {
  /** Where the platform's requests go. */
  url: string;
  /** From the start of the process to the first 200 of GET /readyz. */
  readyMs: number;
  /** Resident memory of the node process, in megabytes. */
  residentMb(): Promise<number>;
  /** The end of what it has written to its log. */
  lastWords(): string;
  stop(): Promise<void>;
}

export const OUR_PROGRAM = new URL('../../src/main.js', import.meta.url);
export const BARE_PROGRAM = new URL('./processes/bare-program.js', import.meta.url);
export const BARE_TEAMS_PROGRAM = new URL('./processes/bare-teams.js', import.meta.url);

const READY_WITHIN_MS = 60_000;
const LOOK_AGAIN_MS = 5;

/**
 * @param path where it takes the platform's requests
 * @throws Error with the program's own last words when it ends or is not ready in a minute
 */
export async function startProgram(
  file: URL,
  settings: Record<string, string>,
  path: '/slack/events' | '/api/messages' = '/slack/events',
): Promise<RunningProgram> {
  const port = await freePort();
  const env = {
    ...plainEnvironment(),
    PORT: String(port),
    HOST: '127.0.0.1',
    ...settings,
  };
  const began = performance.now();
  const child = spawn(process.execPath, [fileURLToPath(file)], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const listen = (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-4_000);
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`${file.pathname} ended with ${child.exitCode}:\n${said}`);
    if (performance.now() - began > READY_WITHIN_MS) {
      await stopProcess(child);
      throw new Error(`${file.pathname} was not ready in time:\n${said}`);
    }
    await sleep(LOOK_AGAIN_MS);
  }
  return {
    url: `http://127.0.0.1:${port}${path}`,
    readyMs: performance.now() - began,
    residentMb: () => residentMb(child.pid ?? 0),
    lastWords: () => `${child.exitCode === null ? '' : `it ended with ${child.exitCode}\n`}${said}`,
    stop: () => stopProcess(child),
  };
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).status === 200;
  } catch {
    return false;
  }
}

/** From the kernel's own account (Linux: proc(5), VmRSS). */
async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => {
    throw new Error('The memory of another process can be read on Linux only');
  });
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
