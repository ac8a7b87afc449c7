import { beforeEach, describe, expect, test } from 'vitest';
import { answerCheckIn } from '../../src/checkins/answer-check-in.js';
import { decideCheckIn } from '../../src/checkins/decide-check-in.js';
import { NO_HISTORY, type PartnerRecord } from '../../src/checkins/partner-record.js';
import { type CheckInDeps, sendCheckIns } from '../../src/checkins/send-check-ins.js';
import { sweepPartners } from '../../src/checkins/sweep-partners.js';
import type { Actor } from '../../src/people/actor.js';
import { definitionSchema } from '../../src/program/definition.js';
import { mergeProgram, NO_CHAT_ENTRIES } from '../../src/program/merge-program.js';
import type { Program } from '../../src/program/program.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { partnerRecordStore } from '../../src/store/partner-records.js';
import { programStore } from '../../src/store/programs.js';
import { referralStore } from '../../src/store/referrals.js';
import { testDatabase } from '../store/database.js';
import { exampleReferral } from '../store/example-referral.js';

const database = await testDatabase();
await ensureIndexes(database);
const records = database.db.collection<PartnerRecord & { _id: string }>('partner_records');
const referrals = referralStore(database.connection);
const errors: unknown[] = [];
let now = new Date('2026-10-01T06:00:00.000Z');
let program: Program;
let deps: CheckInDeps;

function definition(partners: object[], checkIns: object = {}) {
  return definitionSchema.parse({
    id: 'acme',
    name: 'Partners',
    timeZone: 'Europe/Berlin',
    checkIns,
    programManagers: [{ id: 'priya', name: 'Priya Nair', accounts: { slack: 'U0PRIYA' } }],
    partners,
    channels: partners.map((partner, index) => ({
      kind: 'partner',
      id: `channel-${index}`,
      channel: { id: `C00${index}` },
      partner: (partner as { id: string }).id,
    })),
  });
}

const FJORD = { id: 'fjord', name: 'Fjord Consulting', manager: 'priya', since: '2025-01-01' };

async function openProgram(partners: object[] = [FJORD], checkIns: object = {}): Promise<void> {
  const file = definition(partners, checkIns);
  const chat = { entries: NO_CHAT_ENTRIES };
  program = mergeProgram(file, chat);
  const programs = programStore(database.connection);
  const before = await programs.stored();
  await programs.save(before, { id: 'acme', version: before?.version ?? 0, file, chat, program }, []);
  deps = {
    partnerRecords: partnerRecordStore(database.db),
    programs: { ...programs, current: async () => program },
    clock: { now: () => now },
    outbox: { wake: () => {} },
    onError: (error) => errors.push(error),
  };
}

async function record(partnerId = 'fjord'): Promise<PartnerRecord> {
  const found = (await deps.partnerRecords.byPartner('acme', [partnerId])).get(partnerId);
  if (!found) throw new Error(`${partnerId} has no record`);
  return found;
}

/** Goes from due instant to due instant, as the clock would. */
async function passTo(until: string): Promise<void> {
  const end = new Date(until);
  for (let rounds = 0; rounds < 200; rounds += 1) {
    const [next] = await records
      .find({ nextAt: { $gt: now, $lt: end } })
      .sort({ nextAt: 1 })
      .limit(1)
      .toArray();
    if (!next?.nextAt) break;
    now = next.nextAt;
    await sendCheckIns(deps);
  }
  now = end;
  await sweepPartners(deps);
}

const sentSlots = (one: PartnerRecord) => one.checkIns.filter(({ shown }) => shown).map(({ slot }) => slot);
const messages = async (template: string) =>
  (await records.find({}).toArray()).flatMap(({ pending }) =>
    pending.filter((one) => one.template === template),
  );

beforeEach(async () => {
  now = new Date('2026-10-01T06:00:00.000Z');
  await records.deleteMany({});
  await database.db.collection('referrals').deleteMany({});
  await openProgram();
  await sweepPartners(deps);
});

