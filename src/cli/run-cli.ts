import { Command } from 'commander';
import { doctorCommand } from './doctor/doctor-command.js';
import { duplicatesCommand } from './duplicates-command.js';
import { exportCommand } from './export-command.js';
import { failureOf } from './failure.js';
import { importCommand } from './import-command.js';
import { manifestCommand } from './manifest-command.js';
import { payoutsCommand } from './payout-commands.js';
import { previewCommand } from './preview-command.js';
import { programCommand } from './program-commands.js';
import { reviewCommand } from './review-command.js';
import { rewardsCommand } from './rewards-command.js';
import { scheduleCommand } from './schedule/schedule-command.js';
import { statusCommand } from './status-command.js';
import { termsCommand } from './terms-command.js';
import type { CliWorld } from './world.js';

/**
 * Runs one command. Standard output holds only its result.
 * @param args without node and script
 * @returns the exit code: 0 fine, 1 findings or failure, 2 bad input
 */
export async function runCli(args: readonly string[], world: CliWorld): Promise<0 | 1 | 2> {
  const root = commandTree(world);
  try {
    await root.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    const { exitCode, message } = failureOf(error, commandNamed(root, args));
    if (message) world.err(`${message}\n`);
    return exitCode;
  }
}

function commandTree(world: CliWorld): Command {
  const root = new Command('referral-desk')
    .usage('COMMAND (as npm run --silent cli -- COMMAND)')
    .description('Referral Desk: partner referrals in Slack and Microsoft Teams.')
    .version(world.version)
    .addCommand(programCommand(world))
    .addCommand(termsCommand(world))
    .addCommand(importCommand(world))
    .addCommand(exportCommand(world))
    .addCommand(duplicatesCommand(world))
    .addCommand(previewCommand(world))
    .addCommand(statusCommand(world))
    .addCommand(reviewCommand(world))
    .addCommand(payoutsCommand(world))
    .addCommand(rewardsCommand(world))
    .addCommand(scheduleCommand(world))
    .addCommand(manifestCommand(world))
    .addCommand(doctorCommand(world))
    .addHelpText(
      'after',
      '\nExit codes: 0 fine, 1 findings or failure, 2 bad input (FILE:LINE: path: problem. Remedy.)\n' +
        'Variables: MONGODB_URI, or DATA_DIR for the built-in database; the server’s own are used. LOG_LEVEL.\n' +
        '\nExamples:\n' +
        '  npm run --silent cli -- program apply docs/program.example.yaml --dry-run\n' +
        '  npm run --silent cli -- program export --out program.yaml\n' +
        '  npm run --silent cli -- preview --platform slack --json\n',
    );
  for (const command of withSubcommands(root)) speakThrough(command, world);
  return root;
}

/** Nothing of commander's ends the process or writes by itself; errors come as exceptions. */
function speakThrough(command: Command, world: CliWorld): void {
  command
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => world.out(text),
      // Only the help shown for want of a command comes this way.
      writeErr: (text) => world.err(text),
      outputError: () => {},
    });
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

/** `program apply`, as far as the arguments name commands that exist. */
function commandNamed(root: Command, args: readonly string[]): string {
  const names: string[] = [];
  let at: Command | undefined = root;
  for (const arg of args) {
    at = at.commands.find((command) => command.name() === arg);
    if (!at) break;
    names.push(arg);
  }
  return names.join(' ');
}
