import { beforeEach, describe, expect, test } from 'vitest';
import type { Referral } from '../../src/referral/referral.js';
import { shareableText } from '../../src/referral/shareable.js';
import { PEOPLE, PROGRAM } from '../people/people.js';
import { refusal } from '../people/press.js';
import { NOON, referralIn } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';
import { found, inReview, reviewDesk } from './desk.js';

const database = await testDatabase();
const priya = PEOPLE['program manager who is a rep'];
const maya = PEOPLE['partner’s submitter'];
const sven = PEOPLE['partner’s colleague'];
const WHY = { why: 'It is their sister company.' };
let desk: Awaited<ReturnType<typeof reviewDesk>>;

beforeEach(async () => {
  desk = await reviewDesk(database);
});

/** Turned down by a rule when it came. */
function byRule(changes: Partial<Referral> = {}): Referral {
  const { route: _none, ...rest } = referralIn('rejected', {
    findings: [found({ outcome: 'reject' })],
    serviceLineId: 'pentest',
    outcome: {
      state: 'rejected',
      reason: 'existing_customer',
      shareableText: shareableText('This company is already known to us.'),
      disputableUntil: new Date(NOON.getTime() + 30 * 86_400_000),
      at: NOON,
    },
    ...changes,
  });
  return rest;
}

const dispute = (id: string, who = maya, key?: string) => desk.steps.submit('dispute', who, id, WHY, key);
const partnerHeard = async (id: string) =>
  (await desk.said(id)).filter((one) => ['dispute-answered', 'partner-update', 'loop-closed'].includes(one));

describe('asking to look again', () => {
  test('reaches the program managers as something to decide, oldest first among the rest', async () => {
    const id = await desk.given(byRule());
    await dispute(id);
    const after = await desk.now(id);
    expect(after).toMatchObject({
      state: 'rejected',
      dispute: { text: WHY.why, by: { name: 'Maya Okafor' }, at: NOON },
      attention: { undecidedSince: NOON },
    });
    expect(await desk.said(id)).toEqual(['status-card', 'dispute-card']);
    expect((await desk.reviews.waiting(PROGRAM.id, { limit: 5 })).total).toBe(1);
  });

  test('goes once a referral, and the second asks to write instead', async () => {
    const id = await desk.given(byRule());
    await dispute(id, maya, 'V-1');
    await dispute(id, maya, 'V-1');
    expect(await refusal(dispute(id, sven))).toBe(
      'too_late: Maya Okafor has asked us to look again at R-7K3M9Q already. You will hear from us here.',
    );
    expect(await refusal(desk.steps.press('dispute', sven, id))).toContain('already');
    await desk.steps.submit('dismissDispute', priya, id, { for_partner: 'It is one group.' });
    expect(await refusal(dispute(id, sven))).toContain('We look again once');
    expect((await desk.now(id)).events.filter(({ type }) => type === 'disputed')).toHaveLength(1);
  });

  test('is for the partner’s people alone', async () => {
    const id = await desk.given(byRule());
    for (const who of [
      'another partner’s person',
      'stranger',
      'rep of the channel',
      'guest listed as rep',
    ] as const)
      expect(await refusal(dispute(id, PEOPLE[who]))).toMatch(/^not_allowed: Only people of /);
    expect(await refusal(dispute(id, priya))).toContain('not_allowed');
    expect((await desk.now(id)).dispute).toBeUndefined();
  });

  test('wants a word', async () => {
    const id = await desk.given(byRule());
    expect(await desk.steps.submit('dispute', maya, id, { why: ' \u200b' })).toMatchObject({
      kind: 'errors',
    });
  });

  test('ends with its last day in the program’s zone', async () => {
    const id = await desk.given(byRule());
    desk.pass(30 * 24 * 60 + 1);
    expect(await refusal(desk.steps.press('dispute', maya, id))).toContain('is over');
    expect(await refusal(dispute(id))).toContain('is over');
  });

  test('is not for what a rep turned down, nor for what is open', async () => {
    const claimed = await desk.given(referralIn('claimed'));
    await desk.steps.submit('reject', PEOPLE['rep of the channel'], claimed, { reason: 'duplicate' });
    desk.pass(10);
    expect(await refusal(dispute(claimed))).toContain('nothing to look at again');
  });

  test('is for a program manager’s ruling, once the partner has heard of it', async () => {
    const id = await desk.given(inReview([found()]));
    await desk.steps.submit('turnDown', priya, id, { reason: 'existing_customer' });
    expect(await refusal(dispute(id))).toContain('nothing to look at again');
    desk.pass(6);
    await dispute(id);
    expect((await desk.now(id)).dispute).toBeDefined();
  });
});

