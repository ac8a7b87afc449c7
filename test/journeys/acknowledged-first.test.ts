import { afterAll, expect, test } from 'vitest';
import { openOffice } from './desk.js';
import { FJORD, FORM, JONAS, LENA, MAYA, OFFENSIVE, peopleOf, reachedAt } from './people.js';

/** Slack gives three seconds, and its own answers may take longer: nothing is asked of it before it is answered. */

const office = await openOffice();
const { slack, settle } = office;
const people = peopleOf(office);
const COMPANY = 'Acknowledged GmbH';

afterAll(() => expect(office.errors).toEqual([]));

/** The calls of the Web API made between a request to the desk and its answer. */
async function callsBeforeAnswer(act: () => Promise<unknown>): Promise<string[]> {
  await settle();
  const requests = slack.requests.length;
  const deliveries = slack.deliveries.length;
  const before = new Set<string>();
  const stop = slack.onChange(() => {
    const unanswered = slack.deliveries
      .slice(deliveries)
      .some(({ status, failure }) => status === undefined && failure === undefined);
    if (unanswered) for (const { method } of slack.requests.slice(requests)) before.add(method);
  });
  await act();
  stop();
  expect(slack.deliveries.length).toBeGreaterThan(deliveries);
  await settle();
  return [...before];
}

const acts: [string, () => Promise<unknown>][] = [
  ['opening a form', () => slack.press(MAYA, FJORD, String(slack.pins(FJORD)[0]), 'referral.start')],
  [
    'sending it',
    async () => {
      await people.modal(MAYA);
      return slack.submit(MAYA, { ...FORM, ...reachedAt(COMPANY), company: COMPANY });
    },
  ],
  ['a slash command that shows a list', () => slack.command(JONAS, 'C0GENERAL', '/referrals', 'open')],
  ['a slash command that opens a form', () => slack.command(JONAS, 'C0GENERAL', '/refer', 'X')],
  [
    'a press that is an act',
    () => slack.press(JONAS, OFFENSIVE, people.card(OFFENSIVE, COMPANY).ts, 'referral.claim'),
  ],
  [
    'a press that is refused',
    () => slack.press(LENA, OFFENSIVE, people.thread(OFFENSIVE, COMPANY)[0]?.ts ?? '', 'referral.accept'),
  ],
  ['a mention', () => slack.say(MAYA, FJORD, '<@U0DESK> status')],
  [
    'a shortcut',
    async () =>
      slack.messageShortcut(JONAS, FJORD, (await slack.say(MAYA, FJORD, 'Hm')).ts, 'refer_from_message'),
  ],
];

test.each(acts)('%s', async (_what, act) => {
  expect(await callsBeforeAnswer(act)).toEqual([]);
});

test('Slack may be as slow as it likes, also about people the desk has never met', async () => {
  await office.store.db.collection('profiles').deleteMany({});
  await office.stopDesk();
  await office.startDesk();
  await people.openForm(MAYA, FJORD);
  slack.faults.add('*', { kind: 'slow', ms: 1_500 }, { times: 30 });
  const answers = await Promise.all([
    slack.submit(MAYA, { ...FORM, ...reachedAt('Patient GmbH'), company: 'Patient GmbH' }),
    slack.command(JONAS, 'C0GENERAL', '/referrals', 'open'),
    slack.press(LENA, OFFENSIVE, people.thread(OFFENSIVE, COMPANY)[0]?.ts ?? '', 'referral.accept'),
    slack.say(MAYA, FJORD, '<@U0DESK> status'),
  ]);
  for (const { status, ms } of answers) {
    expect(status).toBe(200);
    expect(ms).toBeLessThan(1_400);
  }
  slack.faults.clear();
  await settle();
  expect(people.cards(FJORD, 'Patient GmbH')).toHaveLength(1);
});
