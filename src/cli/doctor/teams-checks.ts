import type { TeamsConfig } from '../../config.js';
import { DeliveryError } from '../../errors.js';
import type { TeamsProbe } from './ports.js';
import { type Checked, checked, ok, problem, skipped, type Verdict } from './verdict.js';

/** What the login service's numbers mean here: learn.microsoft.com/entra/identity-platform/reference-error-codes */
const REMEDIES: Readonly<Record<string, string>> = {
  AADSTS7000215:
    'Set TEAMS_APP_PASSWORD to the secret’s value (not its id) from Certificates & secrets of the app',
  AADSTS7000222:
    'The secret has expired: make a new one under Certificates & secrets, and set TEAMS_APP_PASSWORD',
  AADSTS700016: 'Set TEAMS_APP_ID to an app of this tenant, or correct TEAMS_TENANT_ID and TEAMS_APP_TYPE',
  AADSTS90002: 'Correct TEAMS_TENANT_ID: there is no such tenant',
};
const REMEDY =
  'Check TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID against portal.azure.com > your Azure Bot > Configuration';

/** Whether Microsoft gives the bot a token, without which it can neither answer nor post. */
export function teamsCheck(config: TeamsConfig | undefined, probe: TeamsProbe | undefined): Promise<Checked> {
  return checked('teams credentials', async () => {
    if (!config) return skipped('no Teams credentials are set');
    if (config.kind === 'emulator' || !probe) return skipped('the emulator (TEAMS_EMULATOR=1) has none');
    try {
      await probe.token();
      return ok(`Microsoft gives the app ${config.appId} its token`);
    } catch (error) {
      return loginSaid(error);
    }
  });
}

function loginSaid(error: unknown): Verdict {
  if (!(error instanceof DeliveryError)) throw error;
  const { code, outcome } = error;
  if (outcome === 'final') return problem(`Microsoft’s login service says ${code}`, REMEDIES[code] ?? REMEDY);
  return problem(`Microsoft’s login service does not answer (${code})`, UNREACHABLE);
}

const UNREACHABLE =
  'Look at this machine’s way to the internet (proxy, firewall, DNS), or correct TEAMS_TOKEN_URL';

/** A failure in a call to Teams: `refused` is the remedy when Teams itself said no. */
export function teamsSaid(error: unknown, refused: string): Verdict {
  if (!(error instanceof DeliveryError)) throw error;
  if (error.outcome === 'final') return problem(`Teams says ${error.code}`, refused);
  return problem(`Teams could not be asked (${error.code})`, UNREACHABLE);
}
