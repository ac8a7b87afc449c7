import type { Fake } from '../fake.js';
import { isObject, type Json } from '../json.js';
import { LIMITS } from '../limits.js';
import type { SigningKey } from './keys.js';

const CONNECTOR_ISSUER = 'https://api.botframework.com';
const CONNECTOR_AUDIENCE = 'https://api.botframework.com';
const CONNECTOR_SCOPE = 'https://api.botframework.com/.default';

/** How a token for the bot is wrong on purpose. */
export interface TokenFlaws {
  key?: SigningKey;
  algorithm?: 'none' | 'HS256';
  issuer?: string;
  audience?: string;
  /** null: the token names no service URL. */
  serviceUrl?: string | null;
  /** Moves the token's life; -7,200 makes one that is over. */
  offsetSeconds?: number;
}

/** The token with which the channel comes to the bot's `/api/messages`. */
export function channelToken(fake: Fake, flaws: TokenFlaws = {}): string {
  const at = seconds(fake.signingClock()) + (flaws.offsetSeconds ?? 0);
  const serviceUrl = flaws.serviceUrl === undefined ? fake.serviceUrl : flaws.serviceUrl;
  const claims: Json = {
    ...(serviceUrl !== null && { serviceurl: serviceUrl }),
    nbf: at - 60,
    exp: at + LIMITS.tokenSeconds,
    iss: flaws.issuer ?? CONNECTOR_ISSUER,
    aud: flaws.audience ?? fake.tenant.seed.bot.appId,
  };
  return fake.keys.sign(claims, flaws.key, flaws.algorithm ? { alg: flaws.algorithm } : {});
}

/** Answers of the login service (client credentials) and of the OpenID metadata; undefined for any other path. */
export function answerLogin(
  fake: Fake,
  method: string,
  path: string,
  body: string,
): { status: number; body: unknown } | undefined {
  const { origin } = fake;
  if (method === 'GET' && path === '/v1/.well-known/openidconfiguration')
    return {
      status: 200,
      body: {
        issuer: CONNECTOR_ISSUER,
        authorization_endpoint: 'https://invalid.botframework.com',
        jwks_uri: `${origin}/v1/.well-known/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
      },
    };
  if (method === 'GET' && path === '/v1/.well-known/keys')
    return { status: 200, body: fake.keys.published() };
  const login = /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(path);
  return method === 'POST' && login ? clientCredentials(fake, String(login[1]), body) : undefined;
}

/** learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow, with its error numbers. */
function clientCredentials(fake: Fake, tenantId: string, body: string) {
  const form = new URLSearchParams(body);
  const { homeTenant, bot } = fake.tenant.seed;
  if (tenantId !== homeTenant && tenantId !== 'botframework.com')
    return refusal(400, 'invalid_request', `AADSTS90002: Tenant '${tenantId}' not found.`);
  if (form.get('grant_type') !== 'client_credentials')
    return refusal(
      400,
      'unsupported_grant_type',
      'AADSTS70003: The app requested an unsupported grant type.',
    );
  if (form.get('client_id') !== bot.appId)
    return refusal(400, 'unauthorized_client', 'AADSTS700016: Application was not found in the directory.');
  if (form.get('client_secret') !== fake.settings.appPassword)
    return refusal(401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.');
  if (form.get('scope') !== CONNECTOR_SCOPE)
    return refusal(400, 'invalid_scope', `AADSTS70011: The scope is not valid: ${String(form.get('scope'))}`);
  const access_token = botToken(fake);
  return { status: 200, body: { token_type: 'Bearer', expires_in: LIMITS.tokenSeconds - 1, access_token } };
}

function refusal(status: number, error: string, error_description: string) {
  return { status, body: { error, error_description } };
}

function botToken(fake: Fake): string {
  const at = seconds(fake.signingClock());
  const { homeTenant, bot } = fake.tenant.seed;
  return fake.keys.sign({
    ...{ aud: CONNECTOR_AUDIENCE, iss: `https://sts.windows.net/${homeTenant}/`, tid: homeTenant },
    ...{ appid: bot.appId, iat: at, nbf: at, exp: at + LIMITS.tokenSeconds },
  });
}

/** Whether a request comes with a token of the login service for this bot that is still good. */
export function isBot(fake: Fake, authorization: string | undefined): boolean {
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  if (!token) return false;
  const claims = readClaims(fake, token);
  if (!claims) return false;
  const isOurs = claims.aud === CONNECTOR_AUDIENCE && claims.appid === fake.tenant.seed.bot.appId;
  return isOurs && Number(claims.exp) > seconds(fake.signingClock());
}

function readClaims(fake: Fake, token: string): Json | undefined {
  try {
    const claims = fake.keys.verify(token);
    return isObject(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
