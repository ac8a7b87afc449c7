import { describe, expect, test } from 'vitest';
import type { Nudge } from '../../src/referral/nudge.js';
import type { Referral } from '../../src/referral/referral.js';
import { referralModel } from '../../src/store/referral-schema.js';
import { referralStore } from '../../src/store/referrals.js';
import { testDatabase } from './database.js';
import { exampleReferral } from './example-referral.js';

const database = await testDatabase();
await referralModel(database.connection).createIndexes();
const NOW = new Date('2026-11-24T09:00:00.000Z');
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);
let now = NOW;
const store = referralStore(database.connection, { now: () => now });

function nudge(at: Date, slot = 'claim:50'): Nudge {
  return { at, sweep: 'claims', kind: 'claim_reminder', slot };
}

async function stored(programId: string, at: Date, changes: Partial<Referral> = {}): Promise<Referral> {
  const { referral } = await store.insert(exampleReferral({ programId, nudge: nudge(at), ...changes }));
  return referral;
}

const take = (programId: string, at = NOW, suspects = false, limit = 10) =>
  store.takeNudges({ programId, sweep: 'claims', now: at, limit, suspects });

describe('due nudges', () => {
  test('are taken the earliest first, and only once', async () => {
    const later = await stored('first', minutes(-1));
    const earlier = await stored('first', minutes(-5));
    await stored('first', minutes(1));
    await stored('another', minutes(-5));
    const taken = await take('first');
    expect(taken.map(({ referral }) => referral.id)).toEqual([earlier.id, later.id]);
    expect(taken.every((one) => one.nudge.attempts === 1)).toBe(true);
    expect(await take('first')).toEqual([]);
  });

  test('two processes share them', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, index) => stored('shared', minutes(-index))));
    const other = referralStore(database.connection, { now: () => now });
    const which = { programId: 'shared', sweep: 'claims', now: NOW, limit: 30, suspects: false } as const;
    const [mine, theirs] = await Promise.all([store.takeNudges(which), other.takeNudges(which)]);
    const ids = [...mine, ...theirs].map(({ referral }) => referral.id);
    expect(ids).toHaveLength(30);
    expect(new Set(ids).size).toBe(30);
  });

  test('come round again when whoever took them died, and are parked after five attempts', async () => {
    const poison = await stored('poison', minutes(-1));
    expect(await take('poison')).toHaveLength(1);
    for (let attempt = 2; attempt <= 5; attempt += 1) {
      const when = minutes(attempt * 3);
      expect(await take('poison', when)).toEqual([]);
      expect(await take('poison', when, true, 1)).toHaveLength(1);
    }
    expect(await take('poison', minutes(60), true, 1)).toEqual([]);
    expect((await store.byId(poison.id))?.nudge).toMatchObject({ parked: true, attempts: 5 });
  });

  test('an idle look examines nothing, however many wait', async () => {
    await Promise.all(Array.from({ length: 200 }, (_, index) => stored('waiting', minutes(index + 1))));
    const plan = await database.db
      .collection('referrals')
      .find({
        programId: 'waiting',
        'nudge.sweep': 'claims',
        'nudge.at': { $lte: NOW },
        'nudge.parked': { $exists: false },
        'nudge.takenUntil': { $exists: false },
      })
      .sort({ 'nudge.at': 1 })
      .limit(10)
      .explain('executionStats');
    expect(plan.executionStats).toMatchObject({ totalKeysExamined: 0, totalDocsExamined: 0 });
  });
});

describe('changes written together', () => {
  const renamed = (current: Referral) => ({
    current,
    change: {
      after: { ...current, prospect: { company: 'Renamed' }, nudge: undefined },
      events: [],
      messages: [],
    },
  });

  test('are written on condition that nobody was faster', async () => {
    const [left, right] = [await stored('bulk', NOW), await stored('bulk', NOW)];
    await store.change(right.id, (current) => ({
      after: { ...current, prospect: { company: 'Somebody else' } },
      events: [],
      messages: [],
    }));
    expect(await store.changeAll([renamed(left), renamed(right)])).toBe(1);
    const after = await store.byId(left.id);
    expect(after?.prospect.company).toBe('Renamed');
    expect(after?.version).toBe(left.version + 1);
    expect(after && 'nudge' in after).toBe(false);
    expect((await store.byId(right.id))?.prospect.company).toBe('Somebody else');
  });
});

test('a rep’s load counts what is open and not put off', async () => {
  const claim = (repId: string, at = NOW) => ({ claim: { repId, repName: repId, at } });
  now = NOW;
  await stored('loads', NOW, { state: 'claimed', ...claim('jonas', minutes(-9)) });
  await stored('loads', NOW, { state: 'accepted', ...claim('jonas', minutes(-3)) });
  await stored('loads', NOW, { state: 'nurture', ...claim('jonas') });
  await stored('loads', NOW, { state: 'won', ...claim('jonas') });
  expect(await store.loads('loads', ['jonas', 'lena'])).toEqual(
    new Map([
      ['jonas', { open: 2, lastAt: minutes(-3) }],
      ['lena', { open: 0 }],
    ]),
  );
});
