import { afterAll, describe, expect, test } from 'vitest';
import { openOffice } from './desk.js';
import { FJORD, FORM, HARBOR, JONAS, MAYA, OFFENSIVE, peopleOf, reachedAt } from './people.js';
import { until } from './until.js';

const office = await openOffice();
const { slack, settle } = office;
const people = peopleOf(office);

afterAll(() => expect(office.errors).toEqual([]));

async function expectOnce(company: string) {
  await settle();
  expect(await people.stored(company)).toHaveLength(1);
  expect(people.cards(FJORD, company)).toHaveLength(1);
  expect(people.cards(OFFENSIVE, company)).toHaveLength(1);
  expect(people.thread(FJORD, company)).toEqual([]);
}

const lastSubmission = () => {
  const found = slack.deliveries.findLast(({ what }) => what === 'view_submission');
  if (!found) throw new Error('Nothing was sent');
  return found;
};

describe('one form is one referral', () => {
  test('when Send is pressed twice at once', async () => {
    const company = 'Double Click GmbH';
    await people.openForm(MAYA, FJORD);
    const answers = await Promise.all([
      slack.submit(MAYA, { ...FORM, ...reachedAt(company), company }),
      slack.submit(MAYA, { ...FORM, ...reachedAt(company), company }),
      slack.submit(MAYA, { ...FORM, ...reachedAt(company), company }),
    ]);
    expect(answers.map(({ status, body }) => [status, body])).toEqual(answers.map(() => [200, '']));
    await expectOnce(company);
  });

  test.each([
    ['with retry headers', { withRetryHeaders: true }],
    ['without retry headers', {}],
    ['under another trigger', { newEventId: true }],
  ])('when Slack delivers it again %s', async (how, options) => {
    const company = `Again ${how} GmbH`;
    await people.refer(MAYA, FJORD, company);
    const again = await slack.redeliver(lastSubmission(), options);
    expect([again.status, again.body]).toEqual([200, '']);
    await expectOnce(company);
  });

  test('also when the first answer was lost and the words were changed since: the change is kept', async () => {
    const company = 'Edited GmbH';
    await people.openForm(MAYA, FJORD);
    await slack.submit(MAYA, { ...FORM, ...reachedAt(company), company });
    const sent = lastSubmission();
    const payload = structuredClone(sent.payload) as {
      view: { state: { values: Record<string, Record<string, { value: string }>> } };
    };
    const problem = payload.view.state.values.problem?.problem;
    if (!problem) throw new Error('The form has no problem');
    problem.value = 'The portal was broken into last week.';
    await slack.redeliver({
      ...sent,
      body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
    });
    await settle();
    expect(await people.stored(company)).toHaveLength(1);
    expect(people.threadTexts(OFFENSIVE, company).join()).toContain('The portal was broken into last week.');
  });

  test('but two forms of two people are two, even about one company', async () => {
    const company = 'Twice GmbH';
    await people.openForm(MAYA, FJORD);
    await people.openForm('U0DIEGO', HARBOR);
    await Promise.all([
      slack.submit(MAYA, { ...FORM, ...reachedAt(company), company }),
      slack.submit('U0DIEGO', { ...FORM, ...reachedAt(company), company }),
    ]);
    await settle();
    expect(await people.stored(company)).toHaveLength(2);
    expect(people.cards(FJORD, company)).toHaveLength(1);
    expect(people.cards(HARBOR, company)).toHaveLength(1);
  });
});

describe('one press is one step', () => {
  test.each([
    ['with retry headers', { withRetryHeaders: true }],
    ['without', {}],
  ])('when Slack delivers it again %s', async (how, options) => {
    const company = `Pressed ${how} GmbH`;
    await people.refer(MAYA, FJORD, company);
    await people.press(JONAS, OFFENSIVE, company, 'Claim');
    const words = people.toldPrivately(JONAS).length;
    const press = slack.deliveries.findLast(({ what }) => what === 'block_actions');
    if (!press) throw new Error('Nothing was pressed');
    const answers = await Promise.all([slack.redeliver(press, options), slack.redeliver(press, options)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await settle();
    expect((await people.referral(company)).events.filter(({ type }) => type === 'claimed')).toHaveLength(1);
    expect(people.threadTexts(FJORD, company)).toHaveLength(1);
    expect(people.toldPrivately(JONAS)).toHaveLength(words);
  });
});

describe('one mention is one answer', () => {
  test('when it arrives twice under different event ids, with and without retry headers', async () => {
    const before = slack.ephemerals(MAYA).length;
    await slack.say(MAYA, FJORD, '<@U0DESK> status');
    const mention = slack.deliveries.findLast(({ what }) => what === 'event app_mention');
    if (!mention) throw new Error('Nobody was mentioned');
    const answers = await Promise.all([
      slack.redeliver(mention, { newEventId: true }),
      slack.redeliver(mention, { newEventId: true, withRetryHeaders: true }),
      slack.redeliver(mention),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await until(() => slack.ephemerals(MAYA).length > before);
    const inbox = office.store.db.collection('inbox');
    await until(async () => (await inbox.countDocuments({ state: 'open' })) === 0);
    expect(slack.ephemerals(MAYA)).toHaveLength(before + 1);
  });
});

describe('two acts at one moment', () => {
  test('a claim and a withdrawal both count, in one order or the other', async () => {
    const company = 'Crossed GmbH';
    await people.refer(MAYA, FJORD, company);
    const { ts } = people.card(OFFENSIVE, company);
    await Promise.all([
      slack.press(JONAS, OFFENSIVE, ts, 'referral.claim'),
      slack.press(MAYA, FJORD, people.card(FJORD, company).ts, 'referral.withdraw'),
    ]);
    await settle();
    const { state, events } = await people.referral(company);
    expect(state).toBe('withdrawn');
    expect(events.map(({ type }) => type).filter((type) => type === 'withdrawn')).toHaveLength(1);
    expect(people.text(FJORD, company)).toContain('Where it stands\nWithdrawn');
    expect(people.text(OFFENSIVE, company)).toContain('Withdrawn.');
  });
});
