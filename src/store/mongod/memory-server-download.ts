import { createRequire } from 'node:module';
import { type CommandFailed, runCommand } from './run-command.js';

/**
 * The release asked for. 7.0 opens data files of 6.0 (the wheel's) and there are builds of it for every system
 * mongodb-memory-server knows; its own default, 8.2, would refuse data that began under 6.0.
 */
const VERSION = '7.0.14';
const BUDGET_MS = 10_000;

/** Run in a process of its own: the library cannot be stopped, and leaves what it began in the folder. */
const PROGRAM = `
  const [library, downloadDir, version] = process.argv.slice(1);
  require(library).MongoBinary.getPath({ downloadDir, version })
    .then((path) => console.log('\\nmongod=' + path))
    .catch((error) => { console.error(error.message); process.exitCode = 1; });
`;

/**
 * Downloads a mongod from MongoDB's own site through mongodb-memory-server-core into `staging`, within 10 s.
 * The library's variables (`MONGOMS_VERSION`, `MONGOMS_DOWNLOAD_MIRROR`, …) hold.
 * @returns the path of the program
 */
export async function downloadThroughMemoryServer(staging: string, env: NodeJS.ProcessEnv): Promise<string> {
  const require = createRequire(import.meta.url);
  const library = require.resolve('mongodb-memory-server-core');
  const args = ['--eval', PROGRAM, library, staging, env.MONGOMS_VERSION || VERSION];
  const { output } = await runCommand(process.execPath, args, {
    env: {
      ...env,
      // The library checks the server's certificate only when npm's strict-ssl reaches it as a variable.
      npm_config_strict_ssl: 'true',
      // One try: the next source is a better use of the time than waiting for this host.
      MONGOMS_MAX_RETRIES: '1',
      MONGOMS_DOWNLOAD_DIR: staging,
      MONGOMS_SYSTEM_BINARY: '',
    },
    timeoutMs: BUDGET_MS,
  }).catch((error: CommandFailed) => {
    throw new Error(error.message.replace(process.execPath, 'the download'));
  });
  const path = /^mongod=(.+)$/m.exec(output)?.[1];
  if (!path) throw new Error('the download ended without a program');
  return path;
}
