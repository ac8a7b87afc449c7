import { describe, expect, test } from 'vitest';
import { Refused } from '../../src/errors.js';
import type { Change } from '../../src/referral/ports.js';
import type { Referral } from '../../src/referral/referral.js';
import { pendingSource } from '../../src/store/pending-source.js';
import { referralModel } from '../../src/store/referral-schema.js';
import { referralStore } from '../../src/store/referrals.js';
import { testDatabase } from './database.js';
import { exampleMessage, exampleReferral } from './example-referral.js';

const database = await testDatabase();
await referralModel(database.connection).createIndexes();
const NOW = new Date('2026-11-21T09:00:00.000Z');
const clock = { now: () => NOW };
const store = referralStore(database.connection, clock);

function claimBy(repId: string): (current: Referral) => Change {
  return (current) => {
    if (current.state !== 'routed') throw new Refused('already_taken', 'Somebody was faster.');
    const claim = { repId, repName: repId, at: NOW };
    const by = { platform: 'slack', userId: repId, name: repId } as const;
    return {
      after: { ...current, state: 'claimed', claim, claimBy: undefined },
      events: [{ id: `e-${repId}`, at: NOW, by, state: 'claimed', type: 'claimed', repId, repName: repId }],
      messages: [exampleMessage({ key: `${current.id}:claimed:${repId}` })],
    };
  };
}

describe('a referral that is stored', () => {
  test('comes back as it was: instants as instants, what was absent still absent', async () => {
    const referral = exampleReferral({
      wakeAt: NOW,
      pending: [exampleMessage({ key: 'k1', facts: { a: {} } })],
    });
    expect(await store.insert(referral)).toMatchObject({ existed: false });
    const read = await store.byId(referral.id);
    expect(read).toEqual(referral);
    expect(read && 'role' in read.contact).toBe(false);
    expect(read && '_id' in read).toBe(false);
    expect(read?.wakeAt).toBeInstanceOf(Date);
  });

  test('is one, however often the same form arrives and at once', async () => {
    const referral = exampleReferral();
    const again = { ...exampleReferral(), submissionKey: referral.submissionKey };
    const results = await Promise.all([referral, again, referral, again].map((each) => store.insert(each)));
    expect(results.filter((result) => !result.existed)).toHaveLength(1);
    expect(new Set(results.map((result) => result.referral.id)).size).toBe(1);
    expect(
      await database.db.collection('referrals').countDocuments({ submissionKey: referral.submissionKey }),
    ).toBe(1);
  });

  test('gets another reference when its own is taken', async () => {
    const first = exampleReferral();
    const second = exampleReferral({ reference: first.reference });
    await store.insert(first);
    const { referral, existed } = await store.insert(second);
    expect(existed).toBe(false);
    expect(referral.reference).not.toBe(first.reference);
    expect((await store.byId(second.id))?.reference).toBe(referral.reference);
  });

  test.each(['', 'nonsense', '0123456789abcdef0123456', { $ne: null } as unknown as string])(
    'is not found under %j',
    async (id) => {
      expect(await store.byId(id)).toBeUndefined();
    },
  );
});

describe('changing a referral', () => {
  test('writes state, event and message in one step and leaves out what is gone', async () => {
    const referral = exampleReferral({
      state: 'routed',
      claimBy: NOW,
      pending: [exampleMessage({ key: 'old' })],
    });
    await store.insert(referral);
    const changed = await store.change(referral.id, claimBy('rep-1'));
    expect(changed).toMatchObject({ state: 'claimed', version: 2, updatedAt: NOW });
    const read = await store.byId(referral.id);
    expect(read).toEqual(changed);
    expect(read && 'claimBy' in read).toBe(false);
    expect(read?.events.map((event) => event.type)).toEqual(['submitted', 'claimed']);
    expect(read?.pending.map((message) => message.key)).toEqual(['old', `${referral.id}:claimed:rep-1`]);
  });

  test('of twenty at once, in two processes, exactly one wins and the others hear why', async () => {
    const other = referralStore(database.connection, clock);
    const referral = exampleReferral({ state: 'routed' });
    await store.insert(referral);
    const claims = Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? store : other).change(referral.id, claimBy(`rep-${index}`)),
    );
    const results = await Promise.allSettled(claims);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.reason] : []));
    expect(new Set(reasons)).toEqual(new Set(['already_taken']));
    expect((await store.byId(referral.id))?.version).toBe(2);
  });

  test('loses nobody: every one of twenty additions is there, in two processes', async () => {
    const other = referralStore(database.connection, clock);
    const referral = exampleReferral();
    await store.insert(referral);
    const decline = (rep: string) => (current: Referral) => ({
      after: { ...current, declinedBy: [...current.declinedBy, rep] },
      events: [],
      messages: [],
    });
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? store : other).change(referral.id, decline(`${index}`)),
      ),
    );
    expect((await store.byId(referral.id))?.declinedBy).toHaveLength(20);
  });

  test('nothing to change writes nothing; an unknown one is refused; what is thrown is passed on', async () => {
    const referral = exampleReferral();
    await store.insert(referral);
    expect(await store.change(referral.id, () => undefined)).toEqual(await store.byId(referral.id));
    await expect(store.change('0'.repeat(24), () => undefined)).rejects.toMatchObject({
      reason: 'not_found',
    });
    await expect(
      store.change(referral.id, () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect((await store.byId(referral.id))?.version).toBe(1);
  });

  test('does not undo what the relay took out meanwhile', async () => {
    const referral = exampleReferral({ state: 'routed', pending: [exampleMessage({ key: 'relayed' })] });
    await store.insert(referral);
    const source = pendingSource(database.db, 'referrals');
    await source.handedOver([{ id: referral.id, keys: ['relayed'] }]);
    await store.change(referral.id, claimBy('rep-9'));
    expect((await store.byId(referral.id))?.pending.map((message) => message.key)).toEqual([
      `${referral.id}:claimed:rep-9`,
    ]);
  });
});

