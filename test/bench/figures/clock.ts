import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import { planNudge } from '../../../src/assemble/nudge-planner.js';
import { planningNudges } from '../../../src/assemble/plan-nudges.js';
import type { CheckInDeps } from '../../../src/checkins/send-check-ins.js';
import { sweepPartners } from '../../../src/checkins/sweep-partners.js';
import type { SweepDeps } from '../../../src/people/sweep-due.js';
import type { Definition } from '../../../src/program/definition.js';
import type { Program } from '../../../src/program/program.js';
import type { RepLoad } from '../../../src/referral/ports.js';
import type { Referral } from '../../../src/referral/referral.js';
import { sweepClaims, takeStep } from '../../../src/routing/sweep-claims.js';
import type { Store } from '../../../src/store/connect.js';
import { partnerRecordStore } from '../../../src/store/partner-records.js';
import { preferenceStore } from '../../../src/store/preferences.js';
import { programStore } from '../../../src/store/programs.js';
import { referralStore } from '../../../src/store/referrals.js';
import { figureOf, type Judged, type Pair } from '../figure.js';
import { PROGRAM } from '../office.js';
import { submittedReferral } from '../referrals.js';
import type { World } from '../world.js';

const DUE = 100_000;
const AS_JOBS = 2_000;
const ONE_BY_ONE = 4_000;
const AT_ONCE = 5_000;
const PARTNERS = 100_000;
const FUTURE = 1_000_000;
const TICKS = 200;

/** 8 to 10: what comes by itself. Slow to prepare, so a round each (three of the ticks) whatever is asked for. */
export async function clock(world: World): Promise<Judged[]> {
  return [...(await sweep(world)), ...(await idleTick(world)), await planQuarter(world)];
}

/** 8: reminders of 100,000 due referrals, decided and written, against one Agenda job for each that does the same. */
async function sweep(world: World): Promise<Judged[]> {
  const store = await world.freshStore('sweep');
  const deps = sweepDeps(store);
  await insertDue(store, DUE);
  const bulk = await perSecond(DUE, () => sweepClaims(deps));
  await insertDue(store, ONE_BY_ONE);
  const oneByOne = await perSecond(ONE_BY_ONE, () =>
    sweepClaims({
      ...deps,
      referrals: {
        ...deps.referrals,
        changeAll: async (changes) => {
          for (const change of changes) await deps.referrals.changeAll([change]);
          return changes.length;
        },
      },
    }),
  );
  const jobs = await asJobs(store, deps);
  const pair = (ours: number): Pair[] => [{ ours, baseline: jobs }];
  return [
    figureOf('sweep of due referrals, bulk done', 'rows/s', pair(bulk), { ratioAtLeast: 15 }),
    figureOf('sweep of due referrals, a done each', 'rows/s', pair(oneByOne), { ratioAtLeast: 3 }),
  ];
}

/** As many as fit into the time: the figure is per second. Each job reads its referral, decides and writes it. */
async function asJobs(store: Store, deps: SweepDeps): Promise<number> {
  const ids = await insertDue(store, AS_JOBS);
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: store.db as never, collection: 'bench_jobs' }),
    processEvery: 100,
    defaultConcurrency: 20,
    maxConcurrency: 100,
    defaultLockLimit: 200,
  });
  let left = ids.length;
  const done = new Promise<void>((resolve, reject) => {
    agenda.define('nudge', async ({ attrs }: { attrs: { data?: unknown } }) => {
      const current = await deps.referrals.byId((attrs.data as { id: string }).id);
      const nudge = current?.nudge;
      if (!current || !nudge) return reject(new Error('A referral has no nudge'));
      const hands = { loads: new Map<string, RepLoad>(), queues: new Set<string>() };
      const change = takeStep(
        { referral: current, nudge },
        { program: PROGRAM, now: new Date() },
        hands,
        false,
      );
      if (change) await deps.referrals.changeAll([{ current, change }]);
      left -= 1;
      if (left === 0) resolve();
    });
  });
  for (const id of ids) await agenda.now('nudge', { id });
  const rate = await perSecond(ids.length, async () => {
    await agenda.start();
    await done;
  });
  await agenda.stop();
  return rate;
}

function sweepDeps(store: Store): SweepDeps & { preferences: ReturnType<typeof preferenceStore> } {
  const programs = programStore(store.connection);
  return {
    referrals: planningNudges(referralStore(store.connection), programs, planNudge),
    programs,
    clock: { now: () => new Date() },
    outbox: { enqueue: async () => {}, wake: () => {} },
    preferences: preferenceStore(store.db),
    onError: (error) => {
      throw error;
    },
  };
}

/** Routed referrals whose reminder is due now, as submissions leave them once their messages are delivered. */
async function insertDue(store: Store, count: number): Promise<string[]> {
  const referrals = store.db.collection<Omit<Referral, 'id'> & { _id: string }>('referrals');
  await referrals.deleteMany({});
  const ids: string[] = [];
  for (let from = 0; from < count; from += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, index) => {
      const { id, ...referral } = submittedReferral(from + index);
      const since = new Date(Date.now() - 60_000);
      const due: Omit<Referral, 'id'> = {
        ...referral,
        // Of 100,000 random ones two would be the same; the store would draw again.
        reference: `B-${from + index}`,
        stateSince: since,
        claimBy: new Date(Date.now() + 86_400_000),
        pending: [],
      };
      const planned = planNudge({ id, ...due }, PROGRAM);
      ids.push(id);
      return { _id: id, ...due, ...(planned ? { nudge: { ...planned, at: new Date(0) } } : {}) };
    });
    await referrals.insertMany(batch, { ordered: false });
  }
  return ids;
}

