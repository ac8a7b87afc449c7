import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadPage } from '../../../src/playground/page/load-page.js';
import { playgroundRoutes } from '../../../src/playground/server.js';
import { startPair as startSlack } from '../slack/bare-bot.js';
import { startPair as startTeams } from '../teams/bare-bot.js';

/** The page with both simulated platforms behind it, each with a bot of a few lines. */
export async function startBothPlatforms() {
  const [slack, teams, page] = await Promise.all([startSlack(), startTeams(), loadPage()]);
  const reset = async () => void (await Promise.all([slack.slack.reset(), teams.teams.reset()]));
  const handle = playgroundRoutes({ slack: slack.slack, teams: teams.teams, page, reset });
  const server = createServer(async (request, response) => {
    if (!(await handle(request, response))) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    slack,
    teams,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all([slack.close(), teams.close()]);
    },
  };
}