describe('lists', () => {
  test('go by pages, newest first, each referral once', async () => {
    const made = Array.from({ length: 7 }, () => exampleReferral({ programId: 'paged' }));
    for (const referral of made) await store.insert(referral);
    const newestFirst = made.map((referral) => referral.id).reverse();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.page({ programId: 'paged', limit: 3, ...(cursor ? { cursor } : {}) });
      expect(page.total).toBe(7);
      seen.push(...page.referrals.map((referral) => referral.id));
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual(newestFirst);
  });

  test('find by a part of the company in any case, or by reference, and take pattern signs literally', async () => {
    const globex = exampleReferral({ programId: 'find' });
    const initech = exampleReferral({ programId: 'find', prospect: { company: 'Initech' } });
    await store.insert(globex);
    await store.insert(initech);
    const find = async (text: string) =>
      (await store.page({ programId: 'find', text, limit: 10 })).referrals.map((referral) => referral.id);
    expect(await find('gLOBEX (e')).toEqual([globex.id]);
    expect(await find(initech.reference.toLowerCase())).toEqual([initech.id]);
    expect(await find('.*')).toEqual([]);
    expect(await find('(')).toEqual([globex.id]);
  });

  test('narrow down by partner, rep, state and triage channel', async () => {
    const programId = 'narrow';
    const route = {
      assignmentId: 'triage-eu',
      channel: { platform: 'slack', id: 'CT' },
      reason: 'r',
      at: NOW,
    } as const;
    const held = exampleReferral({
      programId,
      state: 'claimed',
      route,
      claim: { repId: 'r1', repName: 'R', at: NOW },
    });
    const closed = exampleReferral({
      programId,
      state: 'won',
      claim: { repId: 'r1', repName: 'R', at: NOW },
    });
    await store.insert(held);
    await store.insert(closed);
    const ids = async (query: object) =>
      (await store.page({ programId, limit: 10, ...query })).referrals.map((referral) => referral.id);
    expect(await ids({ repId: 'r1' })).toEqual([closed.id, held.id]);
    expect(await ids({ repId: 'r1', states: ['claimed'] })).toEqual([held.id]);
    expect(await ids({ assignmentIds: ['triage-eu'] })).toEqual([held.id]);
    expect(await ids({ partnerId: 'somebody-else' })).toEqual([]);
    expect((await store.openHeldBy(programId, 'r1')).map((referral) => referral.id)).toEqual([held.id]);
  });
});

test('what was put off is found on its day, the earliest first', async () => {
  const programId = 'waking';
  const at = (day: string) => new Date(`2027-01-${day}T08:00:00Z`);
  const later = exampleReferral({ programId, state: 'nurture', wakeAt: at('12') });
  const sooner = exampleReferral({ programId, state: 'nurture', wakeAt: at('10') });
  const done = exampleReferral({ programId, state: 'won', wakeAt: at('09') });
  for (const referral of [later, sooner, done]) await store.insert(referral);
  const due = async (now: Date) => (await store.dueToWake(programId, now)).map((referral) => referral.id);
  expect(await due(at('09'))).toEqual([]);
  expect(await due(at('10'))).toEqual([sooner.id]);
  expect(await due(at('31'))).toEqual([sooner.id, later.id]);
});

test('the relay finds what carries messages by an index of its own', async () => {
  const source = pendingSource(database.db, 'referrals');
  const referral = exampleReferral({ pending: [exampleMessage({ key: 'a' }), exampleMessage({ key: 'b' })] });
  await store.insert(referral);
  const waiting = await source.waiting(100);
  expect(waiting.find(({ id }) => id === referral.id)?.messages.map((message) => message.key)).toEqual([
    'a',
    'b',
  ]);
  const plan = await database.db
    .collection('referrals')
    .find({ updatedAt: { $gt: new Date(0) }, 'pending.0': { $exists: true } })
    .explain('executionStats');
  expect(plan.executionStats.totalKeysExamined).toBe(plan.executionStats.nReturned);
});
