import { afterAll, describe, expect, test } from 'vitest';
import { openOffice } from './desk.js';
import { AIKO, BLUEPEAK, CLOUD, DIEGO, HARBOR, MAYA, PRIYA, peopleOf, RUTH, TOM } from './people.js';
import { forgedPress } from './raw.js';
import { labels, read } from './reading.js';
import { until } from './until.js';

/** BluePeak’s channel is shared with a fourth organisation, Orbit, whose Ruth reads everything posted there. */

const office = await openOffice();
const { slack, settle, pass } = office;
const people = peopleOf(office);
const COMPANY = 'Kestrel Robotics';
const CLOUDY = { service_line: 'cloud', problem: 'A car maker asks them for proof.' };
const CONTACT = 'Alex Kim';

afterAll(() => expect(office.errors).toEqual([]));

/** Everything the outsider was ever sent: the channel with its past versions, and what only she was shown. */
const outsiderReceived = () =>
  JSON.stringify([
    slack.messages(BLUEPEAK).map((one) => [one, slack.replies(BLUEPEAK, one.ts)]),
    slack.requests.filter(
      ({ method, args }) =>
        args.user === RUTH ||
        (args.channel === BLUEPEAK && method !== 'chat.postEphemeral') ||
        (args.channel !== undefined && args.channel === slack.directChannel(RUTH)?.id),
    ),
    slack.ephemerals(RUTH),
    slack.modal(RUTH),
  ]);
const leaks = () =>
  [COMPANY, CONTACT, 'car maker', 'acme.com'].filter((words) => outsiderReceived().includes(words));
const warnings = () =>
  people.directMessages(PRIYA).filter((one) => read(one).includes('Another organisation is in'));
const received = () => people.cards(BLUEPEAK, 'Referral received from BluePeak Cloud');

describe('in a channel that another organisation shares', () => {
  test('only "Referral received" stands there; details go to the partner’s people alone', async () => {
    const { reference } = await people.refer(AIKO, BLUEPEAK, COMPANY, CLOUDY);
    expect(received()).toHaveLength(1);
    const card = received()[0] as never;
    expect(read(card)).toBe(
      [
        `Referral received from BluePeak Cloud. ${reference}`,
        'Others may read in this channel, so the details are shown only to the people of the partner.',
      ].join('\n'),
    );
    expect(labels(card)).toEqual(['Show details to me']);
    const details = await people.answerTo(AIKO, () => people.pressOn(AIKO, card, 'Show details to me'));
    expect(details).toContain(COMPANY);
    expect(details).toContain('Waiting to be claimed');
    expect(people.text(CLOUD, COMPANY)).toContain('Who referred: Aiko Tanaka of BluePeak Cloud');
    expect(leaks()).toEqual([]);
  });

  test('its person gets nothing by pressing, asking or forging', async () => {
    const { id, reference } = await people.referral(COMPANY);
    const card = received()[0] as never;
    const pressed = await people.answerTo(RUTH, () => people.pressOn(RUTH, card, 'Show details to me'));
    expect(pressed).toBe('There is no such referral.');
    for (const words of ['status', `status ${reference}`, 'find Kestrel', 'open', 'help'])
      await people.answerTo(RUTH, () => slack.say(RUTH, BLUEPEAK, `<@U0DESK> ${words}`));
    for (const step of [
      'show',
      'add_information',
      'withdraw',
      'answer',
      'claim',
      'ask',
      'note',
      'set_partner',
    ])
      await people.answerTo(RUTH, () => forged(RUTH, 'T0ORBIT', BLUEPEAK, `referral.${step}`, id));
    expect(slack.modal(RUTH)).toBeUndefined();
    expect((await people.referral(COMPANY)).events.map(({ type }) => type)).toEqual(['submitted', 'routed']);
    expect(leaks()).toEqual([]);
  });

  test('news, questions and the end are told without a word of what it is about', async () => {
    await people.press(TOM, CLOUD, COMPANY, 'Claim');
    await people.fill(TOM, CLOUD, COMPANY, 'Ask the partner…', { question: `Is ${COMPANY} in Leeds?` });
    await people.fill(TOM, CLOUD, COMPANY, 'Add note…', { for_partner: `${COMPANY} is lovely.` });
    const { ts } = received()[0] ?? { ts: '' };
    const told = slack.replies(BLUEPEAK, ts).map((one) => read(one).split('\n')[0]?.replace(/ R-.*/, ''));
    expect(told).toEqual([
      'There is news on your referral.',
      'There is a question about your referral.',
      'There is a note on your referral.',
    ]);
    await people.press(TOM, CLOUD, COMPANY, 'Accept');
    await people.fill(TOM, CLOUD, COMPANY, 'Lost…', { reason: 'no_budget' });
    await pass({ seconds: 301 });
    expect(read(slack.replies(BLUEPEAK, ts).at(-1) as never)).toContain('Your referral has been closed.');
    expect(leaks()).toEqual([]);
  });

  test('the program manager was told once', () => {
    expect(warnings()).toHaveLength(1);
    expect(read(warnings()[0] as never)).toContain(
      'Another organisation is in the channel of BluePeak Cloud.',
    );
  });

  test('the partner’s own people still answer in private', async () => {
    const company = 'Second Robotics';
    await people.refer(AIKO, BLUEPEAK, company, CLOUDY);
    await people.press(TOM, CLOUD, company, 'Claim');
    await people.fill(TOM, CLOUD, company, 'Ask the partner…', { question: 'Which cloud?' });
    const { id } = await people.referral(company);
    const card = received().at(-1) as never;
    await people.answerTo(AIKO, () => people.pressOn(AIKO, card, 'Show details to me'));
    const details = slack.ephemerals(AIKO).at(-1) as never;
    expect(read(details)).toContain('Which cloud?');
    expect(labels(details)).toContain('Answer…');
    await people.pressOn(AIKO, details, 'Answer…');
    await people.submit(AIKO, { answer: 'Azure.' });
    expect((await office.referrals.byId(id))?.question?.answer?.text).toBe('Azure.');
    expect(outsiderReceived()).not.toContain(company);
  });
});

