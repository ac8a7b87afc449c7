import { beforeEach, describe, expect, test } from 'vitest';
import type { FormValues } from '../../src/messages/form.js';
import type { StepName } from '../../src/referral/next-steps.js';
import type { Referral } from '../../src/referral/referral.js';
import { PARTNER_STEPS } from '../../src/updates/partner-steps.js';
import { REP_STEPS } from '../../src/updates/steps.js';
import { type Desk, openDesk } from '../people/desk.js';
import { PEOPLE, PROGRAM } from '../people/people.js';
import { refusal, type Steps, stepsOf } from '../people/press.js';
import { minutesAfter, NOON, referralIn } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';

const database = await testDatabase();
const jonas = PEOPLE['rep of the channel'];
const maya = PEOPLE['partner’s submitter'];
let desk: Desk;
let steps: Steps;
let id: string;

beforeEach(async () => {
  desk = await openDesk(database, PROGRAM);
  steps = stepsOf(desk, [...REP_STEPS, ...PARTNER_STEPS]);
});

async function given(state: Referral['state'], changes: Partial<Referral> = {}): Promise<void> {
  id = (await desk.referrals.insert(referralIn(state, changes))).referral.id;
}

const now = async () => (await desk.referrals.byId(id)) as Referral;
const send = (name: StepName, values: FormValues, actor = jonas) => steps.submit(name, actor, id, values);
const errors = async (name: StepName, values: FormValues, actor = jonas) => {
  const reply = await send(name, values, actor);
  return reply.kind === 'errors' ? reply.errors : {};
};

describe('a meeting', () => {
  beforeEach(() => given('contacted'));

  test.each([
    ['', 'Choose the day and the time.'],
    ['tomorrow', 'Choose the day and the time.'],
    [minutesAfter(-60 * 24 * 31).toISOString(), 'Choose a time within the last month or the next two years.'],
    [minutesAfter(60 * 24 * 740).toISOString(), 'Choose a time within the last month or the next two years.'],
  ])('at %j is refused', async (meeting_at, problem) => {
    expect(await errors('bookMeeting', { meeting_at })).toEqual({ meeting_at: problem });
    expect((await now()).state).toBe('contacted');
  });

  test('is kept with its time; a note for colleagues stays with them', async () => {
    const meeting_at = minutesAfter(3000).toISOString();
    await send('bookMeeting', { meeting_at, internal: ' Bring Lena. ' });
    expect(await now()).toMatchObject({
      state: 'meeting_scheduled',
      meeting: { at: minutesAfter(3000) },
      notes: [{ audience: 'internal', text: 'Bring Lena.' }],
    });
  });

  test('that was held is noted for each reader apart', async () => {
    await send('holdMeeting', { internal: 'They cannot decide.', for_partner: 'Thank you!' });
    const after = await now();
    expect(after).toMatchObject({ state: 'meeting_held', meeting: { heldAt: NOON } });
    expect(after.notes.map(({ audience, text }) => `${audience}: ${text}`)).toEqual([
      'internal: They cannot decide.',
      'partner: Thank you!',
    ]);
    expect(after.pending.filter(({ template }) => template === 'partner-note')).toHaveLength(1);
  });
});

describe('an end', () => {
  beforeEach(() => given('qualified', { qualification: { criteria: [], by: jonas.person, at: NOON } }));

  test('won with an amount keeps it, and without one too', async () => {
    expect(await errors('win', { amount: 'a lot' })).toHaveProperty('amount');
    await send('win', { amount: '12,500.50' });
    expect((await now()).outcome).toMatchObject({
      state: 'won',
      amount: { minorUnits: 1_250_050, currency: 'EUR' },
    });
  });

  test('won without an amount has none', async () => {
    await send('win', { amount: '' });
    expect((await now()).outcome).toEqual({ state: 'won', at: NOON });
  });

  test.each(['lose', 'disqualify'] as const)(
    '%s has a reason; the words for colleagues are kept once',
    async (name) => {
      expect(await errors(name, { reason: 'duplicate' })).toEqual({ reason: 'Choose a reason.' });
      expect(await errors(name, { reason: 'other', internal: ' \u200b' })).toEqual({
        internal: 'Say in a few words why, for colleagues.',
      });
      await send(name, { reason: 'no_budget', internal: 'Frozen.', for_partner: 'Perhaps in spring.' });
      const after = await now();
      expect(after.outcome).toMatchObject({
        reason: 'no_budget',
        internalText: 'Frozen.',
        shareableText: 'They have no budget for it at the moment.',
      });
      expect(after.notes).toMatchObject([{ audience: 'partner', text: 'Perhaps in spring.' }]);
    },
  );
});

