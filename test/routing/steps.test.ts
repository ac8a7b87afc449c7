import { beforeEach, describe, expect, test } from 'vitest';
import { definitionSchema } from '../../src/program/definition.js';
import type { Referral } from '../../src/referral/referral.js';
import { rerouteDeparted } from '../../src/routing/reroute-departed.js';
import { ROUTING_STEPS } from '../../src/routing/steps.js';
import { type Desk, openDesk } from '../people/desk.js';
import { PEOPLE, PROGRAM } from '../people/people.js';
import { refusal, type Steps, stepsOf } from '../people/press.js';
import { referralIn } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';

const database = await testDatabase();
const jonas = PEOPLE['rep of the channel'];
const lena = PEOPLE['colleague of the channel'];
const priya = PEOPLE['program manager who is a rep'];
const THREE = definitionSchema.parse({
  ...PROGRAM,
  channels: PROGRAM.channels.map((one) =>
    one.id === 'offensive' ? { ...one, reps: ['jonas', 'lena', 'priya-as-rep'] } : one,
  ),
});
let desk: Desk;
let steps: Steps;

beforeEach(async () => {
  desk = await openDesk(database, THREE);
  steps = stepsOf({ ...desk, vet: async () => [] }, ROUTING_STEPS);
});

async function given(referral: Referral): Promise<string> {
  return (await desk.referrals.insert(referral)).referral.id;
}

const now = async (id: string) => (await desk.referrals.byId(id)) as Referral;

test('a claim gets its deadlines in business hours: at noon on Tuesday in Berlin that is tomorrow and Friday', async () => {
  const id = await given(referralIn('routed'));
  await steps.press('claim', jonas, id);
  // 13:00 in Berlin, 09:00 to 17:00: four hours today, four tomorrow; 24 hours are three days.
  expect((await now(id)).claim).toMatchObject({
    acceptBy: new Date('2026-11-25T12:00:00Z'),
    contactBy: new Date('2026-11-27T12:00:00Z'),
  });
});

test('when every rep of the channel has declined, the program managers are asked once', async () => {
  const id = await given(referralIn('routed'));
  await steps.press('decline', jonas, id);
  await steps.press('decline', jonas, id);
  await steps.press('decline', lena, id);
  const asked = async () =>
    (await desk.pending(id)).filter(({ template }) => template === 'manager-decision').length;
  expect(await asked()).toBe(0);
  await steps.press('decline', priya, id);
  expect(await asked()).toBe(1);
  expect((await now(id)).declinedBy).toEqual(['jonas', 'lena', 'priya-as-rep']);
  // Somebody who has declined can change their mind.
  await steps.press('claim', lena, id);
  expect((await now(id)).claim?.repId).toBe('lena');
});

describe('turning down', () => {
  test('"other" wants a word for colleagues, which the partner never gets', async () => {
    const id = await given(referralIn('routed'));
    expect(await steps.submit('reject', jonas, id, { reason: 'other', internal: ' \u00a0\u200b' })).toEqual({
      kind: 'errors',
      errors: { internal: 'Say in a few words why, for colleagues.' },
    });
    await steps.submit('reject', jonas, id, { reason: 'other', internal: ' They owe us money. ' });
    expect((await now(id)).outcome).toMatchObject({
      reason: 'other',
      internalText: 'They owe us money.',
      shareableText: 'It did not work out this time.',
    });
  });

  test('tells the partner in the program’s own words where it has some', async () => {
    await desk.apply({ ...THREE, shareableReasons: { duplicate: 'A colleague of yours was faster.' } });
    const id = await given(referralIn('routed'));
    await steps.submit('reject', jonas, id, { reason: 'duplicate' });
    expect((await now(id)).outcome?.shareableText).toBe('A colleague of yours was faster.');
  });
});

describe('assigning', () => {
  test('offers every rep in the program but the one who has it', async () => {
    const id = await given(referralIn('claimed'));
    const reply = await steps.press('assign', jonas, id);
    const fields = reply.kind === 'form' ? reply.form.fields : [];
    expect(fields[0]).toMatchObject({ kind: 'select' });
    const options = fields[0] && 'options' in fields[0] ? fields[0].options.map(({ value }) => value) : [];
    expect(options).toContain('lena');
    expect(options).not.toContain('jonas');
    expect(options).not.toContain('gone');
  });

  test('to somebody who is not, or no longer, a rep is refused at the field', async () => {
    const id = await given(referralIn('claimed'));
    for (const rep of ['gone', 'nobody', ''])
      expect(await steps.submit('assign', jonas, id, { rep })).toEqual({
        kind: 'errors',
        errors: { rep: 'Choose a rep who is in the program.' },
      });
  });

  test('of a referral nobody wants is the program manager’s way out', async () => {
    const id = await given(referralIn('routed', { declinedBy: ['jonas', 'lena', 'priya-as-rep'] }));
    await steps.submit('assign', priya, id, { rep: 'tom' });
    expect(await now(id)).toMatchObject({ state: 'claimed', claim: { repId: 'tom', repName: 'Tom Ashby' } });
  });
});