describe('who comes and goes', () => {
  test('when the other organisation leaves, the details come back', async () => {
    await slack.unshare(BLUEPEAK, 'T0ORBIT');
    await until(async () => {
      await settle();
      return people.cards(BLUEPEAK, COMPANY).length === 1;
    });
    expect(people.text(BLUEPEAK, COMPANY)).toContain('Where it stands\nClosed, not won');
    expect(received()).toEqual([]);
  });

  test('when one comes in, what stood there is withdrawn from sight, and the program manager is told', async () => {
    const company = 'Harbored Robotics';
    await people.refer(DIEGO, HARBOR, company, CLOUDY);
    expect(people.cards(HARBOR, company)).toHaveLength(1);
    const before = warnings().length;
    await slack.share(HARBOR, 'T0ORBIT', [RUTH]);
    await until(async () => {
      await settle();
      return people.cards(HARBOR, company).length === 0;
    });
    expect(people.text(HARBOR, 'Referral received from Harbor')).toContain('Others may read');
    expect(warnings()).toHaveLength(before + 1);
  });
});

describe('somebody of one partner presses a button on another partner’s referral', () => {
  test('is refused, and nothing about it reaches them', async () => {
    const company = 'Guarded Robotics';
    const { id, reference } = await people.refer(DIEGO, HARBOR, company, CLOUDY);
    const before = await people.referral(company);
    const words: string[] = [];
    for (const step of [
      'show',
      'add_information',
      'withdraw',
      'answer',
      'claim',
      'reject',
      'win',
      'undo',
      'route',
    ])
      words.push(
        await people.answerTo(MAYA, () => forged(MAYA, 'T0FJORD', 'C0FJORD', `referral.${step}`, id)),
      );
    expect(slack.modal(MAYA)).toBeUndefined();
    expect(await people.referral(company)).toEqual(before);
    const everything = JSON.stringify([
      words,
      slack.requests.filter(({ args }) => args.user === MAYA || args.channel === 'C0FJORD'),
      slack.ephemerals(MAYA),
    ]);
    for (const secret of [company, reference, 'Harbor', 'Diego', CONTACT])
      expect(everything).not.toContain(secret);
  });
});

function forged(user: string, team: string, channel: string, actionId: string, referral: string) {
  const ts = String(slack.pins(channel)[0]);
  return forgedPress(slack, { user, team, channel, ts, actionId, value: { referral } });
}
