import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import { InputError, Refused } from '../errors.js';
import { csvRecord } from '../export/cells.js';
import type { PersonRef } from '../messages/address.js';
import { showAmount, typedAmount } from '../program/amount.js';
import type { Program } from '../program/program.js';
import { cancelLine, createPayout, parsePayoutId } from '../rewards/payouts.js';
import type { PayoutLine } from '../rewards/ports.js';
import { Finding } from './failure.js';
import { withStore } from './program-commands.js';
import type { CliWorld, OpenStore } from './world.js';

interface Options {
  out?: string;
  playground?: boolean;
}

/** Whoever runs the command line acts under this name in the ledger. */
export const AT_THE_COMMAND_LINE: PersonRef = {
  platform: 'system',
  userId: 'command-line',
  name: 'Command line',
};

/** `payouts create`, `list`, `export` and `cancel`. */
export function payoutsCommand(world: CliWorld): Command {
  return new Command('payouts')
    .description(
      'What is to be transferred to partners. What was transferred comes back with import payouts.',
    )
    .addCommand(
      command('create', 'Put everything that is payable into a payout, and write its lines as CSV.')
        .option('--out <FILE>', 'write to a file instead of standard output')
        .action((options: Options) => create(world, options)),
    )
    .addCommand(
      command('list', 'List the lines that are not paid yet.').action((options: Options) =>
        list(world, options),
      ),
    )
    .addCommand(
      command('export', 'Write the lines of a payout as CSV once more.')
        .argument('<PAYOUT>', 'such as P-7K3M9Q')
        .option('--out <FILE>', 'write to a file instead of standard output')
        .action((id: string, options: Options) => exportPayout(world, id, options)),
    )
    .addCommand(
      command('cancel', 'Take back a line that was not transferred: its rewards are payable again.')
        .argument('<LINE>', 'such as P-7K3M9Q-1')
        .action((id: string, options: Options) => cancel(world, id, options)),
    )
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  npm run --silent cli -- payouts create --out payout.csv\n' +
        '  npm run --silent cli -- import payouts payout.csv\n',
    );
}

function command(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--playground', 'of the playground instead of the real program');
}

async function create(world: CliWorld, { out, playground }: Options): Promise<void> {
  const [program, lines] = await withProgram(world, playground, async (store, inForce) => {
    const clock = await clockOf(store);
    const by = AT_THE_COMMAND_LINE;
    return createPayout({ rewards: store.rewards, clock }, inForce, { by, actKey: randomUUID() });
  });
  if (lines.length === 0) world.err('There is nothing to pay.\n');
  else world.err(`${lines[0]?.payoutId}: ${lines.length} line${lines.length === 1 ? '' : 's'}.\n`);
  await write(world, out, payoutFile(program, lines));
}

async function list(world: CliWorld, { playground }: Options): Promise<void> {
  const [program, lines] = await withProgram(world, playground, ({ rewards }, { id }) =>
    rewards.lines({ programId: id, state: 'open', limit: MOST }),
  );
  if (lines.length === 0) world.err('No payout is under way.\n');
  for (const { id, partnerId, kind, amount, currency } of lines)
    world.out(
      `${id}  ${nameIn(program, partnerId)}  ${kind}  ${showAmount({ minorUnits: amount, currency })}\n`,
    );
}

const MOST = 100_000;

async function exportPayout(world: CliWorld, id: string, { out, playground }: Options): Promise<void> {
  const payoutId = parsePayoutId(id);
  if (!payoutId) throw wrong(id, 'is not the id of a payout', 'Take one from payouts list, such as P-7K3M9Q');
  const [program, lines] = await withProgram(world, playground, ({ rewards }, inForce) =>
    rewards.lines({ programId: inForce.id, payoutId, limit: MOST }),
  );
  if (lines.length === 0) throw new Finding(`There is no payout ${payoutId}.`);
  const shown = lines.filter(({ amount }) => amount > 0);
  await write(world, out, payoutFile(program, shown));
}

async function cancel(world: CliWorld, id: string, { playground }: Options): Promise<void> {
  const [, line] = await withProgram(world, playground, async (store, program) => {
    const clock = await clockOf(store);
    return cancelLine({ rewards: store.rewards, clock }, program, id.toUpperCase(), AT_THE_COMMAND_LINE);
  });
  world.out(`${line.id} is cancelled; its rewards are payable again.\n`);
}

/** Amounts are decimals of whole minor units; what partners are called cannot become a formula. */
function payoutFile(program: Program, lines: readonly PayoutLine[]): string {
  const titles = [
    'line',
    'state',
    'partner',
    'partner_id',
    'kind',
    'amount',
    'currency',
    'rewards',
    'country',
    'tax_form',
  ];
  const rows = lines.map(({ id, state, partnerId, kind, amount: minorUnits, currency, items }) => {
    const { country } = program.partners.find((one) => one.id === partnerId) ?? {};
    const rewards = items.map(
      ({ reference, amount }) => `${reference} ${typedAmount({ minorUnits: amount, currency })}`,
    );
    const form = country ? program.rewards?.taxForms[country] : undefined;
    return [
      ...[id, state, nameIn(program, partnerId), partnerId, kind],
      ...[{ decimal: typedAmount({ minorUnits, currency }) }, currency, rewards.join('; '), country, form],
    ];
  });
  return [titles, ...rows].map((cells) => csvRecord(cells, program.timeZone)).join('');
}

function nameIn(program: Program, partnerId: string): string {
  return program.partners.find(({ id }) => id === partnerId)?.name ?? partnerId;
}

async function write(world: CliWorld, out: string | undefined, text: string): Promise<void> {
  if (out === undefined) world.out(text);
  else await world.writeText(out, text);
}

/** The program in force and what is made of it; what is refused is said in one line. */
export async function withProgram<Result>(
  world: CliWorld,
  playground: boolean | undefined,
  use: (store: OpenStore, program: Program) => Promise<Result>,
): Promise<[Program, Result]> {
  return withStore(world, playground, async (store) => {
    const program = (await store.programs.stored())?.program;
    if (!program)
      throw new Finding('There is no program yet. Apply one: npm run --silent cli -- program apply FILE');
    try {
      return [program, await use(store, program)];
    } catch (error) {
      throw error instanceof Refused ? new Finding(error.message) : error;
    }
  });
}

export async function clockOf(store: OpenStore): Promise<{ now(): Date }> {
  const now = await store.now();
  return { now: () => now };
}

function wrong(path: string, problem: string, remedy: string): InputError {
  return new InputError([{ file: 'command line', path, problem, remedy }]);
}
