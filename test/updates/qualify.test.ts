import { beforeEach, describe, expect, test } from 'vitest';
import type { FormValues } from '../../src/messages/form.js';
import type { Program } from '../../src/program/program.js';
import { stepButtons } from '../../src/referral/next-steps.js';
import type { Referral } from '../../src/referral/referral.js';
import { partnerDetails, recordCard } from '../../src/updates/show-referral.js';
import { REP_STEPS } from '../../src/updates/steps.js';
import { wordsOf } from '../messages/words.js';
import { type Desk, openDesk } from '../people/desk.js';
import { PEOPLE, PROGRAM } from '../people/people.js';
import { refusal, type Steps, stepsOf } from '../people/press.js';
import { NOON, referralIn } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';

const database = await testDatabase();
const jonas = PEOPLE['rep of the channel'];
const YES: FormValues = {
  criterion_fit: 'true',
  criterion_problem: 'true',
  criterion_call: 'true',
  criterion_authorised: 'true',
};
const OWN: Program = {
  ...PROGRAM,
  qualification: {
    version: '3',
    criteria: [
      { id: 'seats', label: 'How many seats', kind: 'words', required: true },
      { id: 'budget', label: 'There is a budget', kind: 'confirm', required: false },
    ],
  },
};
let desk: Desk;
let steps: Steps;
let id: string;

async function given(program: Program): Promise<void> {
  desk = await openDesk(database, program);
  steps = stepsOf(desk, REP_STEPS);
  id = (await desk.referrals.insert(referralIn('meeting_held'))).referral.id;
}
const now = async () => (await desk.referrals.byId(id)) as Referral;
const send = (values: FormValues, actor = jonas, key?: string) =>
  steps.submit('qualify', actor, id, values, key);

describe('given the usual criteria', () => {
  beforeEach(() => given(PROGRAM));

  test('the form asks for each of them, and for a note', async () => {
    const reply = await steps.press('qualify', jonas, id);
    expect(
      reply.kind === 'form' && reply.form.fields.map(({ label, required }) => [label, required]),
    ).toEqual([
      ['Their size or environment fits what we offer', true],
      ['Their problem fits one of our service lines', true],
      ['They are willing to schedule a call', true],
      ['Whoever told us was authorised to share it', true],
      ['Note for colleagues', false],
    ]);
  });

  test('all ticked, it is qualified, and kept with who said so', async () => {
    await send({ ...YES, internal: 'A good one.' });
    const referral = await now();
    expect(referral).toMatchObject({
      state: 'qualified',
      qualification: { by: jonas.person, at: NOON },
      notes: [{ audience: 'internal', text: 'A good one.' }],
    });
    expect(referral.qualification?.criteria.map(({ id: one, met }) => [one, met])).toEqual([
      ['fit', true],
      ['problem', true],
      ['call', true],
      ['authorised', true],
    ]);
    expect(referral.events.find(({ type }) => type === 'qualified')).toMatchObject({
      confirmed: ['fit', 'problem', 'call', 'authorised'],
      of: 4,
    });
  });

  test.each(Object.keys(YES))('without %s it is not, and the form says what to do', async (key) => {
    const reply = await send({ ...YES, [key]: undefined });
    expect(reply.kind === 'errors' && reply.errors).toEqual({
      [key]: expect.stringContaining('A qualified referral needs this.'),
    });
    expect(await now()).toMatchObject({ state: 'meeting_held' });
    expect(await now()).not.toHaveProperty('qualification');
  });

  test('sent twice it is once', async () => {
    await send(YES, jonas, 'same');
    await send(YES, jonas, 'same');
    expect((await now()).events.filter(({ type }) => type === 'qualified')).toHaveLength(1);
  });

  test('taken back, what was confirmed is gone; what was confirmed before comes back', async () => {
    await send(YES);
    await steps.press('undo', jonas, id);
    expect(await now()).toMatchObject({ state: 'meeting_held' });
    expect(await now()).not.toHaveProperty('qualification');
  });

  test.each(['colleague of the channel', 'partner’s submitter', 'stranger'] as const)(
    'a %s may not',
    async (person) => {
      expect(await refusal(send(YES, PEOPLE[person]))).toMatch(/^not_allowed/);
      expect((await now()).state).toBe('meeting_held');
    },
  );

  test('staff read it in the record; its partner reads nothing of it', async () => {
    await send(YES);
    const record = wordsOf(recordCard(await now(), PROGRAM)).join('\n');
    expect(record).toContain('Their size or environment fits what we offer');
    expect(record).toContain('4 of 4 criteria confirmed');
    const seen = wordsOf(partnerDetails(await now(), NOON, true)).join('\n');
    expect(seen).not.toMatch(/environment|criteria|Fit \d/);
  });
});

