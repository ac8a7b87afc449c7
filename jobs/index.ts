import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import { type CloseLoops, closeLoops } from './close-loops.js';
import type { JobDefinition } from './define-job.js';
import { type KeepLedger, keepLedger } from './keep-ledger.js';
import { type PostDigests, postDigests } from './post-digests.js';
import { type RelayAndDeliver, relayAndDeliver } from './relay-and-deliver.js';
import { type RerouteDeparted, rerouteDeparted } from './reroute-departed.js';
import { type SendCheckIns, sendCheckIns } from './send-check-ins.js';
import { type SweepClaims, sweepClaims } from './sweep-claims.js';
import { type SweepFollowUps, sweepFollowUps } from './sweep-follow-ups.js';
import { type SweepInbox, sweepInbox } from './sweep-inbox.js';
import { type SweepPartners, sweepPartners } from './sweep-partners.js';
import { type SweepProtection, sweepProtection } from './sweep-protection.js';
import { type WakePostponed, wakePostponed } from './wake-postponed.js';

/** Every job there is. A new one: a file of its own, a line here, its handler in assemble. */
const JOBS = [
  closeLoops,
  keepLedger,
  postDigests,
  relayAndDeliver,
  rerouteDeparted,
  sweepPartners,
  sendCheckIns,
  sweepClaims,
  sweepFollowUps,
  sweepInbox,
  sweepProtection,
  wakePostponed,
] as const;

export type JobHandlers = CloseLoops &
  KeepLedger &
  PostDigests &
  RelayAndDeliver &
  RerouteDeparted &
  SweepPartners &
  SendCheckIns &
  SweepClaims &
  SweepFollowUps &
  SweepInbox &
  SweepProtection &
  WakePostponed;

type Database = Extract<ConstructorParameters<typeof MongoBackend>[0], { mongo: unknown }>['mongo'];

export interface JobsOptions {
  /** Connected, with the indexes of src/store/job-indexes.ts. */
  db: Database;
  handlers: JobHandlers;
  log: { error(data: object, message: string): void };
  /** How often it is looked whether a tick is due, in milliseconds. */
  lookEveryMs?: number;
  /** For tests: other ticks than every job's own, in seconds. */
  everySeconds?: number;
  /** For tests: other locks than every job's own, in milliseconds. */
  lockLifetimeMs?: number;
}

const LOOK_EVERY_MS = 5_000;
const STOP_WITHIN_MS = 8_000;
const DUPLICATE_KEY = 11_000;

/**
 * Starts the recurring jobs through Agenda. Each tick is taken by one of the processes that run; a tick that was missed
 * while none ran comes at once. A handler that throws is logged and comes round again at its next tick.
 */
export async function startJobs(options: JobsOptions): Promise<{ stop(): Promise<void> }> {
  const { db, handlers, log, everySeconds, lockLifetimeMs, lookEveryMs = LOOK_EVERY_MS } = options;
  const agenda = new Agenda({
    backend: new TickBackend({ mongo: db, collection: 'jobs', ensureIndex: false }),
    processEvery: lookEveryMs,
    defaultConcurrency: 1,
    defaultLockLimit: 1,
  });
  // Without a listener Agenda drops errors silently.
  agenda.on('error', (error: unknown) => log.error({ err: error }, 'the job queue failed'));
  const running = new Set<Promise<void>>();
  for (const job of JOBS) {
    agenda.define(
      job.name,
      async ({ attrs }: { attrs: { data?: unknown } }) => {
        const run = runLogged(job, handlers, attrs.data ?? {}, log);
        running.add(run);
        await run.finally(() => running.delete(run));
      },
      { concurrency: 1, lockLimit: 1, lockLifetime: lockLifetimeMs ?? job.lockLifetimeMs },
    );
  }
  for (const job of JOBS) await keepTick(agenda, job, everySeconds ?? job.everySeconds);
  await agenda.start();
  return {
    async stop() {
      await agenda.stop(false);
      await withinTime(Promise.all(running), STOP_WITHIN_MS);
    },
  };
}

async function runLogged(
  job: JobDefinition<JobHandlers>,
  handlers: JobHandlers,
  payload: unknown,
  log: JobsOptions['log'],
): Promise<void> {
  try {
    await job.run(handlers, payload);
  } catch (error) {
    log.error({ err: error, job: job.name }, 'a job failed and will come round again');
  }
}

/** Agenda's backend without its job log, whose collection and indexes would be made at every start. */
class TickBackend extends MongoBackend {
  override connect(): Promise<void> {
    return this.repository.connect();
  }
}

/**
 * Makes the tick exist once with this schedule. One that exists so is left alone: writing it again would move a run
 * that was missed into the future.
 */
async function keepTick(
  agenda: Agenda,
  { name, stored }: Pick<JobDefinition<JobHandlers>, 'name' | 'stored'>,
  everySeconds: number,
): Promise<void> {
  const interval = `${everySeconds} seconds`;
  const { jobs } = await agenda.queryJobs({ name });
  if (jobs.some((job) => job.type === 'single' && job.repeatInterval === interval)) return;
  try {
    await agenda.every(interval, name, stored);
  } catch (error) {
    // Another process made it at the same instant.
    if ((error as { code?: unknown }).code !== DUPLICATE_KEY) throw error;
  }
}

async function withinTime(work: Promise<unknown>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work, tooLate]);
  clearTimeout(timer);
}
