import { Command } from 'commander';
import { decode } from '../csv/decode.js';
import { readCsv } from '../csv/read-csv.js';
import { importPayouts } from '../rewards/import-payouts.js';
import { type CsvOptions, readCsvOptions, withCsvOptions } from './csv-options.js';
import { Finding } from './failure.js';
import { AT_THE_COMMAND_LINE } from './payout-commands.js';
import { rejectLog } from './rejects.js';
import { clockOf, withProgram } from './with-store.js';
import type { CliWorld } from './world.js';

interface Options extends CsvOptions {
  rejects?: string;
  dryRun?: boolean;
  playground?: boolean;
}

/** `import payouts`. */
export function importPayoutsCommand(world: CliWorld): Command {
  const command = new Command('payouts')
    .description(
      'Mark lines of payouts as paid. Needs the columns line, amount and currency, as payouts create writes them; reference is ' +
        'kept. A row that does not agree with its payout is rejected by itself; all others are taken.',
    )
    .argument('<FILE>', 'CSV with titles in its first line')
    .option('--rejects <FILE>', 'write rows that were not taken to a CSV file, with line and reason')
    .option('--dry-run', 'say what would be marked and mark nothing')
    .option('--playground', 'in the playground instead of the real program')
    .addHelpText(
      'after',
      '\nExample:\n  npm run --silent cli -- import payouts payout.csv --rejects rejects.csv\n',
    )
    .action((path: string, options: Options) => run(world, path, options));
  return withCsvOptions(command);
}

async function run(world: CliWorld, path: string, options: Options): Promise<void> {
  const { delimiter, encoding } = readCsvOptions(options);
  const { rejects, dryRun, playground } = options;
  const file = await world.openFile(path);
  const sink = rejects === undefined ? undefined : await world.createText(rejects);
  const log = rejectLog(path, sink, world.err, rejects);
  try {
    const done = await withProgram(world, playground, async (store, program) =>
      importPayouts(
        { rewards: store.rewards, clock: await clockOf(store) },
        {
          program,
          by: AT_THE_COMMAND_LINE,
          rows: readCsv(decode(file.bytes, encoding), { delimiter }),
          dryRun,
          onTitles: log.titles,
          onRejected: log.add,
        },
      ),
    );
    await log.end();
    const note = dryRun ? ' (dry run: nothing was marked)' : '';
    world.out(
      `${done.read} row${done.read === 1 ? '' : 's'} read, ${done.paid} paid, ${done.rejected} rejected${note}\n`,
    );
    if (done.rejected > 0)
      throw new Finding(
        `${done.rejected} row${done.rejected === 1 ? ' was' : 's were'} rejected${rejects ? `: see ${rejects}` : ''}.`,
      );
  } catch (error) {
    await sink?.discard();
    throw error;
  }
}
