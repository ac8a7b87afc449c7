import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { openConflict } from '../../src/referral/decide-conflict.js';
import type { Referral } from '../../src/referral/referral.js';
import { shareableText } from '../../src/referral/shareable.js';
import type { RowDocument } from '../../src/store/outbox-documents.js';
import { bundleForNode } from '../bundle-for-node.js';
import { openDesk } from '../people/desk.js';
import { PROGRAM } from '../people/people.js';
import { actOf, minutesAfter, NOON, PRIYA, referralIn } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';
import { type Decision, decidingDesk } from './deciding-desk.js';
import type { DecidingOrders } from './deciding-process.js';
import { found, inReview } from './desk.js';

const database = await testDatabase();
const program = await bundleForNode(new URL('./deciding-process.ts', import.meta.url));
const FIRST = '6924210a3c5e7f9b1d2e4f01';
const SECOND = '6924210a3c5e7f9b1d2e4f02';
const errors: unknown[] = [];
afterAll(() => expect(errors).toEqual([]));

/** Taken up again after the pause that a sweep gives to what somebody else may be at work on. */
const later = decidingDesk(database, minutesAfter(10), (error) => errors.push(error));

/** Of Fjord and of Delta, one company; a person has to say whose it is. */
function conflicting(): Referral[] {
  const first = referralIn('routed', {
    id: FIRST,
    reference: 'R-000001',
    submissionKey: 'V1',
    createdAt: NOON,
  });
  const second: Referral = inReview([found({ rule: 'registered_together', kind: 'conflict' })], {
    ...{ id: SECOND, reference: 'R-000002', submissionKey: 'V2', createdAt: minutesAfter(1) },
    partner: { id: 'delta', name: 'Delta' },
    partnerChannel: { platform: 'slack', id: 'CDELTA' },
    rivalsCheckedAt: NOON,
  });
  const match = { verdict: 'exact' as const, score: 1, evidence: ['same name'] };
  const opened = openConflict(second, { cause: 'tie', first, match }, actOf(PRIYA, { key: 'opened' }));
  if (!opened) throw new Error('No conflict');
  return [first, { ...opened.after, events: [...second.events, ...opened.events] }];
}

/** Turned down by a rule, and its partner asked to look again. */
function disputed(): Referral[] {
  const { route: _none, ...rejected } = referralIn('rejected', {
    ...{ id: SECOND, findings: [found({ outcome: 'reject' })], serviceLineId: 'pentest' },
    outcome: {
      ...{ state: 'rejected', reason: 'existing_customer', at: NOON },
      ...{ shareableText: shareableText('Known.'), disputableUntil: minutesAfter(60 * 24) },
    },
    dispute: { text: 'A sister company.', by: { ...PRIYA, name: 'Maya Okafor' }, at: NOON },
  });
  return [rejected];
}

const REASON = { reason: 'They opened the door.' };
const CASES: [
  name: string,
  given: () => Referral[],
  decision: Decision,
  event: string,
  told: Record<string, string[]>,
][] = [
  [
    'let through',
    () => [inReview([found()], { id: SECOND })],
    { step: 'letThrough', referralId: SECOND, values: {} },
    'review_cleared',
    { CFJORD: ['status-card'] },
  ],
  [
    'an appeal upheld',
    disputed,
    { step: 'upholdDispute', referralId: SECOND, values: {} },
    'dispute_decided',
    { CFJORD: ['partner-update'] },
  ],
  [
    'a conflict decided for the second',
    conflicting,
    { step: 'decideConflict', referralId: SECOND, values: { outcome: 'second', ...REASON } },
    'conflict_decided',
    { CFJORD: ['loop-closed'], CDELTA: ['conflict-decided'] },
  ],
  [
    'a conflict decided for both',
    conflicting,
    { step: 'decideConflict', referralId: SECOND, values: { outcome: 'joint', ...REASON } },
    'conflict_decided',
    { CFJORD: ['conflict-decided'], CDELTA: ['conflict-decided'] },
  ],
];

async function given(referrals: Referral[]): Promise<void> {
  const { referrals: store } = await openDesk(database, PROGRAM);
  for (const name of ['outbox', 'outbox_lanes']) await database.db.collection(name).deleteMany({});
  for (const one of referrals) await store.insert({ ...one, programId: PROGRAM.id });
}

/** Whole: as it was, or with its event, the state that belongs to it and what is to be said. */
async function expectWhole(before: Referral[], event: string, at: string): Promise<void> {
  for (const was of before) {
    const is = (await later.referrals.byId(was.id)) as Referral;
    const decided = is.events.filter(({ type }) => type === event).length;
    expect(decided, at).toBeLessThanOrEqual(1);
    if (decided === 0) {
      expect([is.state, is.events.length, is.pending.length], at).toEqual([was.state, was.events.length, 0]);
    } else {
      expect(is.events.length, at).toBeGreaterThan(was.events.length);
      const said = await database.db.collection('outbox').countDocuments({ 'message.subject.id': was.id });
      expect(said + is.pending.length, at).toBeGreaterThan(0);
    }
  }
}

/** How often each message went to a channel. */
async function toldIn(channel: string, template: string): Promise<number> {
  return database.db
    .collection<RowDocument>('outbox')
    .countDocuments({ 'message.to.channel.id': channel, 'message.template': template } as object);
}

describe('a program manager decides, and the process is killed at the nth word to the database', () => {
  test.each(CASES)(
    '%s: whole or not at all, and each partner is told once',
    { timeout: 180_000 },
    async (_name, referrals, decision, event, told) => {
      const orders: Omit<DecidingOrders, 'dieAt'> = {
        uri: inject('mongoUri'),
        database: database.db.databaseName,
        now: minutesAfter(5).toISOString(),
        decision,
      };
      let died = 0;
      for (let dieAt = 1; dieAt < 60; dieAt += 1) {
        const before = referrals();
        await given(before);
        const child = spawn(process.execPath, [program, JSON.stringify({ ...orders, dieAt })], {
          stdio: ['ignore', 'inherit', 'inherit'],
        });
        const [code, signal] = await once(child, 'exit');
        const at = `killed at ${dieAt}`;
        await expectWhole(before, event, at);
        // Whoever decided had no answer, and sends the same form again.
        await later.decide(decision);
        await later.tick();
        await later.tick();
        const { events } = (await later.referrals.byId(decision.referralId)) as Referral;
        expect(
          events.filter(({ type }) => type === event),
          at,
        ).toHaveLength(1);
        for (const [channel, templates] of Object.entries(told))
          for (const template of templates)
            expect(await toldIn(channel, template), `${template} in ${channel}, ${at}`).toBe(1);
        if (signal !== 'SIGKILL') {
          expect(code).toBe(0);
          break;
        }
        died += 1;
      }
      expect(died).toBeGreaterThan(4);
    },
  );
});
