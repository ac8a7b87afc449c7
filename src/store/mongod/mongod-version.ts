import { runCommand } from './run-command.js';

/**
 * Asks a mongod for its version, which also proves that it runs on this machine.
 * @returns such as `6.0.5`
 * @throws Error saying why it does not run (a missing shared library, another processor, not a mongod)
 */
export async function mongodVersion(path: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { output } = await runCommand(path, ['--version'], { env, timeoutMs: 10_000 });
  const version = /^db version v(\d+\.\d+\.\d+\S*)/m.exec(output)?.[1];
  if (!version) throw new Error(`${path} --version does not answer like a mongod`);
  return version;
}