describe('given criteria of the program’s own', () => {
  beforeEach(() => given(OWN));

  test('words are asked for where they are needed, and kept; what is not needed may be left open', async () => {
    const reply = await send({ criterion_seats: ' \u200b' });
    expect(reply.kind === 'errors' && reply.errors).toEqual({
      criterion_seats: 'A qualified referral needs this. Say in a few words how it is met.',
    });
    await send({ criterion_seats: ' About 240 ' });
    expect((await now()).qualification).toMatchObject({
      version: '3',
      criteria: [
        { id: 'seats', met: true, words: 'About 240' },
        { id: 'budget', met: false },
      ],
    });
    const record = wordsOf(recordCard(await now(), OWN)).join('\n');
    expect(record).toContain('About 240');
    expect(record).toContain('There is a budget');
    expect(record).toContain(': not confirmed');
  });

  test('words that are too long are refused with where they go', async () => {
    const reply = await send({ criterion_seats: 'x'.repeat(301) });
    expect(reply.kind === 'errors' && reply.errors.criterion_seats).toContain('At most 300 characters');
  });

  test('without any, the form still opens and nothing is asked', async () => {
    await given({ ...PROGRAM, qualification: { criteria: [] } });
    const reply = await steps.press('qualify', jonas, id);
    expect(reply.kind === 'form' && reply.form.fields).toHaveLength(1);
    await send({});
    expect((await now()).state).toBe('qualified');
  });
});

describe.each([
  ['openOpportunity', 'opportunity', 'opportunity_opened'],
  ['win', 'won', 'won'],
] as const)('given a rep who goes straight on to %s', (name, state, type) => {
  const go = (values: FormValues, key?: string) => steps.submit(name, jonas, id, values, key);
  const asked = async () => {
    const reply = await steps.press(name, jonas, id);
    return reply.kind === 'form' ? reply.form.fields.map(({ key }) => key) : [];
  };
  beforeEach(() => given(PROGRAM));

  test('the checklist is asked there, and without it nothing happens', async () => {
    expect(await asked()).toEqual(expect.arrayContaining(Object.keys(YES)));
    const reply = await go({ ...YES, criterion_call: undefined });
    expect(reply.kind === 'errors' && reply.errors).toEqual({
      criterion_call: expect.stringContaining('A qualified referral needs this.'),
    });
    expect((await now()).state).toBe('meeting_held');
  });

  test('confirmed, it is kept as at qualified, told to staff, and taken back with the step', async () => {
    await go(YES);
    const referral = await now();
    expect(referral).toMatchObject({ state, qualification: { by: jonas.person, at: NOON } });
    expect(referral.qualification?.criteria.map(({ met }) => met)).toEqual([true, true, true, true]);
    expect(referral.events.at(-1)).toMatchObject({
      type,
      confirmed: Object.keys(YES).map((key) => key.slice(10)),
      of: 4,
    });
    expect(wordsOf(recordCard(referral, PROGRAM)).join('\n')).toContain('4 of 4 criteria confirmed');
    await steps.press('undo', jonas, id);
    expect(await now()).not.toHaveProperty('qualification');
  });

  test('it is not asked again of one that was qualified', async () => {
    await send({ ...YES, internal: 'First.' });
    const { qualification } = await now();
    expect(await asked()).not.toContain('criterion_fit');
    if (name === 'win') await go({});
    expect(await now()).toMatchObject({ state, qualification });
  });

  test('sent twice it is once', async () => {
    await go(YES, 'same');
    await go(YES, 'same');
    expect((await now()).events.filter((event) => event.type === type)).toHaveLength(1);
  });

  test('where the program asks for nothing, nothing is asked or kept', async () => {
    await given({ ...PROGRAM, qualification: { criteria: [] } });
    expect(await asked()).toEqual(name === 'win' ? ['amount', 'for_partner'] : ['internal']);
    await go({});
    expect((await now()).state).toBe(state);
    expect(await now()).not.toHaveProperty('qualification');
  });
});

test('an opportunity from before the checklist is asked for it when it is won, with whom to ask where it is not met', async () => {
  await given(PROGRAM);
  id = (
    await desk.referrals.insert(
      referralIn('opportunity', {
        id: '6924210a3c5e7f9b1d2e4f61',
        reference: 'R-8K3M9Q',
        submissionKey: 'V2',
      }),
    )
  ).referral.id;
  const reply = await steps.submit('win', jonas, id, {});
  expect(reply.kind === 'errors' && reply.errors.criterion_fit).toContain('ask a program manager');
});

test('a qualified one goes on to an opportunity with one press, and a second delivery of it changes nothing', async () => {
  await given(PROGRAM);
  await send(YES);
  const qualified = await now();
  const [button] = stepButtons(qualified, ['openOpportunity']);
  expect(button).toMatchObject({ label: 'Opportunity' });
  expect(button).not.toHaveProperty('opens');
  expect(stepButtons(referralIn('meeting_held'), ['openOpportunity'])[0]).toMatchObject({
    label: 'Opportunity…',
    opens: 'form',
  });
  for (const _ of [1, 2])
    expect(await steps.press('openOpportunity', jonas, id, 'same press')).toEqual({ kind: 'none' });
  expect((await now()).state).toBe('opportunity');
});