describe('the answer', () => {
  const asked = async (changes: Partial<Referral> = {}) => {
    const id = await desk.given(byRule(changes));
    await dispute(id);
    return id;
  };

  test('upheld: open again and routed, the rule gave a false alarm, and the partner hears once', async () => {
    const id = await asked();
    await desk.steps.submit('upholdDispute', priya, id, { internal: 'True, another entity.' });
    const after = await desk.now(id);
    expect(after).toMatchObject({
      state: 'routed',
      route: { assignmentId: 'offensive' },
      findings: [{ overruled: { by: 'Priya Nair' } }],
      dispute: { decision: { upheld: true, by: { name: 'Priya Nair' } } },
    });
    expect(after.outcome).toBeUndefined();
    expect(after.undo).toBeUndefined();
    expect(after.loop).toBeUndefined();
    expect(await partnerHeard(id)).toEqual(['partner-update']);
    expect(await desk.reviews.rules(PROGRAM.id)).toMatchObject([{ held: 1, overruled: 1, confirmed: 0 }]);
    expect(await refusal(desk.steps.submit('dismissDispute', priya, id, { for_partner: 'No' }))).toContain(
      'Priya Nair has upheld the appeal',
    );
  });

  test('upheld while no channel takes it: refused in words, and nothing is half done', async () => {
    const id = await asked();
    await desk.apply({ ...PROGRAM, channels: PROGRAM.channels.filter(({ kind }) => kind !== 'triage') });
    expect(await refusal(desk.steps.submit('upholdDispute', priya, id, {}))).toContain('Set one up first');
    expect((await desk.now(id)).dispute?.decision).toBeUndefined();
  });

  test('stays: with words for the partner, who hears once; the rule was right', async () => {
    const id = await asked();
    expect(await desk.steps.submit('dismissDispute', priya, id, {})).toMatchObject({ kind: 'errors' });
    const words = { for_partner: 'It is one group.', internal: 'Nadia says no.' };
    await desk.steps.submit('dismissDispute', priya, id, words, 'V-9');
    await desk.steps.submit('dismissDispute', priya, id, words, 'V-9');
    const after = await desk.now(id);
    expect(after).toMatchObject({
      state: 'rejected',
      findings: [{ confirmed: { by: 'Priya Nair' } }],
      dispute: { decision: { upheld: false, words: 'It is one group.' } },
    });
    expect(after.attention).toBeUndefined();
    expect(await partnerHeard(id)).toEqual(['dispute-answered']);
    expect(await refusal(desk.steps.press('upholdDispute', priya, id))).toContain('it stays turned down');
  });

  test('where the partner has no channel, whoever asked is answered in person, once', async () => {
    const { partnerChannel: _none, ...homeless } = byRule();
    const id = await desk.given(homeless);
    await dispute(id);
    await desk.steps.submit('upholdDispute', priya, id, {});
    const direct = (await desk.pending(id)).filter(({ to }) => to.kind === 'direct');
    expect(direct).toMatchObject([
      { template: 'dispute-answered', to: { account: { userId: 'UMAYA' } }, facts: { upheld: true } },
    ]);
  });

  test('reopened by hand, it is answered, and not asked about when it ends again', async () => {
    const id = await asked();
    expect(await refusal(desk.steps.press('reopen', PEOPLE['rep of the channel'], id))).toContain(
      'Only a program manager',
    );
    await desk.steps.press('reopen', priya, id);
    const after = await desk.now(id);
    expect(after).toMatchObject({ state: 'routed', dispute: { decision: { upheld: true } } });
    await desk.steps.submit('reject', priya, id, { reason: 'duplicate' });
    desk.pass(10);
    expect((await desk.now(id)).attention).toBeUndefined();
    expect(await refusal(dispute(id))).toContain('We look again once');
  });
});
