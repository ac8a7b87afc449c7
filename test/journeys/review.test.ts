import { afterAll, describe, expect, test } from 'vitest';
import { seedList } from '../../src/assemble/seed-list.js';
import { openOffice } from './desk.js';
import {
  AIKO,
  BLUEPEAK,
  DIEGO,
  FJORD,
  HARBOR,
  JONAS,
  MAYA,
  OFFENSIVE,
  OLGA,
  PRIYA,
  peopleOf,
  RUTH,
} from './people.js';
import { forgedPress } from './raw.js';
import { labels, read } from './reading.js';

/** What rules find, a program manager's decision, and a partner's appeal, through the running desk and the simulated Slack. */

const office = await openOffice();
const { slack, settle, pass } = office;
const people = peopleOf(office);

const program = await office.programs.current();
if (!program) throw new Error('There is no program');
await seedList(office.store, program, office.clock, {
  kind: 'customer',
  rows: [
    { name: 'Meridian Foods AG', domain: 'meridian-foods.de', owner: 'Nadia Kern' },
    { name: 'Castell Maschinenbau GmbH', domain: 'castell-maschinenbau.de', owner: 'Nadia Kern' },
  ],
});

afterAll(() => expect(office.errors).toEqual([]));

const KNOWN = { website: 'meridian-foods.de' };
/** Staff's words, in every form in which they were stored, and the people behind them. */
const SECRETS = ['Nadia', 'customers list', 'Existing customer', 'Another legal entity', 'existing_customer'];

const leaks = (channel = FJORD, user = MAYA) =>
  SECRETS.filter((words) => people.received(channel, user).includes(words));

const say = (user: string, channel: string, words: string) =>
  people.answerTo(user, () => slack.say(user, channel, `<@U0DESK> ${words}`));
const newest = (user: string) => people.directMessages(user).at(-1) as never;

describe('a company that is a customer', () => {
  const company = 'Meridian Foods AG';

  test('is turned down at once, in words that tell nothing, with a way to ask again', async () => {
    await people.refer(MAYA, FJORD, company, KNOWN);
    expect((await people.referral(company)).state).toBe('rejected');
    const card = people.card(FJORD, company);
    expect(read(card)).toContain('This company is already known to us.');
    expect(labels(card)).toEqual(['Dispute…']);
    const closed = people.thread(FJORD, company).at(-1) as never;
    expect(read(closed)).toContain('This company is already known to us.');
    expect(read(closed)).toContain('press Dispute');
    expect(labels(closed)).toEqual(['Dispute…']);
    expect(people.cards(OFFENSIVE, company)).toEqual([]);
    expect(people.directMessages(PRIYA)).toEqual([]);
    expect(leaks()).toEqual([]);
  });

  test('nobody but its partner’s people can dispute it', async () => {
    const { id } = await people.referral(company);
    for (const [user, team, channel] of [
      [DIEGO, 'T0HARBOR', HARBOR],
      [RUTH, 'T0ORBIT', BLUEPEAK],
      [OLGA, 'T0NORTHWIND', OFFENSIVE],
      [JONAS, 'T0NORTHWIND', FJORD],
    ] as const) {
      const ts = String(slack.pins(channel)[0] ?? slack.messages(channel)[0]?.ts);
      const press = { user, team, channel, ts, actionId: 'referral.dispute', value: { referral: id } };
      const told = await people.answerTo(user, () => forgedPress(slack, press));
      expect(told).toContain('Only people of');
      expect(slack.modal(user)).toBeUndefined();
    }
  });

  test('disputed, the program manager has a card with the partner’s words and what the rule found', async () => {
    await people.fill(MAYA, FJORD, company, 'Dispute…', { why: 'Another *entity*: Meridian Foods Iberia.' });
    expect(people.text(FJORD, company)).toContain('Maya Okafor asked us to look again');
    expect(labels(people.card(FJORD, company))).toEqual([]);
    expect(read(newest(PRIYA))).toContain('Look again? Meridian Foods AG');
    expect(read(newest(PRIYA))).toContain('Another *entity*: Meridian Foods Iberia.');
    expect(read(newest(PRIYA))).toContain('owner Nadia Kern');
    expect(labels(newest(PRIYA))).toEqual(['Uphold the appeal…', 'Stay with it…', 'Show all of it']);
    // The button in the thread is still there.
    const closed = people.thread(FJORD, company).find((one) => labels(one).includes('Dispute…')) as never;
    const again = await people.answerTo(MAYA, () => people.pressOn(MAYA, closed, 'Dispute…'));
    expect(again).toContain('asked us to look again');
    expect(again).toContain('already');
  });

  test('it is in the queue of program managers, and of nobody else', async () => {
    const queue = await say(PRIYA, OFFENSIVE, 'review');
    expect(queue).toContain('Waiting for your decision (1)');
    expect(queue).toContain(company);
    expect(queue).toContain('Appeal');
    expect(queue).toContain('Fjord Consulting');
    for (const [user, channel] of [
      [JONAS, OFFENSIVE],
      [MAYA, FJORD],
      [RUTH, BLUEPEAK],
      [OLGA, OFFENSIVE],
    ] as const)
      for (const words of ['review', 'rules'])
        expect(await say(user, channel, words)).toBe('Only program managers of the program can see this.');
  });

  test('upheld, it is open again, the partner hears once, and the card says who decided', async () => {
    const card = newest(PRIYA) as { ts: string };
    await people.pressOn(PRIYA, card as never, 'Uphold the appeal…');
    await people.submit(PRIYA, { internal: 'Another legal entity.' });
    expect(await people.referral(company)).toMatchObject({ state: 'routed' });
    expect(people.text(FJORD, company)).toContain('Waiting to be claimed');
    const told = people.threadTexts(FJORD, company).filter((text) => text.includes('looked again'));
    expect(told).toEqual([
      'We have looked again, and Meridian Foods AG goes on. You will hear here who takes it on.',
    ]);
    const edited = people.directMessages(PRIYA).find(({ ts }) => ts === card.ts) as never;
    expect(read(edited)).toContain('Priya Nair has upheld the appeal');
    expect(labels(edited)).toEqual(['Show all of it']);
    expect(people.text(OFFENSIVE, company)).toContain('Who referred: Maya Okafor of Fjord Consulting');
    expect(await say(PRIYA, OFFENSIVE, 'rules')).toContain(
      'Existing customer: held once; 1 looked at: 1 false alarm, 0 right',
    );
    expect(await say(PRIYA, OFFENSIVE, 'review')).toContain('Nothing waits for your decision');
    const { reference } = await people.referral(company);
    const record = await say(PRIYA, OFFENSIVE, reference);
    expect(record).toContain('a false alarm, says Priya Nair');
    expect(record).toContain('turned down by the rule');
    expect(leaks()).toEqual([]);
  });
});

