import { resolve } from 'node:path';
import { contradictions, isSlackMode } from './config/contradictions.js';
import { readVariables, type Variables } from './config/variables.js';
import { InputError } from './errors.js';

type LogLevel = Variables['LOG_LEVEL'];

export interface SlackConfig {
  botToken: string;
  /** Absent only in Socket Mode, where Slack signs nothing. */
  signingSecret?: string;
  /** Socket Mode when set: Slack is connected to, and need not reach us. */
  appToken?: string;
  /** Always with a trailing slash. */
  apiUrl: string;
}

interface CommonConfig {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  /** Absolute. */
  dataDir: string;
  /** Absent: the embedded mongod in `dataDir`. May hold a password: never log it. */
  mongodbUri?: string;
  /** `desk` or `playground`: play and real data never mix. Each test names one of its own. */
  database: string;
  logLevel: LogLevel;
}

/** Everything the environment decides, read once at the start. */
export type Config = CommonConfig & ({ mode: 'playground' } | { mode: 'slack'; slack: SlackConfig });

/**
 * Reads the environment once. An empty variable counts as missing; spaces around a value are ignored.
 * Without any Slack credential the mode is `playground`, on loopback only.
 * @throws InputError with every problem at once; no message holds a value that may be secret
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const { variables, problems } = readVariables(env);
  const all = [...problems, ...contradictions(variables, new Set(problems.map(({ path }) => path)))];
  if (all.length > 0) throw new InputError(all);
  return configOf(variables as Variables);
}

function configOf(variables: Variables): Config {
  const slack = isSlackMode(variables);
  const common: CommonConfig = {
    host: variables.HOST ?? (slack ? '0.0.0.0' : '127.0.0.1'),
    port: variables.PORT,
    dataDir: resolve(variables.DATA_DIR),
    ...(variables.MONGODB_URI === undefined ? {} : { mongodbUri: variables.MONGODB_URI }),
    database: slack ? 'desk' : 'playground',
    logLevel: variables.LOG_LEVEL,
  };
  const botToken = variables.SLACK_BOT_TOKEN;
  if (!slack || botToken === undefined) return { ...common, mode: 'playground' };
  return {
    ...common,
    mode: 'slack',
    slack: {
      botToken,
      ...(variables.SLACK_SIGNING_SECRET ? { signingSecret: variables.SLACK_SIGNING_SECRET } : {}),
      ...(variables.SLACK_APP_TOKEN ? { appToken: variables.SLACK_APP_TOKEN } : {}),
      apiUrl: variables.SLACK_API_URL,
    },
  };
}

/** The values that may never appear in a log, for `createLog`. */
export function secretsOf(config: Config): string[] {
  const slack = config.mode === 'slack' ? config.slack : undefined;
  return [slack?.botToken, slack?.signingSecret, slack?.appToken].filter((value) => value !== undefined);
}
