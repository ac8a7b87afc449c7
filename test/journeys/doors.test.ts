import { afterAll, describe, expect, test } from 'vitest';
import { openOffice } from './desk.js';
import {
  AIKO,
  DIEGO,
  FJORD,
  FORM,
  HARBOR,
  JONAS,
  LENA,
  MAYA,
  OFFENSIVE,
  OLGA,
  PRIYA,
  peopleOf,
  SAM,
} from './people.js';
import { buttons, labels, read, readBlocks } from './reading.js';
import { until } from './until.js';

const office = await openOffice();
const { slack, settle } = office;
const people = peopleOf(office);
const GENERAL = 'C0GENERAL';
const DESK = '<@U0DESK>';

afterAll(() => expect(office.errors).toEqual([]));

const values = async (user: string) =>
  ((await people.modal(user)).view.state as { values: Record<string, Record<string, { value?: string }>> })
    .values;

const command = (user: string, channel: string, name: string, text = '') =>
  people.answerTo(user, () => slack.command(user, channel, name, text));
const mention = (user: string, channel: string, words: string) =>
  people.answerTo(user, () => slack.say(user, channel, `${DESK} ${words}`));

describe('before there is any referral', () => {
  test('every list says what to do instead of showing nothing', async () => {
    expect(await mention(MAYA, FJORD, 'status')).toBe(
      'Your referrals\nFjord Consulting has not sent a referral yet. Press "Refer a lead" in this channel: it takes under a minute.',
    );
    expect(await command(JONAS, OFFENSIVE, '/referrals')).toContain(
      'You have no open claims in Northwind Shield.',
    );
    expect(await command(JONAS, OFFENSIVE, '/referrals', 'open')).toContain('No open referrals.');
    expect(await command(JONAS, OFFENSIVE, '/referrals', 'find ACME')).toContain('Nothing found for "ACME".');
  });
});

describe('the doors to the form', () => {
  test('an external person mentions the desk and is one button away', async () => {
    const shown = await mention(MAYA, FJORD, 'refer');
    expect(shown).toBe('Here is the form. It takes under a minute.');
    const card = slack.ephemerals(MAYA).at(-1);
    if (!card) throw new Error('Nothing was shown');
    await slack.press(MAYA, FJORD, card.ts, 'referral.start');
    await people.submit(MAYA, { ...FORM, company: 'Mentioned GmbH' });
    expect(await people.referral('Mentioned GmbH')).toMatchObject({
      door: 'mention',
      partner: { id: 'fjord' },
    });
  });

  test('/refer Acme starts with the company; staff say for whom they write', async () => {
    await slack.command(JONAS, GENERAL, '/refer', 'Commanded GmbH');
    expect((await values(JONAS)).company?.company?.value).toBe('Commanded GmbH');
    const missing = await people.submit(JONAS, FORM);
    expect(missing.problem).toBe('Please complete this required field.');
    await people.submit(JONAS, { ...FORM, for_partner: 'fjord' });
    const referral = await people.referral('Commanded GmbH');
    expect(referral).toMatchObject({ door: 'command', onBehalf: true, partner: { id: 'fjord' } });
    expect(people.text(FJORD, 'Commanded GmbH')).toContain('<@U0JONAS> for Fjord Consulting');
    expect(people.text(OFFENSIVE, 'Commanded GmbH')).toContain(
      'Fjord Consulting, written down by Jonas Weber',
    );
    await until(() => people.directMessages(JONAS).some((one) => read(one).includes('is saved as')));
  });

  test('a message shortcut starts with what was said', async () => {
    const said = await slack.say(MAYA, FJORD, 'Kestrel needs a *test* of its portal &amp; soon');
    await slack.messageShortcut(JONAS, FJORD, said.ts, 'refer_from_message');
    expect((await values(JONAS)).problem?.problem?.value).toBe('Kestrel needs a *test* of its portal & soon');
    const { problem: _typed, ...rest } = FORM;
    await people.submit(JONAS, { ...rest, company: 'Quoted GmbH' });
    expect(await people.referral('Quoted GmbH')).toMatchObject({
      door: 'shortcut',
      partner: { id: 'fjord' },
    });
  });

  test('slash commands and shortcuts are not for external people, as in Slack', async () => {
    const deliveries = slack.deliveries.length;
    expect((await slack.command(MAYA, FJORD, '/refer', 'X')).problem).toBe('/refer is not a valid command.');
    const said = await slack.say(MAYA, FJORD, 'Hello');
    expect((await slack.messageShortcut(MAYA, FJORD, said.ts, 'refer_from_message')).problem).toBeDefined();
    expect(slack.deliveries).toHaveLength(deliveries);
  });
});

describe('help', () => {
  test('is for everybody, in their own words', async () => {
    expect(await mention(MAYA, FJORD, 'what can you do?')).toContain('Refer somebody to Northwind Shield');
    expect(await command(JONAS, OFFENSIVE, '/referrals', 'help')).toContain('/referrals open');
    expect(await command(JONAS, OFFENSIVE, '/referrals', 'help')).not.toContain('/referrals setup');
    expect(await command(PRIYA, OFFENSIVE, '/referrals', 'help')).toContain('/referrals setup');
    expect(await command(OLGA, OFFENSIVE, '/referrals', 'help')).toContain(
      'You have no part in this program yet',
    );
    expect(await mention(SAM, FJORD, 'help')).toContain('Refer somebody to Northwind Shield');
  });

  test('a press on a button nobody knows any more says so', async () => {
    const card = people.card(FJORD, 'Mentioned GmbH');
    const element = ((card.blocks ?? []).at(-1) as { elements: Record<string, unknown>[] }).elements[0];
    const actionId = String(element?.action_id);
    if (element) element.action_id = 'referral.of_the_past';
    const told = await people.answerTo(MAYA, () => slack.press(MAYA, FJORD, card.ts, 'referral.of_the_past'));
    if (element) element.action_id = actionId;
    expect(told).toContain('This button is from an older version');
  });
});

