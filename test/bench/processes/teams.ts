import { createChannelKeys, startFakeTeams } from '../../../src/playground/teams/index.js';
import { answerParent } from '../child.js';
import { APP_ID, APP_PASSWORD, BENCH_TENANT, TEAMS_PARTNERS } from '../teams-office.js';
import type { TeamsSide } from '../teams-requests.js';

/** The simulated tenant, in a process of its own: what it costs is not counted as ours. */

export interface TeamsStarted extends Omit<TeamsSide, 'sealKey'> {
  tokenUrl: string;
  openIdMetadataUrl: string;
}

const HOUR_S = 3_600;

answerParent({
  async start(): Promise<TeamsStarted> {
    const keys = createChannelKeys();
    const teams = await startFakeTeams({
      tenant: BENCH_TENANT,
      appPassword: APP_PASSWORD,
      keys,
      sendingRate: 'none',
      automaticRefresh: false,
      keepTraffic: 100,
    });
    const { serviceUrl, tokenUrl, openIdMetadataUrl } = teams;
    const now = Math.floor(Date.now() / 1_000);
    const token = keys.sign({
      iss: 'https://api.botframework.com',
      aud: APP_ID,
      serviceurl: serviceUrl,
      nbf: now - 60,
      exp: now + HOUR_S,
    });
    const accounts = TEAMS_PARTNERS.map(({ personId }) => teams.mri(personId));
    return { serviceUrl, tokenUrl, openIdMetadataUrl, token, accounts };
  },
});
