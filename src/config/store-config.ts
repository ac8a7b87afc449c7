import { resolve } from 'node:path';
import { InputError } from '../errors.js';
import { readVariables, type Variables } from './variables.js';

/** The part of the environment that the command line needs: where the data are, and how much to say. */
export interface StoreConfig {
  /** Absolute. */
  dataDir: string;
  /** Absent: the embedded mongod in `dataDir`. May hold a password: never show it. */
  mongodbUri?: string;
  logLevel: Variables['LOG_LEVEL'];
}

const NAMES = ['DATA_DIR', 'MONGODB_URI', 'LOG_LEVEL'] as const;

/**
 * Only these three variables, so that a command works beside a server whatever else is set.
 * @throws InputError with every problem at once
 */
export function readStoreConfig(env: NodeJS.ProcessEnv): StoreConfig {
  const ours = Object.fromEntries(NAMES.map((name) => [name, env[name]]));
  const { variables, problems } = readVariables(ours);
  if (problems.length > 0) throw new InputError(problems);
  const { DATA_DIR, MONGODB_URI, LOG_LEVEL } = variables as Variables;
  return {
    dataDir: resolve(DATA_DIR),
    ...(MONGODB_URI === undefined ? {} : { mongodbUri: MONGODB_URI }),
    logLevel: LOG_LEVEL,
  };
}
