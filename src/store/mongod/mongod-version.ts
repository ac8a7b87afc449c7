import { runCommand } from './run-command.js';

/** Older ones lack settings that the embedded server is started with, and the driver may not speak to them. */
const OLDEST_MAJOR = 6;

/**
 * Asks a mongod for its version, which also proves that it runs on this machine.
 * @returns such as `6.0.5`
 * @throws Error saying why it does not run (a missing shared library, another processor, not a mongod, too old)
 */
export async function mongodVersion(path: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { output } = await runCommand(path, ['--version'], { env, timeoutMs: 10_000 });
  const version = /^db version v(\d+\.\d+\.\d+\S*)/m.exec(output)?.[1];
  if (!version) throw new Error(`${path} --version does not answer like a mongod`);
  if (Number.parseInt(version, 10) < OLDEST_MAJOR) {
    throw new Error(`${path} is mongod ${version}, ${OLDEST_MAJOR}.0 or newer is needed`);
  }
  return version;
}
