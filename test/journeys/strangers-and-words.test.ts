import { afterAll, describe, expect, test } from 'vitest';
import { PLAYGROUND_WORKSPACE } from '../../src/playground/seed/workspace.js';
import type { WorkspaceSeed } from '../../src/playground/slack/index.js';
import { openOffice } from './desk.js';
import { FJORD, FORM, JONAS, MAYA, OFFENSIVE, OLGA, PRIYA, peopleOf, RUTH } from './people.js';
import { buttons, labels, read } from './reading.js';

/** Ruth, Hiro and Iris of Orbit are in no partner’s list and in Fjord’s channel all the same. */
const HIRO = 'U0HIRO';
const IRIS = 'U0IRIS';
const workspace: WorkspaceSeed = {
  ...PLAYGROUND_WORKSPACE,
  people: [
    ...PLAYGROUND_WORKSPACE.people,
    { id: HIRO, name: 'Hiro Sato', team: 'T0ORBIT', kind: 'member' },
    { id: IRIS, name: 'Iris Bell', team: 'T0ORBIT', kind: 'member' },
  ],
  channels: PLAYGROUND_WORKSPACE.channels.map((channel) =>
    channel.id === FJORD ? { ...channel, members: [...channel.members, RUTH, HIRO, IRIS, OLGA] } : channel,
  ),
};
const office = await openOffice({ slack: { workspace } });
const { slack, pass } = office;
const people = peopleOf(office);

afterAll(() => expect(office.errors).toEqual([]));

const lastToPriya = () => people.directMessages(PRIYA).at(-1) as never;

describe('somebody nobody knows sends a referral', () => {
  const company = 'Stranger GmbH';

  test('it is kept, they are told so, and a program manager is asked', async () => {
    const told = await people.answerTo(RUTH, () => people.refer(RUTH, FJORD, company));
    const { reference, state, partner } = await people.referral(company);
    expect([state, partner]).toEqual(['in_review', undefined]);
    expect(told).toContain(`${company} is saved as ${reference}.`);
    expect(told).toContain('a program manager looks at it first');
    expect(people.cards(FJORD, company)).toEqual([]);
    expect(people.cards(OFFENSIVE, company)).toEqual([]);
    expect(read(lastToPriya())).toContain(
      'Ruth Cole sent this from the channel of Fjord Consulting but is not listed as one of its contacts.',
    );
    expect(labels(lastToPriya())).toEqual(['Choose partner…', 'Turn down…', 'Show all of it']);
  });

  test('she sees what she sent, and of others nothing', async () => {
    await people.refer(MAYA, FJORD, 'Known GmbH');
    const { reference } = await people.referral(company);
    const ask = (words: string) => people.answerTo(RUTH, () => slack.say(RUTH, FJORD, `<@U0DESK> ${words}`));
    expect(await ask(`status ${reference}`)).toContain(company);
    for (const words of [
      'status',
      'find Known',
      'open',
      'help',
      `status ${(await people.referral('Known GmbH')).reference}`,
    ])
      expect(await ask(words)).not.toContain('Known GmbH ');
  });

  test('the program manager says whose it is, and it goes on as that partner’s', async () => {
    const { id } = await people.referral(company);
    await people.pressOn(
      PRIYA,
      people.directMessages(PRIYA).find((one) => labels(one).includes('Choose partner…')) as never,
      'Choose partner…',
    );
    await people.submit(PRIYA, { partner: 'fjord' });
    expect(await office.referrals.byId(id)).toMatchObject({ state: 'routed', partner: { id: 'fjord' } });
    expect(people.text(FJORD, company)).toContain('Waiting to be claimed');
    expect(people.text(OFFENSIVE, company)).toContain('Who referred: Ruth Cole of Fjord Consulting');
  });

  test('and needs not say it again: the person is a contact from then on', async () => {
    await people.refer(RUTH, FJORD, 'Vouched For GmbH');
    expect(await people.referral('Vouched For GmbH')).toMatchObject({
      state: 'routed',
      partner: { id: 'fjord' },
    });
  });

  test('or turns it down, and the person is answered', async () => {
    const other = 'Turned Down GmbH';
    await people.refer(IRIS, FJORD, other);
    await people.pressOn(PRIYA, lastToPriya(), 'Turn down…');
    await people.submit(PRIYA, { reason: 'ineligible_partner' });
    expect(people.directMessages(IRIS)).toEqual([]);
    await pass({ seconds: 301 });
    const answer = people.directMessages(IRIS).map(read).join('\n');
    expect(answer).toContain('thank you for what you sent to Northwind Shield');
    expect(answer).toContain('This referral is not covered by the current program terms.');
  });

  test('when direct messages to outsiders are refused, the answer goes to the channel', async () => {
    const other = 'Unreachable GmbH';
    slack.settings.directMessagesToExternals = 'refused';
    await people.refer(HIRO, FJORD, other);
    await people.pressOn(PRIYA, lastToPriya(), 'Turn down…');
    await people.submit(PRIYA, { reason: 'duplicate' });
    await pass({ seconds: 301 });
    const inChannel = people
      .all(FJORD)
      .map(read)
      .filter((text) => text.includes('thank you for what you sent'));
    expect(inChannel).toHaveLength(1);
    expect(inChannel[0]).toContain(`<@${HIRO}>`);
    expect(inChannel[0]).not.toContain(other);
  });

  test('a colleague without a part is a stranger too', async () => {
    const told = await people.answerTo(OLGA, () => people.refer(OLGA, FJORD, 'Olga GmbH'));
    expect(told).toContain('does not know you as a contact yet');
  });
});

