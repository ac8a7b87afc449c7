import { Command } from 'commander';
import type { Program } from '../program/program.js';
import { type AppliedTerms, type TermsAcceptance, withTermsInForce } from '../program/terms.js';
import { Finding } from './failure.js';
import { oneLine } from './one-line.js';
import { withProgram } from './with-store.js';
import type { CliWorld, OpenStore } from './world.js';

interface TermsOptions {
  terms?: string;
  partner?: string;
  json?: boolean;
  playground?: boolean;
}

/** `terms`: which versions there were, and who accepted which, when. */
export function termsCommand(world: CliWorld): Command {
  return new Command('terms')
    .description(
      'List every version of the program terms that was in force, and who has accepted which, when.',
    )
    .option('--terms <VERSION>', 'only acceptances of this version')
    .option('--partner <ID>', 'only by people of this partner')
    .option('--json', 'print the result as data, the texts included')
    .option('--playground', 'of the playground instead of the real program')
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  npm run --silent cli -- terms\n' +
        '  npm run --silent cli -- terms --partner brightcloud --json\n',
    )
    .action((options: TermsOptions) =>
      withProgram(world, options.playground, async (store, program, stored) => {
        const { termsVersions: versions = [] } = stored;
        refuseUnknown(options, program, versions);
        const inForce = withTermsInForce(program, versions, await store.now()).terms?.version;
        const found = { store, program, versions, inForce, options };
        await (options.json ? printData(world, found) : printLines(world, found));
      }),
    );
}

interface Found {
  store: OpenStore;
  program: Program;
  versions: readonly AppliedTerms[];
  inForce: string | undefined;
  options: TermsOptions;
}

/** An empty list for a typing error would read as "nobody has accepted". */
function refuseUnknown(
  { terms, partner }: TermsOptions,
  program: Program,
  versions: readonly AppliedTerms[],
): void {
  if (terms !== undefined && !versions.some(({ version }) => version === terms))
    throw new Finding(`There was no version "${terms}" of the program terms.`);
  if (partner !== undefined && !program.partners.some(({ id }) => id === partner))
    throw new Finding(`There is no partner "${partner}". Its id is in the program file.`);
}

function acceptancesOf({ store, program, options }: Found): AsyncIterable<TermsAcceptance> {
  const { terms: version, partner: partnerId } = options;
  return store.acceptances.all(program.id, {
    ...(version === undefined ? {} : { version }),
    ...(partnerId === undefined ? {} : { partnerId }),
  });
}

/** One object, written as it is read: there may be many. */
async function printData(world: CliWorld, found: Found): Promise<void> {
  const { program, versions, inForce } = found;
  const head = JSON.stringify({ program: program.id, inForce: inForce ?? null, versions }).slice(0, -1);
  world.out(`${head},"acceptances":[`);
  let separator = '\n';
  for await (const { version, by, partner, at, how } of acceptancesOf(found)) {
    world.out(`${separator}${JSON.stringify({ version, by, partner: partner ?? null, at, how })}`);
    separator = ',\n';
  }
  world.out('\n]}\n');
}

async function printLines(world: CliWorld, found: Found): Promise<void> {
  const { versions, inForce } = found;
  if (versions.length === 0) world.out('The program has never had terms.\n');
  for (const { version, since, until, title } of versions) {
    const state = version === inForce ? 'in force' : until ? `until ${day(until)}` : '';
    const words = [`version ${version}`, `since ${day(since)}`, state, title ?? ''].filter(Boolean);
    world.out(`${words.map(oneLine).join('  ')}\n`);
  }
  let count = 0;
  for await (const { version, by, partner, at, how } of acceptancesOf(found)) {
    const who = `${by.name} (${by.platform} ${by.userId})`;
    const place = how === 'form' ? 'with a referral' : 'by the word terms';
    const cells = [at.toISOString(), `version ${version}`, who, partner?.name ?? 'unknown partner', place];
    world.out(`${cells.map(oneLine).join('  ')}\n`);
    count += 1;
  }
  world.out(
    `${count === 0 ? 'Nobody has' : count === 1 ? '1 person has' : `${count} times somebody has`} accepted.\n`,
  );
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}
