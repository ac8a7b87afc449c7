import { afterEach, describe, expect, inject, test, vi } from 'vitest';
import { type JobHandlers, startJobs } from '../../jobs/index.js';
import { connectStore, type Store } from '../../src/store/connect.js';
import { createJobIndexes } from '../../src/store/job-indexes.js';
import { testDatabase } from '../store/database.js';
import { silentProxy } from '../store/silent-proxy.js';

const database = await testDatabase();
await createJobIndexes(database.db);
const jobs = database.db.collection('jobs');
const started: { stop(): Promise<void> }[] = [];

function log() {
  return { error: vi.fn() };
}

async function start(
  handlers: Partial<JobHandlers>,
  logged = log(),
  everySeconds = 1,
  db: Store['db'] = database.db,
) {
  const nothing = async () => {};
  const all: JobHandlers = {
    relayAndDeliver: nothing,
    sweepInbox: nothing,
    rerouteDeparted: nothing,
    wakePostponed: nothing,
    sweepClaims: nothing,
    sweepPartners: nothing,
    sendCheckIns: nothing,
    sweepFollowUps: nothing,
    sweepProtection: nothing,
    closeLoops: nothing,
    postDigests: nothing,
    keepLedger: nothing,
    ...handlers,
  };
  const running = await startJobs({
    db,
    handlers: all,
    log: logged,
    lookEveryMs: 100,
    everySeconds,
  });
  started.push(running);
  return running;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((running) => running.stop()));
  await jobs.deleteMany({});
});

describe('recurring jobs', () => {
  test('are one tick each, however many processes start at once and how often', async () => {
    await Promise.all(Array.from({ length: 6 }, () => start({})));
    await start({});
    const names = (await jobs.find().toArray()).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['relay-and-deliver', 'sweep-inbox']));
    expect(new Set(names).size).toBe(names.length);
  });

  test('come round, and one that fails comes round again and is logged', async () => {
    let calls = 0;
    const logged = log();
    await start(
      {
        relayAndDeliver: async () => {
          calls += 1;
          throw new Error('the store is away');
        },
      },
      logged,
    );
    await expect.poll(() => calls, { timeout: 8_000 }).toBeGreaterThanOrEqual(2);
    expect(logged.error).toHaveBeenCalledWith(
      expect.objectContaining({ job: 'relay-and-deliver' }),
      expect.stringContaining('come round again'),
    );
  });

  test('that were missed while nothing ran come at once', async () => {
    const first = await start({}, log(), 3_600);
    // Agenda writes a tick back a moment after it ran: before that there is nothing to have missed.
    const unfinished = { $or: [{ lastFinishedAt: null }, { lockedAt: { $ne: null } }] };
    await expect.poll(() => jobs.countDocuments(unfinished), { timeout: 8_000 }).toBe(0);
    await first.stop();
    await jobs.updateMany({}, { $set: { nextRunAt: new Date(Date.now() - 86_400_000), lockedAt: null } });
    let swept = 0;
    const sweepInbox = async () => {
      swept += 1;
    };
    await start({ sweepInbox }, log(), 3_600);
    await expect.poll(() => swept, { timeout: 5_000 }).toBe(1);
  });

  test('stop waits for what is running and nothing runs after', async () => {
    let finished = 0;
    let begun = 0;
    const running = await start({
      relayAndDeliver: async () => {
        begun += 1;
        await new Promise((resolve) => setTimeout(resolve, 300));
        finished += 1;
      },
    });
    await expect.poll(() => begun, { timeout: 5_000 }).toBeGreaterThan(0);
    await running.stop();
    expect(finished).toBe(begun);
    const after = begun;
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    expect(begun).toBe(after);
  });

  test('say so when the database falls silent before they are started, and go on where it does so later', async () => {
    const proxy = await silentProxy(Number(new URL(inject('mongoUri')).port));
    const uri = `mongodb://127.0.0.1:${proxy.port}/?directConnection=true`;
    const away = await connectStore({ uri, database: database.db.databaseName });
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    try {
      proxy.fallSilent();
      const logged = log();
      await expect(start({}, logged, 1, away.db)).rejects.toThrow();
      proxy.recover();
      let calls = 0;
      const sweepInbox = async () => {
        calls += 1;
      };
      await start({ sweepInbox }, logged, 1, away.db);
      await expect.poll(() => calls, { timeout: 8_000 }).toBeGreaterThan(0);
      proxy.fallSilent();
      await expect.poll(() => logged.error.mock.calls.length, { timeout: 20_000 }).toBeGreaterThan(0);
      proxy.recover();
      const before = calls;
      await expect.poll(() => calls, { timeout: 20_000 }).toBeGreaterThan(before);
      expect(unhandled).not.toHaveBeenCalled();
    } finally {
      process.off('unhandledRejection', unhandled);
      for (const running of started.splice(0)) await running.stop();
      await away.close();
      await proxy.close();
    }
  }, 60_000);
});
