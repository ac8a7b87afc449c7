import { Command, Option } from 'commander';
import { systemClock } from '../clock.js';
import { decode } from '../csv/decode.js';
import { readCsv } from '../csv/read-csv.js';
import { readColumnMap } from '../known/columns.js';
import { type Imported, importKnown } from '../known/import-known.js';
import { KNOWN_KINDS, type KnownKind } from '../known/known-company.js';
import type { DayOrder } from '../known/read-day.js';
import type { BigFile } from './big-files.js';
import { type CsvOptions, readCsvOptions, withCsvOptions } from './csv-options.js';
import { Finding } from './failure.js';
import { importPayoutsCommand } from './import-payouts.js';
import { rejectLog } from './rejects.js';
import { withProgram } from './with-store.js';
import type { CliWorld } from './world.js';

interface KnownOptions extends CsvOptions {
  kind: KnownKind;
  map: string[];
  rejects?: string;
  replace?: boolean;
  replaceMost?: boolean;
  dates?: DayOrder;
  dryRun?: boolean;
  json?: boolean;
  playground?: boolean;
}

/** `import known`. */
export function importCommand(world: CliWorld): Command {
  return new Command('import')
    .description('Bring in lists from other systems.')
    .addCommand(knownCommand(world))
    .addCommand(importPayoutsCommand(world));
}

function knownCommand(world: CliWorld): Command {
  const command = new Command('known')
    .description(
      'Import customers, open opportunities or a do-not-contact list from CSV, so that referrals are checked against ' +
        'it. Rows are known by their id, else by name and domain; importing the same file again changes nothing.',
    )
    .argument('<FILE>', 'CSV with titles in its first line; encoding and delimiter are found out')
    .addOption(new Option('--kind <KIND>', 'which list it is').choices(KNOWN_KINDS).makeOptionMandatory())
    .requiredOption(
      '--map <FIELD=TITLE>',
      'which column holds name, domain, email, phone, country, opened, touched, owner, id or stage; may be repeated',
      (pair: string, before: string[] = []) => [...before, pair],
    )
    .option('--rejects <FILE>', 'write rows that were not taken to a CSV file, with line and reason')
    .option('--replace', 'this is the whole list: what is not in it ends')
    .option('--replace-most', 'the same, also when more than half of the list would end')
    .addOption(
      new Option('--dates <ORDER>', 'of days such as 3/4/2026: day or month first').choices(['dmy', 'mdy']),
    )
    .option('--dry-run', 'say what would change and write nothing but the rejects')
    .option('--json', 'print the result as data')
    .option('--playground', 'into the playground instead of the real program')
    .addHelpText(
      'after',
      '\nExamples:\n' +
        "  npm run --silent cli -- import known accounts.csv --kind customer --map name='Account Name' --map domain=Website --map id='Account ID' --rejects rejects.csv\n" +
        "  npm run --silent cli -- import known pipeline.csv --kind opportunity --map name=Account --map opened='Created Date' --map touched='Last Activity' --replace --dry-run\n" +
        '  npm run --silent cli -- import known optouts.csv --kind do_not_contact --map email=Address\n',
    )
    .action((path: string, options: KnownOptions) => importFile(world, path, options));
  return withCsvOptions(command);
}

async function importFile(world: CliWorld, path: string, options: KnownOptions): Promise<void> {
  const map = readColumnMap(options.map, options.kind);
  const { delimiter, encoding } = readCsvOptions(options);
  const file = await world.openFile(path);
  const sink = options.rejects === undefined ? undefined : await world.createText(options.rejects);
  const log = rejectLog(path, sink, world.err, options.rejects);
  const progress = progressOf(world, file.size);
  try {
    const matching = await world.companyMatching();
    const done = await withProgram(world, options.playground, async ({ knownLists }, program) => {
      const { kind, replaceMost, replace, dryRun } = options;
      return importKnown(
        { lists: knownLists, matching, clock: systemClock },
        {
          ...{ program, kind, map, dryRun, order: options.dates, file: path },
          rows: readCsv(decode(progress.watch(file), encoding), { delimiter }),
          replace: replaceMost ? 'most' : replace,
          onTitles: log.titles,
          onRejected: log.add,
        },
      );
    });
    progress.end();
    await log.end();
    world.out(options.json ? `${JSON.stringify(done)}\n` : describe(path, done, options));
    const found = findings(done, options.rejects);
    if (found) throw new Finding(found);
  } catch (error) {
    progress.end();
    await sink?.discard();
    throw error;
  }
}

function findings({ rejected, notEnded }: Imported, rejects: string | undefined): string | undefined {
  const rows = `${rejected} row${rejected === 1 ? ' was' : 's were'} rejected${rejects ? `: see ${rejects}` : ''}.`;
  return (
    [rejected > 0 ? rows : undefined, notEnded].filter((part) => part !== undefined).join('\n') || undefined
  );
}

const LIST_WORDS: Record<KnownKind, string> = {
  customer: 'customers',
  opportunity: 'open opportunities',
  do_not_contact: 'do-not-contact list',
};

function describe(path: string, done: Imported, { kind, dryRun }: KnownOptions): string {
  const { added, changed, unchanged, rejected, ended, read } = done;
  const head = `${LIST_WORDS[kind]}: ${read} row${read === 1 ? '' : 's'} read from ${path}${dryRun ? ' (dry run: nothing was written)' : ''}\n`;
  const counts = { added, changed, unchanged, rejected, ended };
  const lines = Object.entries(counts).map(([name, count]) => `  ${name.padEnd(10)} ${count}\n`);
  const same = added + changed + ended === 0 ? 'No changes.\n' : '';
  return head + lines.join('') + same;
}

const SHOWN_EVERY_MS = 200;

/** Counts the bytes that go by and shows how far it is, in one line that is gone at the end. */
function progressOf({ progress }: CliWorld, size: number | undefined) {
  let [shownAt, read] = [0, 0];
  const show = () => {
    if (!progress || Date.now() - shownAt < SHOWN_EVERY_MS) return;
    shownAt = Date.now();
    const megabytes = `${(read / 1_000_000).toFixed(1)} MB`;
    progress(size ? `${Math.floor((100 * read) / size)} % (${megabytes})` : megabytes);
  };
  return {
    async *watch({ bytes }: BigFile): AsyncGenerator<Uint8Array> {
      for await (const chunk of bytes) {
        read += chunk.length;
        show();
        yield chunk;
      }
    },
    end: () => progress?.(''),
  };
}
