import { Command } from 'commander';
import { InputError } from '../errors.js';
import { readBaseUrl } from './manifest-base-url.js';
import { slackManifest } from './manifest-slack.js';
import { readTeamsAppId, teamsManifest, teamsPackage } from './manifest-teams.js';
import type { CliWorld } from './world.js';

interface ManifestOptions {
  baseUrl?: string;
  out?: string;
  socketMode?: boolean;
}

/** `manifest slack` and `manifest teams`: what the platforms install the app from. They touch no database. */
export function manifestCommand(world: CliWorld): Command {
  return new Command('manifest')
    .description('What Slack and Teams install the app from, for your own address.')
    .addCommand(slackCommand(world))
    .addCommand(teamsCommand(world));
}

const BASE_URL = 'where the platform reaches this program, as https://HOST';

function slackCommand(world: CliWorld): Command {
  return new Command('slack')
    .description('The manifest to paste at api.slack.com/apps > Create New App > From a manifest.')
    .option('--base-url <URL>', BASE_URL)
    .option('--socket-mode', 'for Socket Mode, which needs no address')
    .option('--out <FILE>', 'write to a file instead of standard output')
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  npm run --silent cli -- manifest slack --socket-mode\n' +
        '  npm run --silent cli -- manifest slack --base-url https://desk.example.com --out slack.json\n',
    )
    .action(async ({ baseUrl, out, socketMode = false }: ManifestOptions) => {
      if (baseUrl === undefined && !socketMode) throw noWay();
      const address = baseUrl === undefined ? {} : { baseUrl: readBaseUrl(baseUrl) };
      const template = await templateOf(world, 'manifests/slack.json');
      const manifest = toText(slackManifest(template, { ...address, socketMode }));
      if (out === undefined) world.out(manifest);
      else await world.writeText(out, manifest);
    });
}

function teamsCommand(world: CliWorld): Command {
  return new Command('teams')
    .description(
      'The Teams app package (a zip) to upload; without --out only its manifest. The registered bot’s id is read from ' +
        'TEAMS_APP_ID.',
    )
    .option('--base-url <URL>', BASE_URL)
    .option('--out <FILE>', 'write the whole package to a file')
    .addHelpText(
      'after',
      '\nExample:\n' +
        '  TEAMS_APP_ID=… npm run --silent cli -- manifest teams --base-url https://desk.example.com --out teams.zip\n',
    )
    .action(async ({ baseUrl, out }: ManifestOptions) => {
      const named = { appId: readTeamsAppId(world.env), baseUrl: readBaseUrl(baseUrl) };
      const template = await templateOf(world, 'manifests/teams/manifest.json');
      const manifest = toText(teamsManifest(template, { ...named, version: world.version }));
      if (out === undefined) return world.out(manifest);
      const icons = {
        'color.png': await world.productFile('manifests/teams/color.png'),
        'outline.png': await world.productFile('manifests/teams/outline.png'),
      };
      await world.writeText(out, teamsPackage(manifest, icons));
    });
}

async function templateOf(world: CliWorld, path: string): Promise<string> {
  return new TextDecoder().decode(await world.productFile(path));
}

function toText(manifest: object): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function noWay(): InputError {
  return new InputError([
    {
      file: 'command line',
      path: '--base-url',
      problem: 'is missing',
      remedy: 'Give the public address, such as https://desk.example.com, or --socket-mode, which needs none',
    },
  ]);
}
