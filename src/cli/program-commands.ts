import { Command } from 'commander';
import { applyProgram } from '../program/apply-program.js';
import { describeChanges } from '../program/describe-changes.js';
import { exportProgram } from '../program/export-program.js';
import { parseProgramFile } from '../program/read-program.js';
import { withProgram, withStore } from './with-store.js';
import type { CliWorld } from './world.js';

interface ApplyOptions {
  dryRun?: boolean;
  prune?: boolean;
  playground?: boolean;
}

interface ExportOptions {
  out?: string;
  playground?: boolean;
}

/** `program apply` and `program export`. */
export function programCommand(world: CliWorld): Command {
  return new Command('program')
    .description('The program definition: who takes part, which channels, which rules.')
    .addCommand(applyCommand(world))
    .addCommand(exportCommand(world));
}

function applyCommand(world: CliWorld): Command {
  return new Command('apply')
    .description(
      'Apply a program file and print what changed. Entries are known by their id; nothing is ever deleted; what was ' +
        'set in chat stays. Applying the same file twice changes nothing.',
    )
    .argument('<FILE>', 'YAML, as docs/program.example.yaml explains')
    .option('--dry-run', 'print what would change and write nothing')
    .option('--prune', 'end what is absent from the file, also what was made in chat')
    .option('--playground', 'in the playground instead of the real program')
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  npm run --silent cli -- program apply program.yaml --dry-run\n' +
        '  npm run --silent cli -- program apply program.yaml\n',
    )
    .action(async (path: string, { dryRun, prune, playground }: ApplyOptions) => {
      // Before the database: a mistake in the file is told at once.
      const file = parseProgramFile(await world.readText(path), path);
      const { afterApply } = world;
      const applied = await withStore(world, playground, ({ programs }) =>
        applyProgram({ store: programs, afterApply }, { file, prune, dryRun }),
      );
      world.out(describeChanges(applied, { dryRun }));
    });
}

function exportCommand(world: CliWorld): Command {
  return new Command('export')
    .description('Write the program in force as a file that `program apply` reads back.')
    .option('--out <FILE>', 'write to a file instead of standard output')
    .option('--playground', 'of the playground instead of the real program')
    .addHelpText('after', '\nExample:\n  npm run --silent cli -- program export --out program.yaml\n')
    .action(async ({ out, playground }: ExportOptions) => {
      const text = await withProgram(world, playground, async (_store, program) => exportProgram(program));
      if (out === undefined) world.out(text);
      else await world.writeText(out, text);
    });
}
