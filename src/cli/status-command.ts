import { Command } from 'commander';
import { counted } from '../messages/counted.js';
import { activeManagers, activePartners, activeReps, type Program } from '../program/program.js';
import { Finding } from './failure.js';
import { withStore } from './with-store.js';
import type { CliWorld } from './world.js';

/** `status`: whether the database answers, and what is in it. */
export function statusCommand(world: CliWorld): Command {
  return new Command('status')
    .description('Say in a few lines whether the database answers and what is in it. Exit 1 if it does not.')
    .option('--playground', 'of the playground instead of the real program')
    .addHelpText('after', '\nExample:\n  npm run --silent cli -- status\n')
    .action(async ({ playground }: { playground?: boolean }) => {
      const lines = await withStore(world, playground, async (store, database) => {
        if (!(await store.answers())) throw new Finding(`The database at ${store.place} does not answer.`);
        const program = (await store.programs.stored())?.program;
        const counts = Object.entries(await store.counts());
        return [
          line('database', `${database} at ${store.place}: answers`),
          line('program', program ? describe(program) : 'none yet'),
          ...counts.map(([name, count]) => line(name, String(count))),
        ];
      });
      world.out(lines.join(''));
    });
}

function describe(program: Program): string {
  const inForce = program.channels.filter(({ ended }) => !ended).length;
  const parts = [
    counted(activePartners(program).length, 'partner'),
    counted(activeReps(program).length, 'rep'),
    counted(activeManagers(program).length, 'program manager'),
    counted(inForce, 'channel'),
  ];
  return `${program.name} (${program.id}): ${parts.join(', ')}`;
}

function line(name: string, value: string): string {
  return `${name.padEnd(14)} ${value}\n`;
}
