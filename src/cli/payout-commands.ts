import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import { csvRecord } from '../export/cells.js';
import type { PersonRef } from '../messages/address.js';
import { counted } from '../messages/counted.js';
import { showAmount, typedAmount } from '../program/amount.js';
import { type Program, partnerName } from '../program/program.js';
import { parseLineId, parsePayoutId } from '../rewards/payout-ids.js';
import { cancelLine, createPayout } from '../rewards/payouts.js';
import type { PayoutLine } from '../rewards/ports.js';
import { Finding } from './failure.js';
import { clockOf, withProgram } from './with-store.js';
import type { CliWorld } from './world.js';
import { wrongOption } from './wrong-option.js';

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
        .argument('<LINE>', 'such as P-7K3M9Q-4F7X2')
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
  await withProgram(world, playground, async (store, program) => {
    // Before anything is made, so that a mistake in its name costs nothing.
    const target = await openTarget(world, out);
    const clock = await clockOf(store);
    const act = { by: AT_THE_COMMAND_LINE, actKey: randomUUID() };
    const { payoutId, toTransfer, setOff } = await createPayout(
      { rewards: store.rewards, clock },
      program,
      act,
    );
    if (toTransfer + setOff === 0) world.err('There is nothing to pay.\n');
    else world.err(`${payoutId}: ${counted(toTransfer, 'line')}.${setOff > 0 ? setOffNote(setOff) : ''}\n`);
    await write(target, program, store.rewards.lines({ programId: program.id, payoutId }));
  });
}

function setOffNote(count: number): string {
  return ` ${counted(count, 'line')} more had nothing left to transfer: all of it was set off, and the partners are told.`;
}

async function list(world: CliWorld, { playground }: Options): Promise<void> {
  await withProgram(world, playground, async ({ rewards }, program) => {
    let count = 0;
    for await (const line of rewards.lines({ programId: program.id, state: 'open' })) {
      const { id, partnerId, kind, amount, currency } = line;
      const shown = showAmount({ minorUnits: amount, currency });
      count += 1;
      if (!(await world.outSlowly(`${id}  ${partnerName(program, partnerId)}  ${kind}  ${shown}\n`))) return;
    }
    if (count === 0) world.err('No payout is under way.\n');
  });
}

async function exportPayout(world: CliWorld, id: string, { out, playground }: Options): Promise<void> {
  const payoutId = parsePayoutId(id);
  if (!payoutId)
    throw wrongOption(id, 'is not the id of a payout', 'Take one from payouts list, such as P-7K3M9Q');
  await withProgram(world, playground, async ({ rewards }, program) => {
    const lines = () => rewards.lines({ programId: program.id, payoutId });
    for await (const _line of lines()) return write(await openTarget(world, out), program, lines());
    throw new Finding(`There is no payout ${payoutId}.`);
  });
}

async function cancel(world: CliWorld, id: string, { playground }: Options): Promise<void> {
  const line = await withProgram(world, playground, async (store, program) => {
    const clock = await clockOf(store);
    const lineId = parseLineId(id) ?? id;
    return cancelLine({ rewards: store.rewards, clock }, program, lineId, AT_THE_COMMAND_LINE);
  });
  world.out(`${line.id} is cancelled; its rewards are payable again.\n`);
}

const TITLES = 'line,state,partner,partner_id,kind,amount,currency,rewards,country,tax_form'.split(',');

/** Amounts are decimals of whole minor units; what partners are called cannot become a formula. */
function record(
  program: Program,
  { id, state, partnerId, kind, amount: minorUnits, currency, items }: PayoutLine,
): string {
  const { country } = program.partners.find((one) => one.id === partnerId) ?? {};
  const rewards = items.map(
    ({ reference, amount }) => `${reference} ${typedAmount({ minorUnits: amount, currency })}`,
  );
  const form = country ? program.rewards?.taxForms[country] : undefined;
  const cells = [
    ...[id, state, partnerName(program, partnerId), partnerId, kind],
    ...[{ decimal: typedAmount({ minorUnits, currency }) }, currency, rewards.join('; '), country, form],
  ];
  return csvRecord(cells, program.timeZone);
}

/** Where a payout is written to: a file, whole or not there at all, or standard output. @throws InputError */
async function openTarget(world: CliWorld, out: string | undefined): Promise<Target> {
  if (out === undefined)
    return { put: (text) => world.outSlowly(text), finish: async () => {}, discard: async () => {} };
  const sink = await world.createText(out);
  return {
    put: (text) => sink.write(text).then(() => true),
    finish: () => sink.finish(),
    discard: () => sink.discard(),
  };
}

interface Target {
  /** False: nobody reads any more. */
  put(text: string): Promise<boolean>;
  finish(): Promise<void>;
  discard(): Promise<void>;
}

/** Line by line, however many: what has nothing to transfer is not in it. */
async function write(
  { put, finish, discard }: Target,
  program: Program,
  lines: AsyncIterable<PayoutLine>,
): Promise<void> {
  try {
    await put(csvRecord(TITLES, program.timeZone));
    for await (const line of lines) if (line.amount > 0 && !(await put(record(program, line)))) return;
    await finish();
  } catch (error) {
    await discard();
    throw error;
  }
}