describe('over the quarters', () => {
  test('a partner who answers is asked once in each, with its own figures', async () => {
    await referrals.insert(
      exampleReferral({
        partner: { id: 'fjord', name: 'Fjord' },
        state: 'won',
        createdAt: new Date('2026-09-01'),
        outcome: { state: 'won', at: new Date('2026-09-20') },
      }),
    );
    await passTo('2027-01-01T00:00:00Z');
    const first = await record();
    expect(sentSlots(first)).toEqual(['2026-Q4']);
    const [message] = await messages('check-in');
    expect(message?.key).toBe('partner:acme:fjord:check-in:2026-Q4');
    expect(message?.to).toEqual({ kind: 'channel', channel: { platform: 'slack', id: 'C000' } });
    expect(first.checkIns[0]?.shown).toMatchObject({ won: expect.any(Number), open: 0 });
    await answerAs('skip', '2026-Q4');
    await passTo('2027-04-01T00:00:00Z');
    expect(sentSlots(await record())).toEqual(['2026-Q4', '2027-Q1']);
  });

  test('likelihood is asked once a year', async () => {
    for (const [until, slot] of [
      ['2027-01-01', '2026-Q4'],
      ['2027-04-01', '2027-Q1'],
      ['2027-07-01', '2027-Q2'],
      ['2027-10-01', '2027-Q3'],
      ['2028-01-01', '2027-Q4'],
    ] as const) {
      await passTo(`${until}T00:00:00Z`);
      await answerAs('skip', slot);
    }
    const asked = (await messages('check-in')).map(({ facts }) => facts.askLikelihood);
    expect(asked.filter(Boolean).length).toBeGreaterThanOrEqual(1);
    expect(asked.slice(1, 4)).toEqual([false, false, false]);
  });

  test('two silent ones make it dormant: the manager is told once, and a referral wakes it', async () => {
    await passTo('2027-10-01T00:00:00Z');
    const asleep = await record();
    expect(asleep.state).toBe('dormant');
    expect(sentSlots(asleep)).toEqual(['2026-Q4', '2027-Q1']);
    expect(asleep.checkIns.at(-1)?.skipped).toBe('dormant');
    const told = await messages('partner-dormant');
    expect(told.map(({ to }) => to)).toEqual([
      { kind: 'direct', account: { platform: 'slack', userId: 'U0PRIYA' } },
    ]);
    await referrals.insert(
      exampleReferral({ partner: { id: 'fjord', name: 'Fjord' }, createdAt: new Date('2027-10-02') }),
    );
    now = new Date('2027-10-03T09:00:00Z');
    await sweepPartners(deps);
    expect((await record()).state).toBe('active');
    await passTo('2028-01-01T00:00:00Z');
    expect(sentSlots(await record())).toEqual(['2026-Q4', '2027-Q1', '2027-Q4']);
  });

  test('a downtime of three quarters is made good with one at the most, and in business hours', async () => {
    now = new Date('2027-07-04T01:00:00.000Z');
    await sendCheckIns(deps);
    const late = await record();
    expect(late.checkIns).toMatchObject([{ slot: '2026-Q4', skipped: 'missed' }]);
    expect(late.next?.slot).toBe('2027-Q3');
  });

  test('a check-in found at night is sent in the morning', async () => {
    const { next } = await record();
    now = new Date((next?.at.getTime() ?? 0) + 14 * 3_600_000);
    await sendCheckIns(deps);
    expect(sentSlots(await record())).toEqual([]);
    now = (await record()).nextAt as Date;
    await sendCheckIns(deps);
    expect(sentSlots(await record())).toEqual(['2026-Q4']);
  });

  test('nobody is asked in the week they referred: it is moved, and once the quarter is over skipped with the reason', async () => {
    const { next } = await record();
    const at = next?.at as Date;
    const day = (count: number) => new Date(at.getTime() - count * 86_400_000);
    await referrals.insert(exampleReferral({ partner: { id: 'fjord', name: 'Fjord' }, createdAt: day(2) }));
    now = at;
    await sendCheckIns(deps);
    const moved = await record();
    expect(sentSlots(moved)).toEqual([]);
    expect(moved.next?.slot).toBe('2026-Q4');
    expect((moved.nextAt?.getTime() ?? 0) - at.getTime()).toBeGreaterThanOrEqual(7 * 86_400_000);
    // What keeps the records in step does not move it back, nor on.
    now = new Date(at.getTime() + 3_600_000);
    await sweepPartners(deps);
    expect((await record()).nextAt).toEqual(moved.nextAt);
    const full: PartnerRecord = {
      ...moved,
      next: { slot: '2026-Q4', at, until: new Date(at.getTime() + 86_400_000) },
    };
    const { after } = decideCheckIn(full, program, { ...NO_HISTORY, lastAt: day(1) }, at);
    expect(after.checkIns).toMatchObject([{ slot: '2026-Q4', skipped: 'just_referred' }]);
  });

  test('paused, disconnected and ended partners are skipped with the reason, and nothing is made good afterwards', async () => {
    await openProgram([{ ...FJORD, paused: true }]);
    await passTo('2027-01-01T00:00:00Z');
    expect(await record()).toMatchObject({
      state: 'paused',
      checkIns: [{ slot: '2026-Q4', skipped: 'paused' }],
    });
    await openProgram([FJORD]);
    program = { ...program, channels: [] };
    await passTo('2027-04-01T00:00:00Z');
    expect((await record()).checkIns.at(-1)).toMatchObject({ slot: '2027-Q1', skipped: 'no_channel' });
    await openProgram([{ ...FJORD, ended: true }]);
    await sweepPartners(deps);
    expect((await record()).checkIns.at(-1)).toMatchObject({ slot: '2027-Q2', skipped: 'ended' });
    expect((await record()).nextAt).toBeUndefined();
    now = new Date('2027-07-20T06:00:00Z');
    await openProgram();
    await sweepPartners(deps);
    const back = await record();
    expect(back.state).toBe('active');
    expect(back.checkIns).toHaveLength(3);
    expect((back.nextAt?.getTime() ?? 0) > now.getTime()).toBe(true);
  });

  test('turned off between planning and sending, it is skipped with the reason', async () => {
    const { next } = await record();
    await openProgram([FJORD], { cycle: 'off' });
    now = next?.at as Date;
    await sendCheckIns(deps);
    expect((await record()).checkIns).toMatchObject([{ skipped: 'turned_off' }]);
    expect((await record()).nextAt).toBeUndefined();
  });
});

