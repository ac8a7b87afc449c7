import { Command, Option } from 'commander';
import { InputError } from '../errors.js';
import { type ExportDeps, exportPieces } from '../export/export-pieces.js';
import {
  type AskedExport,
  EXPORTS,
  type ExportFormat,
  type ExportKind,
  type ExportRequest,
  readRequest,
  statesOf,
} from '../export/read-request.js';
import { INTAKE_FIELDS } from '../intake/fields.js';
import type { Program } from '../program/program.js';
import { withProgram } from './with-store.js';
import type { CliWorld } from './world.js';
import { wrongOption } from './wrong-option.js';

interface Options {
  csv?: boolean;
  json?: boolean;
  jsonl?: boolean;
  bom?: boolean;
  delimiter?: string;
  from?: string;
  until?: string;
  partner?: string;
  state?: string;
  contacts?: boolean;
  out?: string;
  playground?: boolean;
}

const WHAT: Record<ExportKind, string> = {
  referrals: 'Every referral with its answers, milestones and end, oldest first.',
  rewards: 'Every reward as it stands: what was earned for which step, paid, and is still to pay.',
  partners: 'Every partner with its state and how many referrals it sent, in the order of the program file.',
};

const ABOUT_DATES: Record<ExportKind, string> = {
  referrals: 'submitted',
  rewards: 'earned',
  partners: 'that joined',
};

const EXAMPLE_STATE: Record<ExportKind, string> = {
  referrals: 'open',
  rewards: 'payable',
  partners: 'active',
};

/** `export referrals` and the others. Reads only; streams, so any number takes the same memory. */
export function exportCommand(world: CliWorld): Command {
  const command = new Command('export').description('Write what the program holds as CSV or JSON.');
  for (const what of EXPORTS) command.addCommand(oneExport(world, what));
  return command;
}

function oneExport(world: CliWorld, what: ExportKind): Command {
  const about = ABOUT_DATES[what];
  return new Command(what)
    .description(WHAT[what])
    .addOption(
      new Option('--csv', 'CSV with titles, as RFC 4180 has it (default)').conflicts(['json', 'jsonl']),
    )
    .addOption(new Option('--json', 'a JSON array').conflicts('jsonl'))
    .option('--jsonl', 'one JSON object a line')
    .option('--from <DAY>', `${about} on this day or later, in the program’s zone; such as 2026-11-21`)
    .option('--until <DAY>', `${about} on this day or before`)
    .option('--partner <ID>', 'of one partner alone, by id or name')
    .option('--state <STATES>', `in these states alone, with commas between: ${statesOf(what).join(', ')}`)
    .option('--contacts', 'with names, e-mail addresses and telephone numbers, which are left out otherwise')
    .option('--bom', 'with a byte order mark, for Excel')
    .option('--delimiter <TEXT>', 'between cells: a comma, a semicolon or \\t', ',')
    .option('--out <FILE>', 'write to a file, whole or not at all, instead of standard output')
    .option('--playground', 'of the playground instead of the real program')
    .addHelpText(
      'after',
      '\nText that a spreadsheet would run as a formula gets an apostrophe before it in CSV; JSON holds it as it is.\n' +
        `\nExamples:\n  npm run --silent cli -- export ${what} --csv --from 2026-01-01 --out ${what}.csv\n` +
        `  npm run --silent cli -- export ${what} --jsonl --state ${EXAMPLE_STATE[what]} --contacts\n`,
    )
    .action((options: Options) => exportTo(world, what, options));
}

async function exportTo(world: CliWorld, what: ExportKind, options: Options): Promise<void> {
  const asked = askedOf(what, options);
  await withProgram(world, options.playground, async ({ exportReads }, program) => {
    const request = requested(program, asked);
    const deps = { reads: exportReads, fields: INTAKE_FIELDS };
    if (options.out === undefined) await toStandardOutput(world, deps, program, request);
    else await toFile(world, deps, program, request, options.out);
  });
}

async function toStandardOutput(world: CliWorld, deps: ExportDeps, program: Program, request: ExportRequest) {
  for await (const { text } of exportPieces(deps, program, request))
    if (!(await world.outSlowly(text))) return;
}

async function toFile(
  world: CliWorld,
  deps: ExportDeps,
  program: Program,
  request: ExportRequest,
  path: string,
) {
  const sink = await world.createText(path);
  let count = 0;
  try {
    for await (const { text, rows } of exportPieces(deps, program, request)) {
      await sink.write(text);
      count += rows;
      world.progress?.(`${count} ${request.what}`);
    }
    await sink.finish();
  } catch (error) {
    await sink.discard();
    throw error;
  } finally {
    world.progress?.('');
  }
  const noun = count === 1 ? request.what.slice(0, -1) : request.what;
  world.err(`${count} ${noun} written to ${path}\n`);
}

const DELIMITERS: Readonly<Record<string, string>> = { ',': ',', ';': ';', '\\t': '\t', '\t': '\t' };

function askedOf(what: ExportKind, options: Options): AskedExport {
  const format: ExportFormat = options.jsonl ? 'jsonl' : options.json ? 'json' : 'csv';
  const { delimiter = ',', contacts = false, bom = false, from, until, partner, state } = options;
  const mark = Object.hasOwn(DELIMITERS, delimiter) ? DELIMITERS[delimiter] : undefined;
  if (mark === undefined)
    throw wrongOption('--delimiter', `"${delimiter}" is none of these`, 'Give , or ; or \\t');
  for (const [name, value] of Object.entries({ from, until, partner, state }))
    if (value?.trim() === '')
      throw wrongOption(`--${name}`, 'is empty', 'Give a value, or leave it out for all');
  if (format !== 'csv' && bom)
    throw wrongOption('--bom', 'is for CSV', 'Leave it out, or ask for CSV with --csv');
  return {
    ...{ what, format, contacts, byteOrderMark: bom, delimiter: mark },
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(partner === undefined ? {} : { partner }),
    ...(state === undefined ? {} : { state }),
  };
}

function requested(program: Program, asked: AskedExport): ExportRequest {
  const read = readRequest(program, asked);
  if (read.ok) return read.request;
  throw new InputError(
    read.problems.map(({ filter, problem, remedy }) => ({
      ...{ file: 'command line', path: `--${filter}`, problem, remedy },
    })),
  );
}