describe('looking things up', () => {
  test('a partner sees its own, staff everything, strangers nothing', async () => {
    await people.refer(DIEGO, HARBOR, 'Harbored GmbH', { service_line: 'cloud' });
    expect(await mention(MAYA, FJORD, 'status')).toContain('Mentioned GmbH');
    expect(slack.ephemerals(MAYA).map(read).join()).not.toContain('Harbored');
    expect(await mention(MAYA, FJORD, 'find Harbored')).toContain('Nothing found');
    expect(await command(JONAS, GENERAL, '/referrals', 'open')).toContain('Harbored GmbH');
    expect(await command(OLGA, GENERAL, '/referrals', 'open')).toBe(
      'Only reps and program managers of the program can see this list.',
    );
    expect(await command(OLGA, GENERAL, '/referrals', 'find Harbored')).not.toContain('Harbored GmbH ·');
  });

  test('by part of a name, by reference in any case, and with its history', async () => {
    const { reference } = await people.referral('Harbored GmbH');
    expect(await command(JONAS, GENERAL, '/referrals', 'find arbore')).toContain(reference);
    expect(await command(JONAS, GENERAL, '/referrals', 'harbored')).toContain(reference);
    const history = await command(JONAS, GENERAL, '/referrals', reference.toLowerCase());
    expect(history).toContain('History');
    expect(history).toContain('Diego Santos sent it');
    expect(history).toContain('routed. The service line is Cloud security review.');
    const theirs = await mention(DIEGO, HARBOR, `status ${reference}`);
    expect(theirs).toContain('Harbored GmbH');
    expect(theirs).toContain('What you sent');
    expect(theirs).not.toContain('alex@acme.com');
    const notTheirs = await mention(MAYA, FJORD, `status ${reference}`);
    expect(notTheirs).toBe('There is no such referral.');
    expect(await command(JONAS, GENERAL, '/referrals', 'R-000000')).toContain('Nothing found for "R-000000"');
  });

  test('thirty referrals come in pages, forth and back', async () => {
    for (let number = 1; number <= 30; number += 1) {
      office.clock.moveOn({ seconds: 1 });
      await people.openForm(AIKO, 'C0BLUEPEAK');
      await slack.submit(AIKO, { ...FORM, company: `Paged ${number} GmbH` });
    }
    await settle();
    const first = await mention(AIKO, 'C0BLUEPEAK', 'status');
    expect(first).toContain('Your referrals (30)');
    expect(first).toContain('Paged 30 GmbH');
    expect(first).not.toContain('Paged 22 GmbH');
    const seen: string[] = [];
    let shown = slack.ephemerals(AIKO).at(-1);
    for (;;) {
      if (!shown) throw new Error('There is no list');
      const { ts } = shown;
      seen.push(...[...read(shown).matchAll(/Paged \d+ GmbH/g)].map(([company]) => company));
      const next = buttons(shown.blocks).find(({ label }) => label === 'Next page');
      if (!next) break;
      const before = read(shown);
      await slack.press(AIKO, 'C0BLUEPEAK', ts, next.actionId);
      await until(() => slack.ephemerals(AIKO).some((one) => one.ts === ts && read(one) !== before));
      shown = slack.ephemerals(AIKO).find((one) => one.ts === ts);
    }
    expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => `Paged ${30 - index} GmbH`));
    expect(labels(shown)).toEqual(['Back to the first']);
  });
});

describe('home', () => {
  test('shows a rep what is overdue, claimed and waiting, and what is pressed there acts', async () => {
    await people.press(LENA, OFFENSIVE, 'Mentioned GmbH', 'Claim');
    office.clock.moveOn({ days: 8 });
    await slack.openHome(LENA);
    const home = () => readBlocks((slack.home(LENA)?.blocks as unknown[]) ?? []);
    await until(() => home().includes('My claims'));
    expect(home()).toMatch(/Overdue\nMentioned GmbH[\s\S]*My claims\nMentioned GmbH[\s\S]*My queue\nPaged/);
    const open = buttons(slack.home(LENA)?.blocks as unknown[]).find(({ label }) => label === 'Open');
    if (!open) throw new Error('There is nothing to open');
    await slack.pressHome(LENA, open.actionId, { blockId: open.blockId });
    const window = await people.modal(LENA);
    expect(readBlocks(window.view.blocks as unknown[])).toContain('History');
  });

  test('is help for somebody without a part, and not there for external people', async () => {
    await slack.openHome(OLGA);
    await until(() => slack.home(OLGA));
    expect(readBlocks(slack.home(OLGA)?.blocks as unknown[])).toContain(
      'You have no part in this program yet',
    );
    expect((await slack.openHome(MAYA)).problem).toBeDefined();
  });
});
