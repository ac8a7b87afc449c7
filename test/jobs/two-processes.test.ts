import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { planNudge } from '../../src/assemble/nudge-planner.js';
import { planningNudges } from '../../src/assemble/plan-nudges.js';
import { definitionSchema } from '../../src/program/definition.js';
import { mergeProgram, NO_CHAT_ENTRIES } from '../../src/program/merge-program.js';
import type { Referral } from '../../src/referral/referral.js';
import { claimDeadline } from '../../src/routing/placing.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { programStore } from '../../src/store/programs.js';
import { referralStore } from '../../src/store/referrals.js';
import { bundleForNode } from '../bundle-for-node.js';
import { testDatabase } from '../store/database.js';
import { exampleReferral } from '../store/example-referral.js';
import type { SweepingOrders } from './sweeping-process.js';

/** The real Agenda with a lock shorter than its work may take, in real processes that are killed with SIGKILL. */
const program = await bundleForNode(new URL('./sweeping-process.ts', import.meta.url));
const database = await testDatabase();
await ensureIndexes(database);
const collection = database.db.collection<Omit<Referral, 'id'> & { _id: string }>('referrals');
const START = new Date('2026-11-24T08:00:00.000Z');
const LATER = new Date('2026-11-24T11:30:00.000Z');
const running: ChildProcess[] = [];
const definition = definitionSchema.parse({
  id: 'acme',
  name: 'Partners',
  timeZone: 'Europe/Berlin',
  reps: [{ id: 'jonas', name: 'Jonas', accounts: { slack: 'U0JONAS' } }],
  channels: [{ kind: 'triage', id: 'triage', channel: { id: 'C0TRIAGE' }, default: true }],
});
const merged = mergeProgram(definition, { entries: NO_CHAT_ENTRIES });
const programs = programStore(database.connection);
await programs.save(
  undefined,
  { id: 'acme', version: 0, file: definition, chat: { entries: NO_CHAT_ENTRIES }, program: merged },
  [],
);

beforeEach(async () => {
  await collection.deleteMany({});
  await database.db.collection('jobs').deleteMany({});
});
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** So many referrals whose reminder to claim is due at LATER. */
async function waiting(count: number): Promise<string[]> {
  const store = planningNudges(referralStore(database.connection), programs, planNudge);
  const channel = { platform: 'slack', id: 'C0TRIAGE' } as const;
  const made = await Promise.all(
    Array.from({ length: count }, () =>
      store.insert(
        exampleReferral({
          state: 'routed',
          stateSince: START,
          claimBy: claimDeadline(merged, {}, START),
          route: { assignmentId: 'triage', channel, reason: 'The default.', at: START },
        }),
      ),
    ),
  );
  return made.map(({ referral }) => referral.id);
}

async function sweeping(
  orders: Partial<SweepingOrders> = {},
): Promise<{ child: ChildProcess; swept: () => number }> {
  const all: SweepingOrders = {
    uri: inject('mongoUri'),
    database: database.db.databaseName,
    now: LATER.toISOString(),
    speed: 1,
    ...orders,
  };
  const child = spawn(process.execPath, [program, JSON.stringify(all)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += String(chunk);
  });
  await expect.poll(() => output, { timeout: 15_000 }).toContain('started');
  const swept = () => [...output.matchAll(/swept (\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  return { child, swept };
}

const reminded = () => collection.countDocuments({ 'events.type': 'reminded' });

async function nothingDoubled(): Promise<void> {
  for (const { events, pending } of await collection.find({}).toArray()) {
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(new Set(pending.map(({ key }) => key)).size).toBe(pending.length);
    expect(events.filter(({ type }) => type === 'reminded').length).toBeLessThanOrEqual(1);
  }
}

describe('two processes', { timeout: 60_000 }, () => {
  test('share the work, and nothing is done twice', async () => {
    await waiting(1_200);
    const [one, other] = await Promise.all([sweeping(), sweeping()]);
    await expect.poll(reminded, { timeout: 30_000 }).toBe(1_200);
    await nothingDoubled();
    // A count is said after its write.
    await expect.poll(() => one.swept() + other.swept(), { timeout: 5_000 }).toBe(1_200);
    expect(await database.db.collection('jobs').countDocuments({ name: 'sweep-claims' })).toBe(1);
  });

  test('when one dies in the middle, the other takes up what it had begun', async () => {
    const ids = await waiting(60);
    const { child } = await sweeping({ poison: ids[30] });
    await once(child, 'exit');
    expect(await reminded()).toBeLessThan(60);
    // Two minutes, for which what was begun is left alone, are two seconds here.
    await sweeping({ speed: 60 });
    await expect.poll(reminded, { timeout: 30_000 }).toBe(60);
    await nothingDoubled();
  });

  test('a referral that kills every process that touches it is parked after five attempts, and holds up nobody', async () => {
    const ids = await waiting(12);
    const poison = ids[5] as string;
    for (let life = 0; life < 6; life += 1) {
      const now = new Date(LATER.getTime() + life * 150_000).toISOString();
      const { child } = await sweeping({ poison, now });
      const parked = () => collection.countDocuments({ _id: poison, 'nudge.parked': true });
      await Promise.race([once(child, 'exit'), expect.poll(parked, { timeout: 30_000 }).toBe(1)]);
      child.kill('SIGKILL');
    }
    expect(await collection.findOne({ _id: poison })).toMatchObject({ nudge: { parked: true, attempts: 5 } });
    await sweeping({ poison, now: new Date(LATER.getTime() + 1_200_000).toISOString() });
    await expect.poll(reminded, { timeout: 15_000 }).toBe(11);
    await nothingDoubled();
  });

  test('a referral on which nothing can be decided is parked after five attempts, and holds up nobody', async () => {
    const ids = await waiting(12);
    const broken = ids[7] as string;
    // A calendar that cannot read this instant throws in the decision.
    await collection.updateOne({ _id: broken }, { $set: { stateSince: 'yesterday' as never } });
    const { child } = await sweeping({ speed: 60 });
    await expect.poll(reminded, { timeout: 30_000 }).toBe(11);
    const parked = () => collection.countDocuments({ _id: broken, 'nudge.parked': true });
    await expect.poll(parked, { timeout: 40_000 }).toBe(1);
    expect(child.exitCode).toBeNull();
    expect(await collection.findOne({ _id: broken })).toMatchObject({
      state: 'routed',
      nudge: { attempts: 5 },
    });
    await nothingDoubled();
  });

  test('SIGTERM in the middle of a sweep lets it end, and loses nothing', async () => {
    await waiting(2_000);
    const { child } = await sweeping();
    await expect.poll(reminded, { timeout: 15_000, interval: 5 }).toBeGreaterThan(0);
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    await sweeping({ speed: 60 });
    await expect.poll(reminded, { timeout: 30_000 }).toBe(2_000);
    await nothingDoubled();
  });

  test('SIGTERM ends one within ten seconds', async () => {
    const { child } = await sweeping();
    const asked = performance.now();
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(performance.now() - asked).toBeLessThan(10_000);
  });
});
