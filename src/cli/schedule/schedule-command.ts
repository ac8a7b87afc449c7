import { Command } from 'commander';
import { withStore } from '../with-store.js';
import type { CliWorld } from '../world.js';
import { readUntil, refuseNonsense } from './read-until.js';
import { inOrder, printedRow } from './schedule-row.js';
import { scheduleTable } from './schedule-table.js';

interface ScheduleOptions {
  until: string;
  json?: boolean;
  playground?: boolean;
}

/** `schedule`: what is due to people, when and why, worked out by what the jobs run. Changes nothing. */
export function scheduleCommand(world: CliWorld): Command {
  return new Command('schedule')
    .description(
      'Print what is due to people until a date, when and why, if nobody acts meanwhile: reminders, check-ins, digests. ' +
        'Nothing is sent or changed. While there is no program, that of the playground is planned.',
    )
    .requiredOption(
      '--until <DATE>',
      'a day, which is included, in the program’s zone; or an instant such as 2026-12-31T12:00Z',
    )
    .option('--json', 'an array of {at, zone, local, kind, subject, channel, reason}, sorted by at')
    .option('--playground', 'of the playground instead of the real program')
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  npm run --silent cli -- schedule --until 2026-12-31\n' +
        '  npm run --silent cli -- schedule --until 2027-03-31 --json\n',
    )
    .action(async ({ until, json, playground }: ScheduleOptions) => {
      // Before the database: a mistake is told at once.
      refuseNonsense(until);
      const scheduler = await world.scheduler();
      const { program, seeded, rows } = await withStore(world, playground, async (store) => {
        const stored = (await store.programs.stored())?.program;
        const planned = stored ?? scheduler.seededProgram;
        const now = await store.now();
        const end = readUntil(until, planned.timeZone, now);
        const records = await store.scheduleRecords(planned);
        const due = await scheduler.plan(planned, records, now, end);
        return { program: planned, seeded: !stored, rows: inOrder(due) };
      });
      if (seeded) world.err(`There is no program yet: this is the playground’s, ${program.name}.\n`);
      if (json) world.out(`${JSON.stringify(rows.map(printedRow), null, 2)}\n`);
      else if (rows.length > 0) world.out(scheduleTable(rows));
      else world.out(`Nothing is due until ${until}.\n`);
    });
}