describe('a company that may be a customer', () => {
  const company = 'Castell Maschinenbau';
  const LIKELY = { website: 'castell-gruppe.com', contact_email: 'a.kim@castell-gruppe.com' };

  test('waits for the program manager, who sees why; the partner sees that it is checked', async () => {
    await people.refer(DIEGO, HARBOR, company, LIKELY);
    expect((await people.referral(company)).state).toBe('in_review');
    expect(read(newest(PRIYA))).toContain('Needs you: Castell Maschinenbau');
    expect(read(newest(PRIYA))).toContain('Castell Maschinenbau GmbH');
    expect(labels(newest(PRIYA))).toEqual(['Let it through…', 'Turn down…', 'Show all of it']);
    expect(people.text(HARBOR, company)).toContain('We are checking it');
    expect(leaks(HARBOR, DIEGO)).toEqual([]);
  });

  test('turned down by the prefilled form, taken back, and let through', async () => {
    const card = newest(PRIYA) as { ts: string };
    const now = () => people.directMessages(PRIYA).find(({ ts }) => ts === card.ts) as never;
    await people.pressOn(PRIYA, card as never, 'Turn down…');
    const form = JSON.stringify(await people.modal(PRIYA));
    expect(form).toContain('This company is already known to us.');
    await people.submit(PRIYA, { reason: 'existing_customer' });
    expect(read(now())).toContain('Priya Nair has turned it down: existing customer.');
    expect(people.text(HARBOR, company)).toContain('We are checking it');
    await people.pressOn(PRIYA, now(), 'Undo');
    expect(labels(now())).toEqual(['Let it through…', 'Turn down…', 'Show all of it']);
    await people.pressOn(PRIYA, now(), 'Let it through…');
    await people.submit(PRIYA, { internal: 'Nadia says it is somebody else.' });
    expect(read(now())).toContain('Priya Nair has let it through.');
    expect((await people.referral(company)).state).toBe('routed');
    await pass({ seconds: 301 });
    expect(people.threadTexts(HARBOR, company).join()).not.toContain('known to us');
    expect(leaks(HARBOR, DIEGO)).toEqual([]);
  });

  test('stayed with: the partner reads the program manager’s words, once', async () => {
    const again = 'Meridian Foods';
    await people.refer(DIEGO, HARBOR, again, KNOWN);
    await people.fill(DIEGO, HARBOR, again, 'Dispute…', { why: 'We know the CIO.' });
    await people.pressOn(PRIYA, newest(PRIYA), 'Stay with it…');
    await people.submit(PRIYA, { for_partner: 'We look after the whole group already.' });
    await settle();
    const told = people.threadTexts(HARBOR, again).filter((text) => text.includes('whole group'));
    expect(told).toHaveLength(1);
    expect(people.text(HARBOR, again)).toContain('We have, and it stays closed.');
    expect(leaks(HARBOR, DIEGO)).toEqual([]);
    const everything = people.received(HARBOR, DIEGO);
    for (const words of ['Maya', 'Fjord', 'Iberia']) expect(everything).not.toContain(words);
  });
});