/** 9: a tick that finds nothing due, with a million rows that are due some day, against the same with a thousand. */
async function idleTick(world: World): Promise<Judged[]> {
  const store = await world.freshStore('idle');
  const referrals = referralStore(store.connection);
  const records = partnerRecordStore(store.db);
  const now = new Date();
  const takeNudges = () =>
    referrals.takeNudges({ programId: PROGRAM.id, sweep: 'claims', now, limit: 500, suspects: false });
  const takeDue = () => records.takeDue({ programId: PROGRAM.id, now, limit: 500, suspects: false });
  await insertFuture(store, 0, 1_000);
  const few = [await meanMs(takeNudges), await meanMs(takeDue)];
  await insertFuture(store, 1_000, FUTURE);
  const many = [await meanMs(takeNudges), await meanMs(takeDue)];
  await mustExamineNothing(store, now);
  const pair = (index: number): Pair[] => [{ ours: many[index] ?? 0, baseline: few[index] ?? 0 }];
  return [
    figureOf('idle tick, 1,000,000 future nudges', 'ms', pair(0), { ratioAtMost: 2 }),
    figureOf('idle tick, 1,000,000 future check-ins', 'ms', pair(1), { ratioAtMost: 2 }),
  ];
}

/** Only what the look goes by: the rest of the documents is not read. */
async function insertFuture(store: Store, from: number, until: number): Promise<void> {
  const soon = Date.now() + 3_600_000;
  for (let start = from; start < until; start += AT_ONCE * 4) {
    const numbers = Array.from({ length: Math.min(AT_ONCE * 4, until - start) }, (_, index) => start + index);
    const at = (number: number) => new Date(soon + number * 1_000);
    const nudges = numbers.map((number) => ({
      _id: `future-${number}`,
      programId: PROGRAM.id,
      submissionKey: `future-${number}`,
      reference: `F-${number}`,
      nudge: { sweep: 'claims', kind: 'claim_reminder', slot: `s${number}`, at: at(number) },
    }));
    const partners = numbers.map((number) => ({
      _id: `${PROGRAM.id}:future-${number}`,
      programId: PROGRAM.id,
      nextAt: at(number),
    }));
    await store.db.collection<{ _id: string }>('referrals').insertMany(nudges, { ordered: false });
    await store.db.collection<{ _id: string }>('partner_records').insertMany(partners, { ordered: false });
  }
}

async function mustExamineNothing(store: Store, now: Date): Promise<void> {
  const free = {
    programId: PROGRAM.id,
    'nudge.sweep': 'claims',
    'nudge.at': { $lte: now },
    'nudge.parked': { $exists: false },
    'nudge.takenUntil': { $exists: false },
  };
  const plan = await store.db
    .collection('referrals')
    .find(free)
    .sort({ 'nudge.at': 1, _id: 1 })
    .limit(500)
    .explain('executionStats');
  const { totalKeysExamined } = plan.executionStats as { totalKeysExamined: number };
  if (totalKeysExamined > 501) throw new Error(`An idle tick examined ${totalKeysExamined} keys`);
}

/** 10: a quarter planned for 100,000 partners and stored, against storing as many bare rows. */
async function planQuarter(world: World): Promise<Judged> {
  const store = await world.freshStore('quarter');
  const program = hugeProgram();
  const programs = { ...programStore(store.connection), current: async () => program };
  const deps: CheckInDeps = {
    partnerRecords: partnerRecordStore(store.db),
    programs,
    clock: { now: () => new Date() },
    outbox: { wake: () => {} },
    onError: (error) => {
      throw error;
    },
  };
  const ours = await perSecond(PARTNERS, () => sweepPartners(deps));
  const records = store.db.collection<{ _id: string }>('partner_records');
  const rows = await records.find({}).toArray();
  if (rows.length !== PARTNERS) throw new Error(`${rows.length} of ${PARTNERS} partners were planned`);
  const bare = store.db.collection<{ _id: string }>('bare_records');
  const baseline = await perSecond(PARTNERS, async () => {
    for (let from = 0; from < rows.length; from += 1_000)
      await bare.bulkWrite(
        rows.slice(from, from + 1_000).map((document) => ({ insertOne: { document } })),
        { ordered: false },
      );
  });
  return figureOf('a quarter planned for 100,000 partners', 'rows/s', [{ ours, baseline }], {
    ratioAtLeast: 0.3,
  });
}

const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Sydney', 'America/Sao_Paulo'];

function hugeProgram(): Program {
  const [partner] = PROGRAM.partners;
  const [channel] = PROGRAM.channels.filter(({ kind }) => kind === 'partner');
  if (!partner || channel?.kind !== 'partner') throw new Error('The bench program has no partner');
  const partners: Definition['partners'] = Array.from({ length: PARTNERS }, (_, index) => ({
    ...partner,
    id: `partner-${index}`,
    timeZone: ZONES[index % ZONES.length],
    since: '2025-01-01',
  }));
  const channels = partners.map(({ id }, index) => ({
    ...channel,
    id: `channel-${index}`,
    channel: { ...channel.channel, id: `C${index}` },
    partner: id,
  }));
  return { ...PROGRAM, partners, channels };
}

async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (count * 1_000) / (performance.now() - began);
}

async function meanMs(look: () => Promise<unknown>): Promise<number> {
  for (let warmUp = 0; warmUp < TICKS; warmUp += 1) await look();
  const began = performance.now();
  for (let tick = 0; tick < TICKS; tick += 1) await look();
  return (performance.now() - began) / TICKS;
}
