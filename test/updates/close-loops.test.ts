import { beforeEach, describe, expect, test } from 'vitest';
import { planningNudges } from '../../src/assemble/plan-nudges.js';
import { SYSTEM } from '../../src/messages/address.js';
import { rowsFor } from '../../src/outbox/to-rows.js';
import { announce } from '../../src/referral/announcements.js';
import type { Act, Decision } from '../../src/referral/decide.js';
import { undo } from '../../src/referral/decide-conversation.js';
import type { Referral } from '../../src/referral/referral.js';
import { channelRegained } from '../../src/setup/follow-channel.js';
import { loopStore } from '../../src/store/loops.js';
import { outboxStore } from '../../src/store/outbox.js';
import { outboxCollections } from '../../src/store/outbox-documents.js';
import { closeLoops } from '../../src/updates/close-loops.js';
import { type Desk, openDesk } from '../people/desk.js';
import { BASE } from '../program/programs.js';
import { actOf, DO, JONAS, minutesAfter, referralIn } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';

const database = await testDatabase();
const PROGRAM = { ...BASE, id: 'northwind' };
const { rows } = outboxCollections(database.db);
const loops = loopStore(database);
let desk: Desk;
let errors: string[];

beforeEach(async () => {
  const opened = await openDesk(database, PROGRAM);
  await rows.deleteMany({});
  errors = [];
  desk = { ...opened, referrals: planningNudges(opened.referrals, opened.programs, () => undefined) };
});

const sweep = () =>
  closeLoops({ ...desk, loops, onError: (error, doing) => void errors.push(`${doing}: ${String(error)}`) });

/** As people do it: decided, announced and written together. */
async function take(
  id: string,
  act: Act,
  decide: (current: Referral, act: Act) => Decision | undefined,
): Promise<Referral> {
  return desk.referrals.change(id, (current) => {
    const decision = decide(current, act);
    return decision && { ...decision, messages: announce(current, decision, () => undefined) };
  });
}

async function lost(changes: Partial<Referral> = {}): Promise<Referral> {
  const { referral } = await desk.referrals.insert(referralIn('qualified', changes));
  const act = actOf(JONAS);
  return take(referral.id, act, DO.lose);
}

/** What the relay does with the message that tells the end. */
async function handedOver({ id, loop }: Referral, outcome?: object): Promise<void> {
  const message = (await desk.pending(id)).find(({ key }) => key === loop?.key);
  if (!message) throw new Error('the end is not announced');
  await outboxStore(database.db).add(rowsFor(message, 0, PROGRAM));
  await database.db.collection('referrals').updateMany({}, { $set: { pending: [] } });
  if (outcome) await rows.updateOne({ _id: message.key }, { $set: outcome, $unset: { open: 1 } });
}

const loopOf = async ({ id }: Referral) => (await desk.referrals.byId(id))?.loop;
const owed = () => loops.owedCount('northwind', minutesAfter(100_000));

