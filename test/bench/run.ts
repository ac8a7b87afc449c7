import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Judged } from './figure.js';
import { slashCommand, submission } from './figures/acknowledge.js';
import { claim } from './figures/claim.js';
import { clock } from './figures/clock.js';
import { deliver } from './figures/deliver.js';
import { duplicates } from './figures/duplicates.js';
import { known } from './figures/known.js';
import { ledger } from './figures/ledger.js';
import { start } from './figures/start.js';
import { teams } from './figures/teams.js';
import { table } from './table.js';
import { openWorld, type World } from './world.js';

/**
 * The figures of docs/benchmarks.md: `npm run bench`, or with `-- --only claim,deliver --rounds 3`. Prints the table
 * and writes bench-results.json. Exits with 1 only when it could not measure; a missed aim is told, not punished, as
 * machines differ.
 */

const FIGURES: Record<string, (world: World) => Promise<Judged[]>> = {
  command: slashCommand,
  submission,
  claim,
  deliver,
  start,
  teams,
  clock,
  ledger,
  known,
  duplicates,
};

const { values } = parseArgs({
  options: { only: { type: 'string' }, rounds: { type: 'string', default: '7' } },
});
const chosen = values.only?.split(',') ?? Object.keys(FIGURES);
const world = await openWorld(Number(values.rounds));
const judged: Judged[] = [];
try {
  for (const name of chosen) {
    const measure = FIGURES[name];
    if (!measure) throw new Error(`There is no figure "${name}", only ${Object.keys(FIGURES).join(', ')}`);
    process.stderr.write(`measuring ${name}\n`);
    const found = await measure(world);
    judged.push(...found);
    for (const { figure } of found)
      process.stderr.write(`  ${figure.name}: ${figure.ratio.toFixed(2)} of the baseline\n`);
  }
} finally {
  await world.close();
}
const figures = judged.map(({ figure }) => figure);
await writeFile('bench-results.json', `${JSON.stringify(figures, undefined, 2)}\n`);
process.stdout.write(`${table(judged)}\n`);
