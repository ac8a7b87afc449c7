import { Command, Option } from 'commander';
import { renderPreviews } from './render-previews.js';
import type { CliWorld } from './world.js';

/** `preview`: needs no database and no variables. */
export function previewCommand(world: CliWorld): Command {
  const platforms = Object.keys(world.renderers);
  return new Command('preview')
    .description('Show every message and form with its example data, as a platform gets it.')
    .addOption(new Option('--platform <name>', 'whose form').choices(platforms).makeOptionMandatory())
    .option(
      '--json',
      'an array of {name, surface, payload}; surfaces of Slack: message, modal, home; of Teams: card, dialog',
    )
    .addHelpText(
      'after',
      '\nExample:\n  npm run --silent cli -- preview --platform slack --json > previews.json\n',
    )
    .action(async ({ platform, json }: { platform: string; json?: boolean }) => {
      const renderer = await world.renderers[platform]?.();
      if (!renderer) throw new Error(`no renderer for ${platform}`);
      const rendered = renderPreviews(await world.previews(), renderer);
      if (json) world.out(`${JSON.stringify(rendered, null, 2)}\n`);
      else world.out(rendered.map(({ name, surface }) => `${surface.padEnd(8)} ${name}\n`).join(''));
    });
}