describe('not now', () => {
  beforeEach(() => given('accepted'));

  test.each([
    ['', 'Choose a date.'],
    ['2026-02-30', 'Choose a date.'],
    ['24.11.2026', 'Choose a date.'],
    ['2026-11-24', 'Choose a date after today.'],
    ['2030-01-01', 'Choose a date within the next three years.'],
  ])('until %j is refused', async (wake_on, problem) => {
    expect(await errors('postpone', { wake_on })).toEqual({ wake_on: problem });
  });

  test('comes back at the opening of business on that day, in the program’s zone', async () => {
    await send('postpone', { wake_on: '2027-07-01' });
    expect(await now()).toMatchObject({ state: 'nurture', wakeAt: new Date('2027-07-01T07:00:00Z') });
  });
});

describe('talking', () => {
  beforeEach(() => given('claimed'));

  test('a question is asked, answered by the partner, and by nobody twice', async () => {
    expect(await errors('ask', { question: '\u00a0' })).toEqual({ question: 'Write your question.' });
    await send('ask', { question: ' How many? ' });
    expect((await now()).question).toMatchObject({ text: 'How many?', askedByRepId: 'jonas' });
    const form = await steps.press('answer', maya, id);
    expect(form.kind === 'form' && form.form.intro).toEqual(['How many?']);
    expect(await refusal(send('answer', { answer: 'Forty.' }, jonas))).toContain('not_allowed');
    await send('answer', { answer: 'Forty.' }, maya);
    expect(await refusal(send('answer', { answer: 'Fifty.' }, PEOPLE['partner’s colleague']))).toBe(
      'already_taken: Maya Okafor has answered already.',
    );
  });

  test('a note wants one of its two fields', async () => {
    expect(await errors('note', { internal: ' ', for_partner: '\u200b' })).toEqual({
      internal: 'Write a note in one of the two fields.',
    });
    await send('note', { for_partner: 'Hello.' });
    expect((await now()).notes).toMatchObject([{ audience: 'partner', text: 'Hello.' }]);
  });

  test('the partner adds information', async () => {
    expect(await errors('addInformation', { information: ' ' }, maya)).toHaveProperty('information');
    await send('addInformation', { information: 'They moved.' }, maya);
    expect((await now()).notes).toMatchObject([{ text: 'They moved.', by: { userId: 'UMAYA' } }]);
  });
});

describe('taking back', () => {
  test('a step is undone by who took it, within the program’s window', async () => {
    await given('claimed');
    await steps.press('accept', jonas, id);
    desk.pass(4);
    await steps.press('undo', jonas, id);
    const after = await now();
    expect(after.state).toBe('claimed');
    expect('undo' in after).toBe(false);
    expect(await refusal(steps.press('undo', jonas, id))).toContain('There is nothing to undo');
  });

  test('after the window it is too late', async () => {
    await given('claimed');
    await steps.press('accept', jonas, id);
    desk.pass(6);
    expect(await refusal(steps.press('undo', jonas, id))).toBe('too_late: It is too late to undo that step.');
  });

  test('the partner withdraws; of an end that may still be undone it learns nothing', async () => {
    await given('routed');
    await steps.press('withdraw', maya, id);
    expect((await now()).outcome).toMatchObject({ state: 'withdrawn' });
    const said = await refusal(steps.press('withdraw', maya, id));
    expect(said).toBe('out_of_date: R-7K3M9Q can no longer be withdrawn.');
  });
});
