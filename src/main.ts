import { startDesk } from './assemble.js';
import { readConfig, secretsOf } from './config.js';
import { DeliveryError, InputError, StoreUnavailable } from './errors.js';
import { createLog } from './log.js';
import { MongodNotFound } from './store/mongod/find-binary.js';

/** The program: read the configuration, start, and stop when told to. */

const STOP_WITHIN_MS = 9_500;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog({ level: config.logLevel, secrets: secretsOf(config) });
  const desk = await startDesk(config, log);
  log.info({ port: desk.port, mode: config.mode }, 'ready');
  if (config.mode === 'playground') {
    process.stdout.write(
      `\n  The playground is open: http://127.0.0.1:${desk.port}\n  A simulated Slack and Teams on this machine; nothing leaves it. Stop with Ctrl-C.\n\n`,
    );
  }
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    await desk.stop().catch((err: unknown) => log.error({ err }, 'stopping did not go well'));
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));
  process.on('unhandledRejection', (err) => log.error({ err }, 'unhandled rejection'));
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(error instanceof InputError ? 2 : 1);
}

/** What is wrong, for the person who started it; a bug keeps its stack. */
function explain(error: unknown): string {
  const forPeople = [InputError, MongodNotFound, StoreUnavailable, DeliveryError];
  if (forPeople.some((kind) => error instanceof kind)) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