describe('an end', () => {
  test('is owed from the write that made it, and closed when the partner has it', async () => {
    const referral = await lost();
    expect(referral.loop).toMatchObject({ open: true, owedSince: referral.outcome?.at });
    expect(await owed()).toBe(1);
    await handedOver(referral);
    desk.pass(10);
    expect(await sweep()).toBe(0);
    await rows.updateMany({}, { $set: { state: 'sent', finishedAt: minutesAfter(6) }, $unset: { open: 1 } });
    expect(await sweep()).toBe(1);
    expect(await loopOf(referral)).toMatchObject({ closedAt: minutesAfter(6) });
    expect(await owed()).toBe(0);
    expect(await sweep()).toBe(0);
  });

  test('that cannot be told is explained with the reason', async () => {
    const referral = await lost();
    await handedOver(referral, { state: 'parked', reason: 'The channel has been archived.' });
    desk.pass(10);
    await sweep();
    const loop = await loopOf(referral);
    expect(loop?.explained).toBe('The channel has been archived.');
    expect(loop).not.toHaveProperty('open');
    expect(await owed()).toBe(0);
  });

  test('that is told after all, when the channel is back, is closed', async () => {
    const channel = { platform: 'slack', id: 'C001' } as const;
    const referral = await lost({ partner: { id: 'acme', name: 'Acme' }, partnerChannel: channel });
    await handedOver(referral, {
      state: 'parked',
      reason: 'The channel has been archived.',
      neverSent: true,
    });
    desk.pass(10);
    await sweep();
    const neverDelivered = async () => [...(await rows.find().toArray()).map(({ message }) => message)];
    const moveChannel = async () => {};
    await channelRegained({ ...desk, moveChannel, neverDelivered }, channel);
    expect(await loopOf(referral)).toMatchObject({ open: true, owedSince: referral.outcome?.at });
    const again = desk.enqueued.find(({ key }) => key === `${referral.loop?.key}:again`);
    if (!again) throw new Error('it was not sent again');
    await outboxStore(database.db).add(rowsFor(again, 0, PROGRAM));
    await rows.updateOne(
      { _id: again.key },
      { $set: { state: 'sent', finishedAt: minutesAfter(50) }, $unset: { open: 1 } },
    );
    await sweep();
    expect(await loopOf(referral)).toMatchObject({ closedAt: minutesAfter(50) });
    expect(await loopOf(referral)).not.toHaveProperty('explained');
  });

  test('that went to the fallback counts as the fallback does', async () => {
    const referral = await lost();
    await handedOver(referral, { state: 'cancelled', reason: 'It goes to the channel instead.' });
    const [row] = await rows.find().toArray();
    if (!row) throw new Error('no row');
    const sent = { state: 'sent' as const, finishedAt: minutesAfter(7) };
    await rows.insertOne({ ...row, ...sent, _id: `${row._id}:fallback` });
    desk.pass(10);
    await sweep();
    expect(await loopOf(referral)).toMatchObject({ closedAt: minutesAfter(7) });
  });

  test('whose message is nowhere is told, under the same key, once', async () => {
    const referral = await lost();
    await database.db.collection('referrals').updateMany({}, { $set: { pending: [] } });
    desk.pass(10);
    expect(await sweep()).toBe(1);
    expect((await desk.pending(referral.id)).map(({ key }) => key)).toEqual([referral.loop?.key]);
    expect(await sweep()).toBe(0);
    expect(await desk.pending(referral.id)).toHaveLength(1);
  });

  test('two sweeps at once do it once', async () => {
    const referral = await lost();
    await database.db.collection('referrals').updateMany({}, { $set: { pending: [] } });
    desk.pass(10);
    await Promise.all([sweep(), sweep(), sweep()]);
    expect(await desk.pending(referral.id)).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  test('that is undone or reopened owes nothing, and the next end owes anew', async () => {
    const referral = await lost();
    const back = actOf(JONAS);
    const undone = await take(referral.id, back, undo);
    expect(undone.loop).toBeUndefined();
    expect(await owed()).toBe(0);
    const again = actOf(JONAS, { at: minutesAfter(20) });
    const ended = await take(referral.id, again, DO.win);
    expect(ended.loop).toMatchObject({ open: true, owedSince: minutesAfter(20) });
    expect(ended.loop?.key).not.toBe(referral.loop?.key);
    const reopening = actOf(JONAS, { at: minutesAfter(40) });
    const open = await take(referral.id, reopening, DO.reopen);
    expect(open.loop).toBeUndefined();
  });

  test('of which nobody outside is to hear says so at once', async () => {
    const referral = await lost({ partner: undefined, partnerChannel: undefined, submittedBy: SYSTEM });
    expect(referral.loop?.explained).toContain('Nobody outside');
    expect(await owed()).toBe(0);
  });
});

test('what is owed is found by index', async () => {
  await lost();
  const plan = await database.db
    .collection('referrals')
    .find({ programId: 'northwind', 'loop.open': true, 'loop.owedSince': { $lte: minutesAfter(-9_999) } })
    .sort({ 'loop.owedSince': 1, _id: 1 })
    .explain('executionStats');
  expect(plan.executionStats).toMatchObject({ totalKeysExamined: 0, totalDocsExamined: 0 });
});
