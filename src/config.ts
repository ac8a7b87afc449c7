import { resolve } from 'node:path';
import { contradictions, isSlackMode } from './config/contradictions.js';
import { isTeamsMode } from './config/teams-contradictions.js';
import { readVariables, TEAMS_OPENID_METADATA, type Variables } from './config/variables.js';
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

export type TeamsConfig = {
  /** Our own tenant. */
  tenantId: string;
} & (
  | {
      kind: 'teams';
      appId: string;
      appPassword: string;
      /** Our own and others whose requests are taken. */
      allowedTenants: string[];
      /** Where the keys of Teams' service are named. */
      openIdMetadataUrl: string;
      /** Where the bot gets its token. */
      tokenUrl: string;
    }
  /** Microsoft's Agents Playground on this machine: unsigned, on loopback only. */
  | { kind: 'emulator' }
);

interface CommonConfig {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  /** Where people reach our pages, without a slash at the end. Absent: nothing that needs a page is offered. */
  publicUrl?: string;
  /** Of our own, before us. None when absent. */
  trustedProxies?: number;
  /** With it other systems sign what they file for partners. Absent: the webhook is not there. */
  intakeSecret?: string;
  /** Absolute. */
  dataDir: string;
  /** Absent: the embedded mongod in `dataDir`. May hold a password: never log it. */
  mongodbUri?: string;
  /** `desk` or `playground`: play and real data never mix. Each test names one of its own. */
  database: string;
  logLevel: LogLevel;
}

/** Everything the environment decides, read once at the start. */
export type Config = CommonConfig &
  (
    | { mode: 'playground' }
    | { mode: 'slack'; slack: SlackConfig; teams?: TeamsConfig }
    | { mode: 'teams'; teams: TeamsConfig }
  );

/**
 * Reads the environment once. An empty variable counts as missing; spaces around a value are ignored.
 * Without any credential of Slack or Teams the mode is `playground`, on loopback only. `slack` may have Teams beside it.
 * @throws InputError with every problem at once; no message holds a value that may be secret
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const { variables, problems } = readVariables(env);
  const all = [...problems, ...contradictions(variables, new Set(problems.map(({ path }) => path)))];
  if (all.length > 0) throw new InputError(all);
  return configOf(variables as Variables);
}

function configOf(variables: Variables): Config {
  const slack = isSlackMode(variables) ? slackConfig(variables) : undefined;
  const teams = isTeamsMode(variables) ? teamsConfig(variables) : undefined;
  const isReal = slack !== undefined || teams !== undefined;
  const onLoopback = !isReal || teams?.kind === 'emulator';
  const common: CommonConfig = {
    host: variables.HOST ?? (onLoopback ? '127.0.0.1' : '0.0.0.0'),
    port: variables.PORT,
    ...(variables.PUBLIC_URL === undefined ? {} : { publicUrl: variables.PUBLIC_URL }),
    ...(variables.TRUSTED_PROXIES === 0 ? {} : { trustedProxies: variables.TRUSTED_PROXIES }),
    ...(variables.INTAKE_SECRET === undefined ? {} : { intakeSecret: variables.INTAKE_SECRET }),
    dataDir: resolve(variables.DATA_DIR),
    ...(variables.MONGODB_URI === undefined ? {} : { mongodbUri: variables.MONGODB_URI }),
    database: isReal ? 'desk' : 'playground',
    logLevel: variables.LOG_LEVEL,
  };
  if (slack) return { ...common, mode: 'slack', slack, ...(teams ? { teams } : {}) };
  return teams ? { ...common, mode: 'teams', teams } : { ...common, mode: 'playground' };
}

function slackConfig(variables: Variables): SlackConfig {
  return {
    botToken: variables.SLACK_BOT_TOKEN ?? '',
    ...(variables.SLACK_SIGNING_SECRET ? { signingSecret: variables.SLACK_SIGNING_SECRET } : {}),
    ...(variables.SLACK_APP_TOKEN ? { appToken: variables.SLACK_APP_TOKEN } : {}),
    apiUrl: variables.SLACK_API_URL,
  };
}

/** What Microsoft's Agents Playground calls its tenant. */
const EMULATOR_TENANT = '00000000-0000-0000-0000-0000000000001';

function teamsConfig(variables: Variables): TeamsConfig {
  const { TEAMS_TENANT_ID: tenant } = variables;
  if (variables.TEAMS_EMULATOR) return { kind: 'emulator', tenantId: tenant ?? EMULATOR_TENANT };
  const tenantId = tenant ?? '';
  // A bot of many tenants has its token from Microsoft's own: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
  const authority = variables.TEAMS_APP_TYPE === 'MultiTenant' ? 'botframework.com' : tenantId;
  return {
    kind: 'teams',
    appId: variables.TEAMS_APP_ID ?? '',
    appPassword: variables.TEAMS_APP_PASSWORD ?? '',
    tenantId,
    allowedTenants: [...new Set([tenantId, ...(variables.TEAMS_ALLOWED_TENANTS ?? [])])],
    openIdMetadataUrl: variables.TEAMS_OPENID_METADATA_URL ?? TEAMS_OPENID_METADATA,
    tokenUrl: variables.TEAMS_TOKEN_URL ?? `https://login.microsoftonline.com/${authority}/oauth2/v2.0/token`,
  };
}

/** The values that may never appear in a log, for `createLog`. */
export function secretsOf(config: Config): string[] {
  const slack = config.mode === 'slack' ? config.slack : undefined;
  const teams = config.mode === 'playground' ? undefined : config.teams;
  const appPassword = teams?.kind === 'teams' ? teams.appPassword : undefined;
  return [slack?.botToken, slack?.signingSecret, slack?.appToken, appPassword, config.intakeSecret].filter(
    (value) => value !== undefined,
  );
}