test('redelivered, and with a restart between, an appeal is asked once and answered once', async () => {
  const name = 'MERIDIAN FOODS AG';
  const again = async () => {
    const sent = slack.deliveries.findLast(({ what }) => what === 'view_submission');
    if (!sent) throw new Error('No form has been sent');
    await Promise.all([slack.redeliver(sent), slack.redeliver(sent)]);
    await settle();
  };
  await people.refer(DIEGO, HARBOR, name, KNOWN);
  await people.fill(DIEGO, HARBOR, name, 'Dispute…', { why: 'They left you.' });
  await again();
  await office.stopDesk();
  await office.startDesk();
  await again();
  const asked = () => people.directMessages(PRIYA).filter((one) => read(one).includes(`Look again? ${name}`));
  expect(asked()).toHaveLength(1);
  await people.pressOn(PRIYA, asked()[0] as never, 'Stay with it…');
  await people.submit(PRIYA, { for_partner: 'They are still with us.' });
  await again();
  await office.stopDesk();
  await office.startDesk();
  await again();
  const { events } = await people.referral(name);
  expect(events.map(({ type }) => type)).toEqual(['submitted', 'rejected', 'disputed', 'dispute_decided']);
  const answers = people.threadTexts(HARBOR, name).filter((text) => text.includes('still with us'));
  expect(answers).toHaveLength(1);
});

describe('in a channel that another organisation shares', () => {
  const company = 'MERIDIAN FOODS, AG';
  const outsider = () =>
    JSON.stringify([
      people.all(BLUEPEAK),
      slack.requests.filter(
        ({ method, args }) =>
          args.user === RUTH || (args.channel === BLUEPEAK && method !== 'chat.postEphemeral'),
      ),
      slack.ephemerals(RUTH),
      slack.modal(RUTH),
    ]);
  const secrets = [...SECRETS, company, 'known to us', 'sister company', 'One group.'];

  test('the appeal and its answer are the partner’s people’s alone', async () => {
    await people.refer(AIKO, BLUEPEAK, company, { ...KNOWN, service_line: 'cloud' });
    const received = () => people.cards(BLUEPEAK, 'Referral received from BluePeak Cloud').at(-1) as never;
    const details = await people.answerTo(AIKO, () => people.pressOn(AIKO, received(), 'Show details to me'));
    expect(details).toContain('This company is already known to us.');
    const own = slack.ephemerals(AIKO).at(-1) as never;
    expect(labels(own)).toEqual(['Dispute…']);
    await people.pressOn(AIKO, own, 'Dispute…');
    await people.submit(AIKO, { why: 'It is a sister company.' });
    await people.pressOn(PRIYA, newest(PRIYA), 'Stay with it…');
    await people.submit(PRIYA, { for_partner: 'One group.' });
    const thread = slack.replies(BLUEPEAK, (received() as { ts: string }).ts).map(read);
    expect(thread.at(-1)).toContain('We have looked again at your referral.');
    const after = await people.answerTo(AIKO, () => people.pressOn(AIKO, received(), 'Show details to me'));
    expect(after).toContain('One group.');
    const pressed = await people.answerTo(RUTH, () => people.pressOn(RUTH, received(), 'Show details to me'));
    expect(pressed).toBe('There is no such referral.');
    expect(secrets.filter((words) => outsider().includes(words))).toEqual([]);
  });
});

test('the queue is paged, the oldest first, and a page that lags behind loses nothing', async () => {
  const names = ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven'].map((one) => `Paged ${one} GmbH`);
  for (const company of names) {
    await people.refer(RUTH, BLUEPEAK, company, {
      website: `${company.split(' ')[1]?.toLowerCase()}-works.org`,
    });
    await pass({ seconds: 1 });
  }
  const first = await say(PRIYA, OFFENSIVE, 'review');
  expect(first).toContain('Waiting for your decision (7)');
  for (const shown of names.slice(0, 5)) expect(first).toContain(shown);
  expect(first).not.toContain('Six');
  const card = slack.ephemerals(PRIYA).at(-1) as never;
  expect(labels(card).filter((label) => label === 'Choose partner…')).toHaveLength(5);
  const before = slack.ephemerals(PRIYA).length;
  await people.pressOn(PRIYA, card, 'Next page');
  await settle();
  const shown = slack
    .ephemerals(PRIYA)
    .slice(before - 1)
    .map(read)
    .join('\n');
  for (const more of names.slice(5)) expect(shown).toContain(more);
});
