import { Command } from 'commander';
import { type Config, readConfig } from '../../config.js';
import { Finding } from '../failure.js';
import type { CliWorld, OpenStore } from '../world.js';
import { channelChecks, slackChannels, teamsChannels } from './channel-checks.js';
import { databaseChecks, openDatabase } from './database-checks.js';
import { peopleChecks } from './people-checks.js';
import type { DoctorWorld } from './ports.js';
import { programCheck } from './program-checks.js';
import { reachCheck, readAddress } from './reach-checks.js';
import { slackChecks, type WantedScopes } from './slack-checks.js';
import { teamsCheck } from './teams-checks.js';
import { type Checked, checked, lineOf, ok } from './verdict.js';

/** `doctor`: looks at everything the server's own variables lead to. It changes nothing. */
export function doctorCommand(world: CliWorld): Command {
  return new Command('doctor')
    .description(
      'Check the configuration from end to end, with what to do about each problem: the database, the platform’s ' +
        'tokens and scopes, every channel and person of the program, the public address. Exit 1 if there is a problem.',
    )
    .option('--base-url <URL>', 'also look whether the running program is reached there')
    .option('--json', '{ok, checks: [{check, state: "ok"|"problem"|"skipped", said, remedy?}]}')
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  npm run --silent cli -- doctor\n' +
        '  npm run --silent cli -- doctor --base-url https://desk.example.com --json\n',
    )
    .action(async ({ baseUrl, json }: { baseUrl?: string; json?: boolean }) => {
      const config = readConfig(world.env);
      const address = baseUrl === undefined ? undefined : readAddress(baseUrl);
      const checks: Checked[] = [];
      for await (const one of examine(world, config, address)) {
        checks.push(one);
        if (!json) world.out(lineOf(one));
      }
      const problems = checks.filter(({ state }) => state === 'problem').length;
      if (json) world.out(`${JSON.stringify({ ok: problems === 0, checks }, null, 2)}\n`);
      if (problems > 0) throw new Finding(`${problems} ${problems === 1 ? 'problem' : 'problems'} found.`);
    });
}

/** All checks, each as soon as it is done; what does not depend on another runs meanwhile. */
async function* examine(world: CliWorld, config: Config, address: URL | undefined): AsyncGenerator<Checked> {
  yield await checked('configuration', () => ok(describe(config)));
  const doctor = await world.doctor();
  const reachable = reachCheck(address);
  const teams = await lookAtTeams(config, doctor);
  const slack = lookAtSlack(config, doctor, await wantedScopes(world));
  const database = config.mode === 'playground' ? 'playground' : 'desk';
  const { reached, store } = await openDatabase(() => world.openStore(database));
  try {
    yield reached;
    yield* await databaseChecks(store, doctor.clock);
    const { checks, access } = await slack;
    yield* checks;
    const credentials = await teams.check;
    yield credentials;
    const { check, program } = await programCheck(store);
    yield check;
    if (program) {
      const channels = {
        ...(access ? { slack: slackChannels(access.probe, access.teamId) } : {}),
        ...(credentials.state === 'ok' && teams.access && store ? { teams: teams.access(store) } : {}),
      };
      yield* await channelChecks(program, channels, doctor.holdsOthers);
      yield* await peopleChecks(program, access);
    }
    yield await reachable;
  } finally {
    await store?.close();
  }
}

async function lookAtSlack(config: Config, doctor: DoctorWorld, wanted: WantedScopes) {
  if (config.mode !== 'slack') {
    const said = 'no Slack credentials are set';
    return { checks: [{ check: 'slack', state: 'skipped' as const, said }] };
  }
  const probe = doctor.slack(config.slack);
  const { checks, identity } = await slackChecks(config.slack, probe, { wanted, clock: doctor.clock });
  return { checks, ...(identity ? { access: { probe, ...identity } } : {}) };
}

async function lookAtTeams(config: Config, doctor: DoctorWorld) {
  const teams = config.mode === 'playground' ? undefined : config.teams;
  const probe = teams?.kind === 'teams' ? await doctor.teams(teams) : undefined;
  const check = teamsCheck(teams, probe);
  if (!teams || !probe) return { check };
  return { check, access: (store: OpenStore) => teamsChannels(probe, teams.tenantId, store) };
}

/** What our own manifest asks for. */
async function wantedScopes(world: CliWorld): Promise<WantedScopes> {
  const text = new TextDecoder().decode(await world.productFile('manifests/slack.json'));
  const manifest = JSON.parse(text) as {
    oauth_config: { scopes: { bot: string[]; bot_optional: string[] } };
  };
  const { bot, bot_optional } = manifest.oauth_config.scopes;
  return { all: bot, optional: bot_optional };
}

function describe(config: Config): string {
  if (config.mode === 'playground') return 'reads; no credentials are set, so it starts the playground';
  const slack = config.mode === 'slack' ? config.slack : undefined;
  const parts = [
    ...(slack ? [`Slack ${slack.appToken ? 'in Socket Mode' : 'over HTTP'}`] : []),
    ...(config.teams ? [config.teams.kind === 'emulator' ? 'Teams’ emulator' : 'Teams'] : []),
  ];
  return `reads; ${parts.join(' and ')}`;
}