describe('an unknown person’s referral', () => {
  const unknown = () => {
    const { partner: _partner, ...rest } = referralIn('in_review', { serviceLineId: 'pentest' });
    return rest;
  };

  test('goes on by itself once a program manager has said for whom it is', async () => {
    const id = await given(unknown());
    await steps.submit('setPartner', priya, id, { partner: 'fjord' });
    const after = await now(id);
    expect(after).toMatchObject({
      state: 'routed',
      partner: { id: 'fjord', name: 'Fjord Consulting' },
      partnerChannel: { id: 'CFJORD' },
      route: { assignmentId: 'offensive' },
    });
    expect(after.review).toBeUndefined();
    expect(after.events.slice(-2).map(({ type }) => type)).toEqual(['partner_set', 'routed']);
  });

  test('is answered in the partner’s own channel, not in the one it came from', async () => {
    const id = await given(unknown());
    await steps.submit('setPartner', priya, id, { partner: 'delta' });
    expect((await now(id)).partnerChannel).toEqual({ platform: 'slack', id: 'CDELTA' });
  });

  test('cannot be given to a partner that is not, or no longer, in the program', async () => {
    const id = await given(unknown());
    for (const partner of ['past', 'nobody', ''])
      expect(await steps.submit('setPartner', priya, id, { partner })).toMatchObject({ kind: 'errors' });
    expect((await now(id)).state).toBe('in_review');
  });
});

describe('an unmatched referral', () => {
  test('is sent to the channel that a program manager chooses, and says so', async () => {
    const id = await given(referralIn('submitted', { unmatched: 'No channel.' }));
    expect(await steps.submit('route', priya, id, { triage: 'nowhere' })).toEqual({
      kind: 'errors',
      errors: { triage: 'Choose a triage channel.' },
    });
    await steps.submit('route', priya, id, { triage: 'cloud' });
    expect(await now(id)).toMatchObject({
      state: 'routed',
      route: { assignmentId: 'cloud', reason: 'Priya Nair chose it.' },
    });
    expect((await now(id)).unmatched).toBeUndefined();
  });
});

describe('reopening', () => {
  test('routes it by the rules as they are now', async () => {
    const id = await given(referralIn('lost', { serviceLineId: 'cloud' }));
    await steps.press('reopen', lena, id);
    expect(await now(id)).toMatchObject({ state: 'routed', route: { assignmentId: 'cloud' } });
  });

  test('says what is missing when no rule matches', async () => {
    await desk.apply({ ...THREE, channels: THREE.channels.filter(({ kind }) => kind !== 'triage') });
    const id = await given(referralIn('lost'));
    expect(await refusal(steps.press('reopen', lena, id))).toBe(
      'invalid: The program has no triage channel yet. Set one up first, then reopen.',
    );
  });
});

describe('a rep who leaves the program', () => {
  test('gives back what is open, each once, and nothing that is closed or waits for its date', async () => {
    const of = (state: Referral['state'], digit: number) =>
      given(
        referralIn(state, {
          id: `6924210a3c5e7f9b1d2e4f6${digit}`,
          reference: `R-00000${digit}`,
          submissionKey: `V${digit}`,
        }),
      );
    const [claimed, held, won, later] = [
      await of('claimed', 1),
      await of('meeting_held', 2),
      await of('won', 3),
      await of('nurture', 4),
    ] as [string, string, string, string];
    expect(await rerouteDeparted(desk)).toBe(0);
    const reps = THREE.reps.map((rep) => (rep.id === 'jonas' ? { ...rep, ended: true } : rep));
    await desk.apply({ ...THREE, reps });
    expect(await rerouteDeparted(desk)).toBe(2);
    expect(await rerouteDeparted(desk)).toBe(0);
    for (const id of [claimed, held]) {
      const after = await now(id);
      expect(after.state).toBe('routed');
      expect(after.claim).toBeUndefined();
      expect(after.events.at(-1)).toMatchObject({
        type: 'rerouted',
        why: 'Jonas Weber is no longer in the program',
        by: { name: 'Referral Desk' },
      });
    }
    expect([(await now(won)).state, (await now(later)).state]).toEqual(['won', 'nurture']);
  });
});
