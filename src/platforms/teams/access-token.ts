import { DeliveryError } from '../../errors.js';

export interface AppAccess {
  appId: string;
  appPassword: string;
  /** Where tokens are given: login.microsoftonline.com/TENANT/oauth2/v2.0/token, or a local service in tests. */
  tokenUrl: string;
}

/** The token with which the bot comes to the connector: one a life, asked for once however many wait for it. */
export interface AccessToken {
  /** @throws DeliveryError: nothing was sent to Teams yet */
  current(): Promise<string>;
  /** The connector refused it: the next one is asked for anew. */
  forget(): void;
}

/** learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
const SCOPE = 'https://api.botframework.com/.default';
const TIMEOUT_MS = 8_000;
/** Renewed before it ends, so that none ends on its way. */
const SPARE_MS = 5 * 60_000;

export function accessToken(access: AppAccess, now: () => number = Date.now): AccessToken {
  let known: { token: string; until: number } | undefined;
  let asking: Promise<string> | undefined;

  async function ask(): Promise<string> {
    const { token, seconds } = await askForToken(access);
    known = { token, until: now() + Math.max(seconds * 1_000 - SPARE_MS, 1_000) };
    return token;
  }

  return {
    async current() {
      if (known && known.until > now()) return known.token;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    forget() {
      known = undefined;
    },
  };
}

/** The client credentials grant. The SDK's own way goes through a library that takes no local service for tests. */
async function askForToken({
  appId,
  appPassword,
  tokenUrl,
}: AppAccess): Promise<{ token: string; seconds: number }> {
  const response = await fetch(tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: appPassword,
      scope: SCOPE,
    }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw loginAway(cause);
  });
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const { access_token: token, expires_in: seconds } = answer;
  if (response.ok && typeof token === 'string') return { token, seconds: Number(seconds) || 3_600 };
  if (response.status >= 500 || response.status === 429)
    throw loginAway(new Error(`HTTP ${response.status}`));
  // AADSTS7000215, AADSTS700016, AADSTS90002, …: the number says what is wrong; the text around it names ids.
  const number = /AADSTS\d+/.exec(String(answer.error_description))?.[0];
  throw new DeliveryError(
    'final',
    number ?? String(answer.error ?? `http_${response.status}`).slice(0, 100),
    'Microsoft refuses the app’s credentials. Check TEAMS_APP_ID, TEAMS_APP_PASSWORD (has the secret expired?) and TEAMS_TENANT_ID.',
  );
}

function loginAway(cause: unknown): DeliveryError {
  const error = new DeliveryError(
    'retryable',
    'login_unreachable',
    'Microsoft’s login service did not answer. It is tried again by itself.',
  );
  error.cause = cause;
  return error;
}