describe('what people type', () => {
  const NASTY = '<!channel> <@U0JONAS> *bold* & <https://evil|x> @here `code` :tada:';

  test('appears as typed everywhere and notifies nobody', async () => {
    const before = slack.notifications().length;
    await people.refer(MAYA, FJORD, NASTY, {
      problem: NASTY,
      reason: NASTY,
      contact_name: NASTY,
      contact_role: NASTY,
    });
    const decoded = (channel: string) =>
      people
        .all(channel)
        .map(read)
        .find((text) => text.includes('<https://evil|x>')) ?? '';
    for (const channel of [FJORD, OFFENSIVE]) {
      expect(decoded(channel).replaceAll('*', '')).toContain(NASTY.replaceAll('*', ''));
      for (const message of people.all(channel)) expect(message.text).not.toContain('<!channel>');
    }
    expect(decoded(OFFENSIVE)).toContain(NASTY);
    const { id } = await people.referral(NASTY);
    const claim = people
      .all(OFFENSIVE)
      .find((message) =>
        buttons(message.blocks).some(({ label, value }) => label === 'Claim' && value.referral === id),
      );
    await people.pressOn(JONAS, claim as never, 'Claim');
    const handoff = people.directMessages(JONAS).at(-1) as never;
    await people.pressOn(JONAS, handoff, 'Ask the partner…');
    await people.submit(JONAS, { question: NASTY });
    await people.pressOn(JONAS, handoff, 'Add note…');
    await people.submit(JONAS, { internal: NASTY, for_partner: NASTY });
    const mentioned = slack
      .notifications()
      .slice(before)
      .flatMap(({ mentions }) => mentions);
    // Our own mentions remain: the submitter on her card, the rep on the reps’ card.
    expect(new Set(mentioned)).toEqual(new Set([MAYA, JONAS]));
    const inFjord = slack
      .notifications(FJORD)
      .slice()
      .flatMap(({ mentions }) => mentions);
    expect(inFjord).not.toContain(JONAS);
    for (const text of people
      .all(FJORD)
      .map(read)
      .filter((one) => one.includes('evil')))
      expect(text.replaceAll('*', '')).toContain(NASTY.replaceAll('*', ''));
  });

  test('long texts and names are taken and shown whole as far as Slack can', async () => {
    const company = `${'Very Long Company Name '.repeat(5)}GmbH`;
    expect(company.length).toBeLessThanOrEqual(120);
    const problem = `Start ${'x'.repeat(1_488)} End`;
    await people.refer(MAYA, FJORD, company, {
      problem,
      reason: problem,
      current_tools: 'y'.repeat(500),
      contact_name: 'z'.repeat(120),
      contact_role: 'w'.repeat(120),
    });
    expect(people.text(OFFENSIVE, company)).toContain(problem);
    expect(people.text(FJORD, company)).toContain(company);
    await people.press(JONAS, OFFENSIVE, company, 'Claim');
    for (let times = 0; times < 5; times += 1)
      await people.fill(JONAS, OFFENSIVE, company, 'Add note…', {
        internal: `${times} ${'n'.repeat(1_990)}`,
      });
    expect((await people.referral(company)).notes).toHaveLength(5);
    expect(read(people.thread(OFFENSIVE, company)[0] as never)).toContain('shortened');
    const more = 'i'.repeat(3_000);
    await people.fill(MAYA, FJORD, company, 'Add information', { information: more });
    expect(people.threadTexts(OFFENSIVE, company).at(-1)).toContain(more);
  });

  test('a problem of 3,000 characters is refused by the form with everything kept', async () => {
    await people.openForm(MAYA, FJORD);
    const answer = await slack.submit(MAYA, {
      ...FORM,
      company: 'Too Long GmbH',
      problem: 'p'.repeat(3_000),
    });
    expect(answer.problem).toBe('Please enter at most 1500 characters.');
    expect(JSON.stringify((await people.modal(MAYA)).view.state)).toContain('Too Long GmbH');
    await slack.closeModal(MAYA);
  });
});
