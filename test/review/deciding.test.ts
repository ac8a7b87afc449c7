import { beforeEach, describe, expect, test } from 'vitest';
import type { Referral } from '../../src/referral/referral.js';
import { PEOPLE, type Person, PROGRAM } from '../people/people.js';
import { refusal } from '../people/press.js';
import { NOON } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';
import { found, fromNobody, inReview, reviewDesk, SECRET } from './desk.js';

const database = await testDatabase();
const priya = PEOPLE['program manager who is a rep'];
const paul = { ...priya, person: { ...priya.person, userId: 'UPAUL', name: 'Paul Moss' } };
let desk: Awaited<ReturnType<typeof reviewDesk>>;

beforeEach(async () => {
  desk = await reviewDesk(database);
});

const types = ({ events }: Referral) => events.map(({ type }) => type).slice(2);

describe('let it through', () => {
  test('in one write: the findings are false alarms, it is routed, and the partner’s card says so', async () => {
    const id = await desk.given(inReview([found(), found({ rule: 'a_note', outcome: 'accept' })]));
    const open = await desk.steps.press('letThrough', priya, id);
    expect(open.kind).toBe('form');
    await desk.steps.submit('letThrough', priya, id, { internal: ' Another company of that name. ' });
    const after = await desk.now(id);
    expect(after).toMatchObject({ state: 'routed', version: 4, route: { assignmentId: 'offensive' } });
    expect(after.review).toBeUndefined();
    expect(after.findings?.map(({ rule, overruled }) => [rule, overruled])).toEqual([
      ['existing_customer', { by: 'Priya Nair', at: NOON }],
      ['a_note', undefined],
    ]);
    expect(types(after)).toEqual(['review_cleared', 'routed']);
    expect(after.notes).toMatchObject([{ audience: 'internal', text: 'Another company of that name.' }]);
    expect(await desk.said(id)).toEqual(['status-card', 'claim-card', 'review-card']);
    expect(await desk.reviews.rules(PROGRAM.id)).toContainEqual({
      rule: 'existing_customer',
      held: 1,
      overruled: 1,
      confirmed: 0,
    });
  });

  test('where no channel takes it, it waits for one, and is in review no more', async () => {
    await desk.apply({ ...PROGRAM, channels: PROGRAM.channels.filter(({ kind }) => kind !== 'triage') });
    const id = await desk.given(inReview([found()]));
    await desk.steps.submit('letThrough', priya, id, {});
    const after = await desk.now(id);
    expect(after).toMatchObject({
      state: 'in_review',
      unmatched: expect.stringContaining('no triage channel'),
    });
    expect(after.attention?.undecidedSince).toBeDefined();
    expect(await desk.said(id)).toContain('manager-decision');
    expect(await refusal(desk.steps.submit('letThrough', paul, id, {}))).toContain(
      'Priya Nair has let it through.',
    );
  });

  test('delivered again it changes nothing; of two at once one wins', async () => {
    const id = await desk.given(inReview([found()]));
    const send = (by: typeof priya, key: string) => desk.steps.submit('letThrough', by, id, {}, key);
    await Promise.allSettled([send(priya, 'V-1'), send(priya, 'V-1'), send(paul, 'V-2')]);
    await send(priya, 'V-1');
    const after = await desk.now(id);
    expect(types(after)).toEqual(['review_cleared', 'routed']);
    const keys = after.pending.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('is not possible before its partner is known', async () => {
    const id = await desk.given(fromNobody([]));
    expect(await refusal(desk.steps.submit('letThrough', priya, id, {}))).toContain('Choose first');
    expect((await desk.now(id)).version).toBe(3);
  });
});

describe('turn it down', () => {
  test('the form has the rule’s reason and shows what the partner will read', async () => {
    const id = await desk.given(inReview([found()]));
    const reply = await desk.steps.press('turnDown', priya, id);
    const form = reply.kind === 'form' ? reply.form : undefined;
    expect(form?.fields[0]).toMatchObject({ key: 'reason', initial: 'existing_customer' });
    expect(JSON.stringify(form?.intro)).toContain('This company is already known to us.');
    expect(JSON.stringify(form)).not.toContain('Nadia');
  });

  test('for the rule’s reason: the rule’s words, the rule was right, and there is an appeal', async () => {
    const id = await desk.given(
      inReview([found(), found({ rule: 'too_many', reason: 'ineligible_partner' })]),
    );
    await desk.steps.submit('turnDown', priya, id, { reason: 'existing_customer' });
    const after = await desk.now(id);
    expect(after.outcome).toMatchObject({
      reason: 'existing_customer',
      shareableText: 'This company is already known to us.',
      disputableUntil: new Date('2026-12-24T22:59:59.999Z'),
    });
    expect(after.findings?.map(({ confirmed }) => confirmed?.by)).toEqual(['Priya Nair', undefined]);
  });

  test('for another reason: the program’s words, and the rule is neither right nor wrong', async () => {
    const id = await desk.given(inReview([found()]));
    await desk.steps.submit('turnDown', priya, id, { reason: 'insufficient_data' });
    const after = await desk.now(id);
    expect(after.outcome?.shareableText).toBe('We did not have enough information to approach them well.');
    expect(after.outcome?.disputableUntil).toBeUndefined();
    expect(after.findings?.[0]).toEqual(found());
  });

  test('"other" wants a word for colleagues; no reason is refused at the field', async () => {
    const id = await desk.given(inReview([found()]));
    expect(await desk.steps.submit('turnDown', priya, id, { reason: 'other' })).toMatchObject({
      kind: 'errors',
      errors: { internal: expect.any(String) },
    });
    expect(await desk.steps.submit('turnDown', priya, id, {})).toMatchObject({ kind: 'errors' });
  });

  test('taken back within the undo window it is in review again, with the rule unjudged', async () => {
    const id = await desk.given(inReview([found()]));
    await desk.steps.submit('turnDown', priya, id, { reason: 'existing_customer' });
    await desk.steps.press('undo', priya, id);
    expect(await desk.now(id)).toMatchObject({
      state: 'in_review',
      review: { kind: 'duplicate' },
      findings: [found()],
    });
    expect((await desk.said(id)).at(-1)).toBe('review-card');
  });

  test('the second click, pressing or sending, says who decided and how', async () => {
    const id = await desk.given(inReview([found()]));
    await desk.steps.submit('turnDown', priya, id, { reason: 'existing_customer' });
    const words = 'Priya Nair has turned it down: existing customer.';
    for (const late of [
      desk.steps.press('letThrough', paul, id),
      desk.steps.press('turnDown', paul, id),
      desk.steps.submit('letThrough', paul, id, {}),
      desk.steps.submit('turnDown', paul, id, { reason: 'duplicate' }),
    ])
      expect(await refusal(late)).toContain(words);
    expect(desk.enqueued.map(({ template }) => template)).toContain('review-card');
  });
});

describe('whose it is', () => {
  const choose = (id: string) => desk.steps.submit('setPartner', priya, id, { partner: 'fjord' });

  test('the rules are held again with the partner, and where nothing speaks against it, it goes on', async () => {
    const asked: unknown[] = [];
    desk.rules.say = async ({ partner, partnerChannel }) => {
      asked.push(partner?.id, partnerChannel?.id);
      return [];
    };
    const id = await desk.given(fromNobody([]));
    await choose(id);
    const after = await desk.now(id);
    expect(asked).toEqual(['fjord', 'CFJORD']);
    expect(after).toMatchObject({ state: 'routed', partner: { id: 'fjord' } });
    expect(after.findings).toBeUndefined();
  });

  test('what else asks for a look keeps it in review, for that alone', async () => {
    desk.rules.say = async () => [found({ rule: 'too_many', staffText: 'Nine in an hour.' })];
    const id = await desk.given(fromNobody([found()]));
    await choose(id);
    const after = await desk.now(id);
    expect(after).toMatchObject({ state: 'in_review', review: { why: 'Nine in an hour.' } });
    expect(after.findings?.map(({ rule }) => rule)).toEqual(['too_many']);
    expect(types(after)).toEqual(['partner_set', 'sent_to_review']);
    expect(await refusal(choose(id))).toContain('is from Fjord Consulting already');
    await desk.steps.submit('letThrough', priya, id, {});
    expect((await desk.now(id)).state).toBe('routed');
  });

  test('what rejects it turns it down, and its partner hears and may appeal', async () => {
    desk.rules.say = async () => [found({ outcome: 'reject' })];
    const id = await desk.given(fromNobody([]));
    await choose(id);
    const after = await desk.now(id);
    expect(after).toMatchObject({
      state: 'rejected',
      outcome: { reason: 'existing_customer', disputableUntil: expect.any(Date) },
    });
    expect(after.events.at(-1)).toMatchObject({ rule: 'existing_customer', by: { platform: 'system' } });
    expect(await desk.said(id)).toContain('loop-closed');
  });
});

describe('the wrong person', () => {
  const OTHERS = (Object.keys(PEOPLE) as Person[]).filter((one) => one !== 'program manager who is a rep');

  test.each(OTHERS)('%s can neither decide nor look', async (who) => {
    const id = await desk.given(inReview([found()]));
    const actor = PEOPLE[who];
    const said = [
      await refusal(desk.steps.press('letThrough', actor, id)),
      await refusal(desk.steps.submit('letThrough', actor, id, {})),
      await refusal(desk.steps.submit('turnDown', actor, id, { reason: 'duplicate' })),
      await refusal(desk.steps.submit('upholdDispute', actor, id, {})),
      await refusal(desk.steps.submit('dismissDispute', actor, id, { for_partner: 'No.' })),
    ];
    for (const name of ['review', 'rules']) {
      const command = desk.interactions.commands?.find(({ names }) => names.includes(name));
      said.push(
        await refusal(
          command?.handle({ name, text: '', actor, canOpenForm: true, actKey: 'k' }) ?? Promise.resolve(),
        ),
      );
    }
    for (const words of said) expect(words).toMatch(/^not_allowed: .*\.$/);
    expect(said.join()).not.toContain(SECRET);
    expect((await desk.now(id)).version).toBe(3);
  });
});