describe('two processes, and one that dies', () => {
  test('2,000 partners are each asked once', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => ({
      id: `p${index}`,
      name: `P ${index}`,
      since: '2025-01-01',
    }));
    await records.deleteMany({});
    await openProgram(many);
    await Promise.all([sweepPartners(deps), sweepPartners(deps)]);
    expect(await records.countDocuments({ nextAt: { $exists: true } })).toBe(2_000);
    // All become due: each in business hours of its own day.
    now = new Date('2026-12-17T09:30:00Z');
    const other = { ...deps, partnerRecords: partnerRecordStore(database.db) };
    await Promise.all([sendCheckIns(deps), sendCheckIns(other)]);
    const all = await records.find({}).toArray();
    const sent = all.filter((one) => sentSlots(one).length > 0);
    expect(sent.length).toBe(2_000);
    expect(all.every((one) => one.pending.length === 1)).toBe(true);
  }, 60_000);

  test('what was taken and not ended comes round again', async () => {
    const { next } = await record();
    now = next?.at as Date;
    const taken = await deps.partnerRecords.takeDue({ programId: 'acme', now, limit: 10, suspects: false });
    expect(taken).toHaveLength(1);
    expect(await sendCheckIns(deps)).toBe(0);
    now = new Date(now.getTime() + 3 * 60_000);
    expect(await sendCheckIns(deps)).toBe(1);
    expect(sentSlots(await record())).toEqual(['2026-Q4']);
  });

  test('a late one is not spread past the closing hour', async () => {
    await record();
    now = new Date('2026-12-17T15:55:00Z');
    await sendCheckIns(deps);
    const [message] = await messages('check-in');
    expect(message?.notBefore?.getTime()).toBeLessThan(Date.parse('2026-12-17T16:00:00Z'));
  });

  test('one that fails each time is given up for the quarter, and its manager is told', async () => {
    const { next } = await record();
    now = next?.at as Date;
    await records.updateOne({}, { $set: { attempts: 5 } });
    await sendCheckIns(deps);
    expect(await messages('check-in-parked')).toHaveLength(1);
    expect((await record()).next?.slot).toBe('2027-Q1');
  });

  test('an idle look examines nothing', async () => {
    const plan = await records
      .find({ programId: 'acme', nextAt: { $lte: now }, takenUntil: { $exists: false } })
      .sort({ nextAt: 1 })
      .limit(10)
      .explain('executionStats');
    expect(plan.executionStats).toMatchObject({ totalKeysExamined: 0, totalDocsExamined: 0 });
  });
});

