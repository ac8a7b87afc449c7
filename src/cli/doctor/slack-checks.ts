import type { Clock } from '../../clock.js';
import type { SlackConfig } from '../../config.js';
import { DeliveryError } from '../../errors.js';
import { skewVerdict } from './clock-skew.js';
import type { SlackProbe } from './ports.js';
import { type Checked, checked, ok, problem, skipped, type Verdict } from './verdict.js';

/** The scopes our manifest asks for, and those of them the program can do without. */
export interface WantedScopes {
  all: readonly string[];
  optional: readonly string[];
}

type Identity = Awaited<ReturnType<SlackProbe['identity']>>;

const HTTP_DATE_MS = 1_000;

/** Whether Slack knows the app, and what it lets it do. `identity` is there when the token is good. */
export async function slackChecks(
  config: SlackConfig,
  probe: SlackProbe,
  { wanted, clock }: { wanted: WantedScopes; clock: Clock },
): Promise<{ checks: Checked[]; identity?: Identity }> {
  let identity: Identity | undefined;
  const asked = clock.now();
  const token = await checked('slack token', async () => {
    try {
      identity = await probe.identity();
      return ok(`${identity.botName} in ${identity.team} (${identity.teamId})`);
    } catch (error) {
      return slackSaid(error, TOKEN_REMEDY);
    }
  });
  const answered = clock.now();
  const known = (work: (identity: Identity) => Verdict) => () =>
    identity ? work(identity) : skipped('see slack token');
  const checks = [
    token,
    await checked(
      'slack scopes',
      known(({ scopes }) => scopeVerdict(scopes, wanted)),
    ),
    await checked('slack signing secret', () => signingSecret(config)),
    await checked('slack app token', () => appToken(config, probe)),
    await checked(
      'slack clock',
      known(({ date }) =>
        date ? skewVerdict(date, asked, answered, HTTP_DATE_MS) : skipped('Slack did not tell the time'),
      ),
    ),
  ];
  return { checks, ...(identity ? { identity } : {}) };
}

const TOKEN_REMEDY =
  'Set SLACK_BOT_TOKEN to the Bot User OAuth Token (xoxb-…) from api.slack.com/apps > your app > OAuth & Permissions';
const UNREACHABLE =
  'Look at this machine’s way to the internet (proxy, firewall, DNS), or correct SLACK_API_URL';

/** A failure in a call to Slack: `refused` is the remedy when Slack itself said no. */
export function slackSaid(error: unknown, refused: string): Verdict {
  if (!(error instanceof DeliveryError)) throw error;
  if (error.code === 'ratelimited') return skipped('Slack asks to slow down; run doctor again in a minute');
  if (error.code === 'missing_scope') return skipped('a scope is missing; see slack scopes');
  if (error.outcome === 'final' && !error.code.startsWith('http_'))
    return problem(`Slack says ${error.code}`, refused);
  return problem(`Slack could not be asked (${error.code})`, UNREACHABLE);
}

const WITHOUT: Record<string, string> = {
  'pins:write': 'the card has to be pinned by hand',
  'users:read.email': 'people are known by member id only',
};

function scopeVerdict(granted: readonly string[] | undefined, { all, optional }: WantedScopes): Verdict {
  if (!granted) return skipped('Slack did not tell them');
  const missing = all.filter((scope) => !granted.includes(scope));
  const required = missing.filter((scope) => !optional.includes(scope));
  if (required.length > 0)
    return problem(
      `missing: ${required.join(', ')}`,
      'Add them at api.slack.com/apps > your app > OAuth & Permissions > Bot Token Scopes, and install the app again',
    );
  if (missing.length === 0) return ok(`all ${all.length} are granted`);
  const told = missing.map((scope) => (WITHOUT[scope] ? `${scope} (${WITHOUT[scope]})` : scope));
  return ok(`all required are granted; optional and missing: ${told.join(', ')}`);
}

function signingSecret({ signingSecret: secret, appToken: socketMode }: SlackConfig): Verdict {
  if (socketMode) return skipped('Socket Mode needs none');
  if (secret) return ok('is set; only a request of Slack’s can show that it is the right one');
  return problem(
    'SLACK_SIGNING_SECRET is missing',
    'Set it from api.slack.com/apps > your app > Basic Information > App Credentials',
  );
}

async function appToken({ appToken: token }: SlackConfig, probe: SlackProbe): Promise<Verdict> {
  if (!token) return skipped('not set: Slack’s requests come over HTTP');
  try {
    await probe.socketAddress(token);
    return ok('Socket Mode lets it connect');
  } catch (error) {
    return slackSaid(
      error,
      'Turn Socket Mode on, and set SLACK_APP_TOKEN to a token (xapp-…) with connections:write from api.slack.com/apps ' +
        '> your app > Basic Information > App-Level Tokens',
    );
  }
}
