import { beforeEach, describe, expect, test } from 'vitest';
import { openReferral, refreshCards, requireProgram } from '../../src/people/act-on-referral.js';
import { ROUTING_STEPS } from '../../src/routing/steps.js';
import { REP_STEPS } from '../../src/updates/steps.js';
import { NOON, referralIn } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';
import { type Desk, openDesk } from './desk.js';
import { PEOPLE, PROGRAM } from './people.js';
import { refusal, type Steps, stepsOf } from './press.js';

const database = await testDatabase();
const rep = PEOPLE['rep of the channel'];
const colleague = PEOPLE['colleague of the channel'];
let desk: Desk;
let steps: Steps;
let id: string;

beforeEach(async () => {
  desk = await openDesk(database, PROGRAM);
  steps = stepsOf({ ...desk, vet: async () => [] }, [...ROUTING_STEPS, ...REP_STEPS]);
  const { referral } = await desk.referrals.insert(referralIn('routed'));
  id = referral.id;
});

describe('an act', () => {
  test('writes state, event and messages together', async () => {
    await steps.press('claim', rep, id, 'press-1');
    const after = await desk.referrals.byId(id);
    expect(after).toMatchObject({ state: 'claimed', version: 4, claim: { repId: 'jonas', at: NOON } });
    expect(after?.events.at(-1)).toMatchObject({ id: 'press-1', type: 'claimed' });
    expect(after?.pending.map(({ template }) => template)).toContain('handoff-card');
  });

  test('delivered twice happens once, at once or one after the other', async () => {
    await Promise.all([1, 2, 3].map(() => steps.press('claim', rep, id, 'press-1')));
    await steps.press('claim', rep, id, 'press-1');
    const after = await desk.referrals.byId(id);
    expect(after?.events.filter(({ type }) => type === 'claimed')).toHaveLength(1);
    const keys = after?.pending.map(({ key }) => key) ?? [];
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('delivered again is answered well even when the person may no longer do it', async () => {
    await steps.press('claim', rep, id, 'press-1');
    await steps.press('release', rep, id);
    await steps.press('claim', rep, id, 'press-1');
    expect((await desk.referrals.byId(id))?.state).toBe('routed');
  });

  test('of somebody who may not writes nothing', async () => {
    const said = await refusal(steps.press('claim', PEOPLE.stranger, id));
    expect(said).toBe('not_allowed: Only our own reps can claim a referral.');
    expect(await desk.referrals.byId(id)).toMatchObject({ state: 'routed', version: 3, pending: [] });
    expect(desk.enqueued).toEqual([]);
  });

  test('on a card that is out of date brings every card up to date, once for each version', async () => {
    await steps.press('claim', rep, id);
    await steps.press('accept', rep, id);
    const said = await refusal(steps.press('claim', colleague, id));
    expect(said).toContain('has moved on: it is now "accepted"');
    const keys = desk.enqueued.map(({ key }) => key);
    expect(desk.enqueued.every(({ to }) => to.kind === 'card')).toBe(true);
    expect(desk.enqueued.map(({ template }) => template)).toContain('claim-card');
    expect(keys.every((key) => key.endsWith(':refresh:5'))).toBe(true);
    await refusal(steps.press('claim', colleague, id));
    expect(new Set(desk.enqueued.map(({ key }) => key)).size).toBe(keys.length);
  });

  test('on a referral that is not there is refused', async () => {
    for (const wrong of ['6924210a3c5e7f9b1d2e4fff', 'nonsense', '', '{"$gt":""}'])
      expect(await refusal(steps.press('claim', rep, wrong))).toContain('not_found');
  });
});

describe('twenty reps at once', () => {
  test('one has it; each other is told who', async () => {
    const everybody = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? rep : colleague));
    const said = await Promise.all(everybody.map((actor) => refusal(steps.press('claim', actor, id))));
    expect(said.filter((one) => one === 'not refused')).toHaveLength(1);
    const winner = (await desk.referrals.byId(id))?.claim?.repName;
    const own = said.filter((one) => one === 'already_taken: You have claimed R-7K3M9Q already.');
    const others = said.filter((one) => one === `already_taken: ${winner} has claimed R-7K3M9Q.`);
    expect([own.length, others.length]).toEqual([9, 10]);
  });
});

describe('a form', () => {
  test('opens for who may, carries the referral, and closes when it was sent', async () => {
    const opened = await steps.press('reject', rep, id);
    expect(opened).toMatchObject({
      kind: 'form',
      form: { id: 'referral.reject', title: 'Turn it down', carried: { referral: id } },
    });
    expect(await steps.submit('reject', rep, id, { reason: 'duplicate' })).toEqual({ kind: 'close' });
    expect((await desk.referrals.byId(id))?.outcome).toMatchObject({
      reason: 'duplicate',
      shareableText: 'This company had already been introduced to us.',
    });
  });

  test('with something wrong stays open and says what', async () => {
    expect(await steps.submit('reject', rep, id, { reason: 'made up' })).toEqual({
      kind: 'errors',
      errors: { reason: 'Choose a reason.' },
    });
    expect((await desk.referrals.byId(id))?.state).toBe('routed');
  });

  test('is not opened for somebody who may not, nor for a step that is past', async () => {
    expect(await refusal(steps.press('reject', PEOPLE['rep of another channel'], id))).toContain(
      'not_allowed',
    );
    await steps.press('claim', rep, id);
    await steps.press('accept', rep, id);
    expect(await refusal(steps.press('reject', rep, id))).toBe(
      'out_of_date: R-7K3M9Q has moved on. The card has been brought up to date.',
    );
    expect(desk.enqueued.length).toBeGreaterThan(0);
  });

  test('opened in time and sent too late is decided when it is sent', async () => {
    await steps.press('reject', rep, id);
    await steps.press('claim', colleague, id);
    expect(await refusal(steps.submit('reject', rep, id, { reason: 'duplicate' }))).toContain(
      'Lena Fischer has claimed R-7K3M9Q; only they or a program manager can do this.',
    );
  });

  test('sent twice happens once', async () => {
    await steps.press('claim', rep, id);
    await steps.press('accept', rep, id);
    const values = { internal: 'Between us.', for_partner: 'Hello.' };
    for (let sent = 0; sent < 2; sent += 1) await steps.submit('note', rep, id, values, 'view-1');
    expect((await desk.referrals.byId(id))?.notes).toHaveLength(2);
  });
});

test('reading asks as doing does', async () => {
  const open = (actor: (typeof PEOPLE)['stranger'], referralId = id) =>
    openReferral(desk, { actor, wish: 'see', referralId });
  expect((await open(PEOPLE['partner’s colleague'])).referral.reference).toBe('R-7K3M9Q');
  const notTheirs = await refusal(open(PEOPLE['another partner’s person']));
  const notThere = await refusal(open(PEOPLE['another partner’s person'], '6924210a3c5e7f9b1d2e4fff'));
  // From the words nobody learns whether there is such a referral.
  expect(notTheirs.split(': ')[1]).toBe(notThere.split(': ')[1]);
});

test('a referral without events has no cards to bring up to date', async () => {
  await refreshCards(desk, referralIn('routed', { events: [] }), () => undefined);
  expect(desk.enqueued).toEqual([]);
});

test('without a program every act says whom to ask', async () => {
  const empty = await openDesk(database, undefined);
  expect(await refusal(requireProgram(empty.programs))).toBe(
    'invalid: The referral program is not set up yet. Ask an administrator of the workspace to mention me with the word setup, in the channel you share with a partner.',
  );
});
