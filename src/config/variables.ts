import { isIP } from 'node:net';
import { z } from 'zod/v4';
import type { InputProblem } from '../errors.js';
import { entraId } from './entra-id.js';
import { isLoopback } from './loopback.js';

/** Named as the file of every problem with a variable. */
const ENVIRONMENT = 'environment';

export const SLACK_API = 'https://slack.com/api/';

export const TEAMS_OPENID_METADATA = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const MONGODB_HOST = String.raw`(\[[0-9a-f:.]+\]|[^@/?#\s:,[\]]+)(:\d{1,5})?`;
const MONGODB_URI = new RegExp(
  String.raw`^mongodb(\+srv)?:\/\/([^@/?#\s]+@)?${MONGODB_HOST}(,${MONGODB_HOST})*(\/[^@?\s]*)?(\?\S*)?$`,
  'i',
);

/** A secret: nothing is said about it but its kind, and it is never part of a message. */
const secret = z.string().regex(/^[^\s"']+$/, 'holds spaces or quotes');

/** Of Microsoft Entra: a GUID, or a domain of the tenant. */
const entraIdVariable = z
  .string()
  .regex(/^[\w.-]{1,100}$/, 'is not an id such as 11111111-2222-3333-4444-555555555555')
  .transform(entraId);

/**
 * Each variable with its default. The messages say what is wrong; `REMEDIES` what was expected and where to get it.
 * Only what one variable alone can tell is judged here; the rest is in contradictions.ts.
 */
const variablesSchema = z.object({
  PORT: z
    .string()
    .regex(/^\d+$/, 'is not a whole number')
    .transform(Number)
    .refine((port) => port <= 65_535, 'is above 65535')
    .default(3000),
  HOST: z
    .string()
    .transform((host) => host.replace(/^\[|\]$/g, ''))
    .refine((host) => isIP(host) !== 0 || /^[a-z0-9._-]+$/i.test(host), 'is not a host name or an address')
    .optional(),
  PUBLIC_URL: z
    .string()
    .refine(isPublicUrl, 'is not an address that people can open')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  TRUSTED_PROXIES: z.string().regex(/^\d$/, 'is not a number from 0 to 9').transform(Number).default(0),
  INTAKE_SECRET: secret.min(32, 'is shorter than 32 characters').optional(),
  DATA_DIR: z
    .string()
    .refine((path) => !path.includes('\0'), 'is not a path')
    .default('./data'),
  MONGODB_URI: z.string().regex(MONGODB_URI, 'is not a MongoDB connection string').optional(),
  SLACK_BOT_TOKEN: secret.optional(),
  SLACK_SIGNING_SECRET: secret.optional(),
  SLACK_APP_TOKEN: secret.optional(),
  SLACK_API_URL: z
    .string()
    .refine(isApiUrl, 'is not the http(s) address of an API')
    .transform((url) => (url.endsWith('/') ? url : `${url}/`))
    .default(SLACK_API),
  TEAMS_APP_ID: entraIdVariable.optional(),
  TEAMS_APP_PASSWORD: secret.optional(),
  TEAMS_APP_TYPE: z
    .enum(['SingleTenant', 'MultiTenant'], 'is neither SingleTenant nor MultiTenant')
    .default('SingleTenant'),
  TEAMS_TENANT_ID: entraIdVariable.optional(),
  TEAMS_ALLOWED_TENANTS: z
    .string()
    .transform((list) => list.split(',').map((tenant) => tenant.trim()))
    .pipe(z.array(entraIdVariable))
    .optional(),
  TEAMS_OPENID_METADATA_URL: z.string().refine(isApiUrl, 'is not an http(s) address').optional(),
  TEAMS_TOKEN_URL: z.string().refine(isApiUrl, 'is not an http(s) address').optional(),
  TEAMS_EMULATOR: z
    .enum(['0', '1'], 'is neither 0 nor 1')
    .transform((flag) => flag === '1')
    .default(false),
  LOG_LEVEL: z.string().toLowerCase().pipe(z.enum(LOG_LEVELS, 'is not a level')).default('info'),
});

export type Variables = z.infer<typeof variablesSchema>;

export type VariableName = keyof Variables;

const REMEDIES: Record<VariableName, string> = {
  PORT: 'Set a port from 1 to 65535 (0: any free one), or leave it out for 3000',
  HOST: 'Set an address to listen on such as 0.0.0.0 or 127.0.0.1, without port or http://',
  PUBLIC_URL:
    'Set the address at which people reach this program in their browser, such as https://desk.example.com; http only for this machine. ' +
    'Left out, nothing that needs a page (downloads, kits to print, partners’ links) is offered',
  TRUSTED_PROXIES:
    'Set how many proxies of your own stand before this program and add to X-Forwarded-For, or leave it out for none',
  INTAKE_SECRET:
    'Set 32 characters or more that nobody can guess, such as openssl rand -hex 32 prints, and give them to the system that files referrals; or leave it ' +
    'out for no webhook',
  DATA_DIR: 'Set a folder that may be written, or leave it out for ./data',
  MONGODB_URI:
    'Expected mongodb://HOST:PORT/?replicaSet=NAME or mongodb+srv://HOST/, with @ : / % in a password written as ' +
    '%40 %3A %2F %25; copy it from your database, or leave it out for the built-in one',
  SLACK_BOT_TOKEN:
    'Set the Bot User OAuth Token (xoxb-…) from api.slack.com/apps > your app > OAuth & Permissions',
  SLACK_SIGNING_SECRET:
    'Set the Signing Secret from api.slack.com/apps > your app > Basic Information > App Credentials',
  SLACK_APP_TOKEN:
    'Set an app-level token (xapp-…) with the scope connections:write from api.slack.com/apps > your app > ' +
    'Basic Information > App-Level Tokens, or leave it out to receive requests over HTTP',
  SLACK_API_URL: `Set an address such as http://127.0.0.1:8080/api/, or leave it out for ${SLACK_API}`,
  TEAMS_APP_ID:
    'Set the Application (client) ID from portal.azure.com > your Azure Bot > Configuration, or TEAMS_EMULATOR=1 to try ' +
    'the bot on this machine without one',
  TEAMS_APP_PASSWORD:
    'Set the value of a client secret from portal.azure.com > App registrations > your app > Certificates & secrets',
  TEAMS_APP_TYPE: 'Set SingleTenant or MultiTenant, or leave it out for SingleTenant',
  TEAMS_TENANT_ID:
    'Set the Directory (tenant) ID of your own organisation from portal.azure.com > Microsoft Entra ID > Overview',
  TEAMS_ALLOWED_TENANTS:
    'Set the ids of further tenants whose requests are taken, with commas between, or leave it out for your own alone',
  TEAMS_OPENID_METADATA_URL:
    'Set both TEAMS_OPENID_METADATA_URL and TEAMS_TOKEN_URL, or neither for Microsoft’s own',
  TEAMS_TOKEN_URL: 'Set both TEAMS_OPENID_METADATA_URL and TEAMS_TOKEN_URL, or neither for Microsoft’s own',
  TEAMS_EMULATOR: 'Set 1 to try the bot with Microsoft’s Agents Playground on this machine, or leave it out',
  LOG_LEVEL: `Set one of ${LOG_LEVELS.join(', ')}, or leave it out for info`,
};

/** What each variable alone says, and what is wrong with each. With problems, some of the variables are undefined. */
export function readVariables(env: NodeJS.ProcessEnv): {
  variables: Partial<Variables>;
  problems: InputProblem[];
} {
  const variables: Record<string, unknown> = {};
  const problems: InputProblem[] = [];
  for (const name of Object.keys(variablesSchema.shape) as VariableName[]) {
    const result = variablesSchema.shape[name].safeParse(env[name]?.trim() || undefined);
    if (result.success) variables[name] = result.data;
    else problems.push(problemWith(name, result.error.issues[0]?.message ?? 'is not valid'));
  }
  return { variables: variables as Partial<Variables>, problems };
}

export function problemWith(name: VariableName, problem: string, remedy = REMEDIES[name]): InputProblem {
  return { file: ENVIRONMENT, path: name, problem, remedy };
}

function isApiUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username && !url.password;
}

/** Pages hold what is meant for one reader: over the network only encrypted. */
function isPublicUrl(text: string): boolean {
  if (!isApiUrl(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || isLoopback(hostname.replace(/^\[|\]$/g, ''));
}
