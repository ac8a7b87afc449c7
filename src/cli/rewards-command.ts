import { Command } from 'commander';
import { counted } from '../messages/counted.js';
import { checkLedger } from '../rewards/check-ledger.js';
import { Finding } from './failure.js';
import { withProgram } from './with-store.js';
import type { CliWorld } from './world.js';

/** `rewards check`. Reads only. */
export function rewardsCommand(world: CliWorld): Command {
  return new Command('rewards').description('The ledger of what partners have earned.').addCommand(
    new Command('check')
      .description(
        'Build every reward and every partner’s account anew from the entries of the ledger, and say what does not agree.',
      )
      .option('--playground', 'of the playground instead of the real program')
      .addHelpText('after', '\nExample:\n  npm run --silent cli -- rewards check\n')
      .action(({ playground }: { playground?: boolean }) => check(world, playground)),
  );
}

async function check(world: CliWorld, playground: boolean | undefined): Promise<void> {
  const { rewards, entries, faults } = await withProgram(world, playground, ({ rewards: store }, program) =>
    checkLedger(store, program.id, program.timeZone),
  );
  const read = `${counted(rewards, 'reward')}, ${entries} entr${entries === 1 ? 'y' : 'ies'}`;
  if (faults.length === 0) return world.out(`${read}: the ledger adds up.\n`);
  for (const words of faults) world.out(`${words}\n`);
  throw new Finding(
    `${read}: ${faults.length} do not agree. Keep a copy of the database before anything else.`,
  );
}