const MAYA: Actor = {
  person: { platform: 'slack', userId: 'U0MAYA', teamId: 'T0FJORD', name: 'Maya Okafor' },
  internal: false,
  admin: false,
};
let acts = 0;

function answerAs(
  kind: Parameters<typeof answerCheckIn>[1]['kind'],
  slot: string,
  {
    partnerId = 'fjord',
    ...changes
  }: Partial<Actor> & { partnerId?: string; text?: string; likelihood?: number } = {},
) {
  acts += 1;
  const { text, likelihood, ...actor } = changes;
  return answerCheckIn(deps, {
    actor: { ...MAYA, partner: program.partners[0] as never, ...actor },
    partnerId,
    slot,
    kind,
    actKey: `act-${acts}`,
    ...(text ? { text } : {}),
    ...(likelihood === undefined ? {} : { likelihood }),
  });
}

describe('answers', () => {
  beforeEach(() => passTo('2027-01-01T00:00:00Z'));

  test('are stored, told to whoever looks after the partner, and count as being heard of', async () => {
    await answerAs('clients', '2026-Q4', { text: 'NIS2, mostly.' });
    await answerAs('likelihood', '2026-Q4', { likelihood: 9 });
    expect((await record()).checkIns[0]?.answers).toMatchObject([
      { kind: 'clients', text: 'NIS2, mostly.', by: { name: 'Maya Okafor' } },
      { kind: 'likelihood', likelihood: 9 },
    ]);
    expect((await messages('partner-answer')).map(({ facts }) => facts.kind)).toEqual([
      'clients',
      'likelihood',
    ]);
  });

  test('said twice, or by two people, are one', async () => {
    await Promise.all([answerAs('talk', '2026-Q4'), answerAs('talk', '2026-Q4')]);
    const again = await answerAs('talk', '2026-Q4');
    expect(again).toMatchObject({ card: { summary: 'You have answered this already. Thank you.' } });
    expect((await record()).checkIns[0]?.answers).toHaveLength(1);
    expect(await messages('partner-answer')).toHaveLength(1);
  });

  test('stop ends them, and they can be had back', async () => {
    expect(JSON.stringify(await answerAs('stop', '2026-Q4'))).toContain('check_in.start');
    await passTo('2027-10-01T00:00:00Z');
    expect(sentSlots(await record())).toEqual(['2026-Q4']);
    expect((await record()).checkIns.at(-1)?.skipped).toBe('stopped');
    await answerAs('start', '');
    expect(await answerAs('start', '')).toMatchObject({
      card: { summary: expect.stringContaining('on already') },
    });
    await passTo('2028-01-01T00:00:00Z');
    expect(sentSlots(await record())).toEqual(['2026-Q4', '2027-Q4']);
  });

  test('of anybody else are refused; a program manager may stop and start', async () => {
    await expect(answerAs('talk', '2026-Q4', { partner: undefined })).rejects.toThrow(
      'Only people of the partner',
    );
    const stranger = { ...definition([{ id: 'other', name: 'Other' }]).partners[0] };
    await expect(answerAs('clients', '2026-Q4', { partner: stranger as never, text: 'x' })).rejects.toThrow(
      'Only people',
    );
    const priya = { partner: undefined, internal: true, programManager: program.programManagers[0] as never };
    await expect(answerAs('talk', '2026-Q4', priya)).rejects.toThrow('Only people');
    await answerAs('stop', '', priya);
    expect((await record()).stopped?.by.name).toBe('Maya Okafor');
  });
});

test('nothing failed on the way', () => expect(errors).toEqual([]));
