import { afterAll, describe, expect, test } from 'vitest';
import { openOffice } from './desk.js';
import { FJORD, FORM, JONAS, MAYA, OFFENSIVE, OLGA, PRIYA, peopleOf, reachedAt, SAM } from './people.js';
import { read } from './reading.js';
import { until } from './until.js';

const office = await openOffice();
const { slack } = office;
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
    await people.submit(MAYA, { ...FORM, ...reachedAt('Mentioned GmbH'), company: 'Mentioned GmbH' });
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
    await people.submit(JONAS, { ...FORM, ...reachedAt('Commanded GmbH'), for_partner: 'fjord' });
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
    await people.submit(JONAS, { ...rest, ...reachedAt('Quoted GmbH'), company: 'Quoted GmbH' });
    expect(await people.referral('Quoted GmbH')).toMatchObject({
      door: 'shortcut',
      partner: { id: 'fjord' },
    });
  });

  test('a guest who is a partner’s contact may use commands, and is answered as the partner', async () => {
    await slack.command(SAM, FJORD, '/refer', 'Guest GmbH');
    await people.submit(SAM, { ...FORM, ...reachedAt('Guest GmbH') });
    expect(await people.referral('Guest GmbH')).toMatchObject({ onBehalf: false, partner: { id: 'fjord' } });
    expect(await command(SAM, FJORD, '/referrals')).toContain('Your referrals\n');
    expect(await command(SAM, FJORD, '/referrals', 'open')).toContain('Only reps and program managers');
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
