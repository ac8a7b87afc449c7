import { beforeEach, expect, test } from 'vitest';
import { planningNudges } from '../../src/assemble/plan-nudges.js';
import type { Finding } from '../../src/referral/findings.js';
import { shareableText } from '../../src/referral/shareable.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { programStore } from '../../src/store/programs.js';
import { referralCollection } from '../../src/store/referral-schema.js';
import { referralStore } from '../../src/store/referrals.js';
import { reviewReads, verdictCounts, waitingFilter } from '../../src/store/review-reads.js';
import { minutesAfter, NOON } from '../referral/referrals.js';
import { testDatabase } from './database.js';
import { exampleReferral } from './example-referral.js';

const database = await testDatabase();
await ensureIndexes(database);
const referrals = planningNudges(
  referralStore(database.connection),
  programStore(database.connection),
  () => undefined,
);
const reads = reviewReads(database);
const judgement = { by: 'Priya Nair', at: NOON };

beforeEach(() => database.db.collection('referrals').deleteMany({}));

const found = (rule: string, changes: Partial<Finding> = {}): Finding => ({
  rule,
  kind: 'duplicate',
  outcome: 'review',
  reason: 'duplicate',
  staffText: 'Why.',
  partnerText: shareableText('Known.'),
  ...changes,
});

test('the queue: the oldest first, page after page, each once, though one is decided meanwhile', async () => {
  const put = (minutes: number, programId = 'p') =>
    referrals.insert(exampleReferral({ programId, state: 'in_review', stateSince: minutesAfter(minutes) }));
  for (const minutes of [5, 3, 4, 1, 2, 3]) await put(minutes);
  await put(1, 'another');
  const seen: string[] = [];
  let after: { since: Date; id: string } | undefined;
  for (;;) {
    const page = await reads.waiting('p', { limit: 2, after });
    if (page.found.length === 0) break;
    seen.push(...page.found.map(({ stateSince }) => stateSince.toISOString()));
    const last = page.found.at(-1);
    after = last && { since: last.stateSince, id: last.id };
    if (seen.length === 2) {
      expect(page.total).toBe(6);
      await database.db.collection('referrals').deleteOne({ stateSince: minutesAfter(1) });
    }
  }
  expect(seen).toEqual([1, 2, 3, 3, 4, 5].map((minutes) => minutesAfter(minutes).toISOString()));
});

test('rules are counted in referrals, each verdict by itself', async () => {
  const put = (findings: Finding[], programId = 'p') =>
    referrals.insert(exampleReferral({ programId, findings }));
  await put([found('twice'), found('twice')]);
  await put([found('twice', { overruled: judgement }), found('a_note', { outcome: 'accept' })]);
  await put([found('twice', { confirmed: judgement })]);
  await put([found('elsewhere')], 'another');
  await put([]);
  expect(await reads.rules('p')).toEqual([
    { rule: 'a_note', held: 1, overruled: 0, confirmed: 0 },
    { rule: 'twice', held: 3, overruled: 1, confirmed: 1 },
  ]);
  expect(await reads.rules('nothing')).toEqual([]);
});

test('both go by index: of many referrals that are nothing to them, none is looked at', async () => {
  await Promise.all(Array.from({ length: 200 }, () => referrals.insert(exampleReferral({ programId: 'p' }))));
  for (let each = 0; each < 5; each += 1)
    await referrals.insert(exampleReferral({ programId: 'p', state: 'in_review', findings: [found('one')] }));
  const collection = referralCollection(database.connection);
  const plan = await collection
    .find(waitingFilter('p', { since: new Date(0), id: '' }))
    .sort({ 'attention.undecidedSince': 1, _id: 1 })
    .limit(3)
    .explain('executionStats');
  expect(plan.executionStats.totalDocsExamined).toBeLessThanOrEqual(3);
  expect(JSON.stringify(plan.queryPlanner.winningPlan)).not.toContain('"SORT"');
  const counted = await collection.aggregate(verdictCounts('p')).explain('executionStats');
  const { executionStats } = (counted.stages?.[0]?.$cursor ?? counted) as typeof plan;
  expect(executionStats.totalDocsExamined).toBe(0);
  expect(executionStats.totalKeysExamined).toBeLessThanOrEqual(6);
});
