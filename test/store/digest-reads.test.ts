import { beforeEach, expect, test } from 'vitest';
import { REFERRAL_MATTERS, type ReferralMatter } from '../../src/digests/ports.js';
import type { Referral } from '../../src/referral/referral.js';
import { digestReads, matterQuery } from '../../src/store/digest-reads.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { outboxCollections, type RowDocument } from '../../src/store/outbox-documents.js';
import { referralCollection } from '../../src/store/referral-schema.js';
import { referralStore } from '../../src/store/referrals.js';
import { minutesAfter, NOON } from '../referral/referrals.js';
import { testDatabase } from './database.js';
import { exampleReferral } from './example-referral.js';

const database = await testDatabase();
await ensureIndexes(database);
const referrals = referralStore(database.connection);
const reads = digestReads(database);
const { rows } = outboxCollections(database.db);

beforeEach(async () => {
  await database.db.collection('referrals').deleteMany({});
  await rows.deleteMany({});
});

const FIELDS: Record<ReferralMatter, (at: Date) => Partial<Referral>> = {
  overdue: (at) => ({ attention: { dueBy: at } }),
  quiet: (at) => ({ attention: { quietSince: at } }),
  review: (at) => ({ attention: { undecidedSince: at } }),
  unanswered: (at) => ({ attention: { unansweredSince: at } }),
  loops: (at) => ({ state: 'lost', loop: { open: true, owedSince: at } }),
};

test.each(REFERRAL_MATTERS)(
  '%s: the most urgent first, counted, paged, of this program alone',
  async (matter) => {
    const put = (minutes: number, programId = 'p') =>
      referrals.insert(exampleReferral({ programId, ...FIELDS[matter](minutesAfter(minutes)) }));
    for (const minutes of [-100, -300, -200]) await put(minutes);
    await put(60);
    await put(-100, 'another');
    const first = await reads.referrals('p', matter, NOON, { limit: 2 });
    expect(first.total).toBe(3);
    expect(first.found.map((one) => one.attention ?? one.loop)).toEqual(
      [-300, -200].map((minutes) => {
        const { attention, loop } = FIELDS[matter](minutesAfter(minutes));
        return attention ?? loop;
      }),
    );
    expect((await reads.referrals('p', matter, NOON, { limit: 2, skip: 2 })).found).toHaveLength(1);
  },
);

test.each(REFERRAL_MATTERS)(
  '%s is found and counted by index: of many that are nothing to it, none is looked at',
  async (matter) => {
    await Promise.all(
      Array.from({ length: 200 }, () => referrals.insert(exampleReferral({ programId: 'p' }))),
    );
    await referrals.insert(exampleReferral({ programId: 'p', ...FIELDS[matter](minutesAfter(-300)) }));
    const { filter, sort } = matterQuery('p', matter, NOON);
    const plan = await referralCollection(database.connection)
      .find(filter)
      .sort(sort)
      .limit(3)
      .explain('executionStats');
    expect(plan.executionStats.totalKeysExamined).toBeLessThanOrEqual(2);
    expect(plan.executionStats.totalDocsExamined).toBe(1);
    expect(JSON.stringify(plan.queryPlanner.winningPlan)).not.toContain('"SORT"');
  },
);

test('deliveries given up since, with the company they were about', async () => {
  const { referral } = await referrals.insert(exampleReferral({ programId: 'p' }));
  const row = (_id: string, state: RowDocument['state'], minutes: number): RowDocument => ({
    _id,
    state,
    platform: 'slack',
    lane: 'slack:C1',
    position: 0,
    attempts: 1,
    dueAt: NOON,
    finishedAt: minutesAfter(minutes),
    reason: 'The channel has been archived.',
    message: {
      key: _id,
      subject: { kind: 'referral', id: referral.id },
      template: 'loop-closed',
      to: { kind: 'channel', channel: { platform: 'slack', id: 'C1' } },
      facts: {},
      at: NOON,
    },
  });
  await rows.insertMany([row('old', 'parked', -100), row('new', 'parked', -10), row('sent', 'sent', -5)]);
  const { found, total } = await reads.parked(minutesAfter(-60), { limit: 3 });
  expect(total).toBe(1);
  expect(found).toEqual([
    {
      template: 'loop-closed',
      reason: 'The channel has been archived.',
      at: minutesAfter(-10),
      referral: { id: referral.id, reference: referral.reference, company: referral.prospect.company },
    },
  ]);
  const plan = await rows
    .find({ state: 'parked', finishedAt: { $gt: minutesAfter(-60) } })
    .sort({ finishedAt: -1 })
    .explain('executionStats');
  expect(plan.executionStats).toMatchObject({ totalKeysExamined: 1, totalDocsExamined: 1 });
});
