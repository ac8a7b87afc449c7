import { figureOf, inTurn, type Judged } from '../figure.js';
import type { LoadReport, LoadWish } from '../processes/load.js';
import type { RequestKind } from '../requests.js';
import type { RunningProgram } from '../run-program.js';
import type { TeamsKind, TeamsSide } from '../teams-requests.js';
import type { World } from '../world.js';

const AT_ONCE = 20;
export const WARM_UP = 2;
/** Share of a core above which the generator limits what is measured. */
const BUSY = 0.85;

export interface Wanted {
  kind: RequestKind | TeamsKind;
  /** What Teams' requests are made with. */
  teams?: TeamsSide;
  /** Requests a round. */
  count: number;
  /** Both aims are ratios to the baseline. */
  throughputAtLeast: number;
  p99AtMost: number;
  /** What our answer holds. */
  answer: RegExp;
  /** The baseline's; bare Bolt's is always empty. */
  bareAnswer?: RegExp;
}

/** 1: `/referrals help` to its acknowledgement, which carries the whole help card; bare Bolt acknowledges with nothing. */
export function slashCommand(world: World): Promise<Judged[]> {
  return underLoad(world, 'slash command to ack', {
    kind: 'command',
    count: 10_000,
    throughputAtLeast: 0.8,
    p99AtMost: 1.5,
    answer: /^{"response_type":"ephemeral".*"blocks":\[/,
  });
}

/** 2: a submitted form to its acknowledgement, stored; what follows from it goes on meanwhile. */
export async function submission(world: World): Promise<Judged[]> {
  const stored = () => world.store.db.collection('referrals').countDocuments();
  const before = await stored();
  const count = 3_000;
  const judged = await underLoad(world, 'submission to durable ack', {
    kind: 'submission',
    count,
    throughputAtLeast: 0.8,
    p99AtMost: 1.3,
    answer: /^$/,
  });
  const wanted = before + count * (world.rounds + WARM_UP);
  const found = await stored();
  if (found !== wanted) throw new Error(`${found} referrals are stored in place of ${wanted}`);
  return judged;
}

function underLoad(world: World, name: string, wanted: Wanted): Promise<Judged[]> {
  return compared(world, name, wanted, { ours: () => world.startOurs(), bare: () => world.startBare() });
}

/** Throughput and p99 of both servers under the same load. */
export async function compared(
  world: World,
  name: string,
  wanted: Wanted,
  start: Record<'ours' | 'bare', () => Promise<RunningProgram>>,
): Promise<Judged[]> {
  const ours = await start.ours();
  const bare = await start.bare();
  try {
    const measured = await inTurn(
      { rounds: world.rounds, warmUp: WARM_UP },
      () => send(world, ours, wanted, wanted.answer),
      () => send(world, bare, wanted, wanted.bareAnswer ?? /^$/),
    );
    const pairs = (of: (report: LoadReport) => number) =>
      measured.map((pair) => ({ ours: of(pair.ours), baseline: of(pair.baseline) }));
    return [
      figureOf(
        `${name}: throughput`,
        'requests/s',
        pairs(({ perSecond }) => perSecond),
        { ratioAtLeast: wanted.throughputAtLeast },
      ),
      figureOf(
        `${name}: p99`,
        'ms',
        pairs(({ p99Ms }) => p99Ms),
        { ratioAtMost: wanted.p99AtMost },
      ),
    ];
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
  }
}

async function send(
  world: World,
  server: RunningProgram,
  { kind, teams, count }: Wanted,
  answer: RegExp,
): Promise<LoadReport> {
  const wish: LoadWish = { url: server.url, kind, count, atOnce: AT_ONCE, ...(teams ? { teams } : {}) };
  const report = await world.load.ask<LoadReport>('run', wish).catch((error: unknown) => {
    throw new Error(`${String(error)}\nThe server under test said last:\n${server.lastWords()}`);
  });
  if (!answer.test(report.lastAnswer)) {
    const said = `The server under test said last:\n${server.lastWords()}`;
    throw new Error(`An answer was not as expected: ${report.lastAnswer}\n${said}`);
  }
  if (report.generatorLoad > BUSY)
    process.stderr.write('  the load generator itself was busy in this round\n');
  return report;
}
