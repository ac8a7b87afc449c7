import { afterAll, describe, expect, test } from 'vitest';
import { openOffice, PROGRAM } from './desk.js';
import { DIEGO, FJORD, HARBOR, JONAS, MAYA, OFFENSIVE, PRIYA, peopleOf } from './people.js';
import { labels, read } from './reading.js';

/** Who is credited among partners, and a program manager who decides otherwise, through the running desk. */
const office = await openOffice();
const { slack, settle } = office;
const people = peopleOf(office);

afterAll(() => expect(office.errors).toEqual([]));

const command = (user: string, text: string) =>
  people.answerTo(user, () => slack.command(user, OFFENSIVE, '/referrals', text));
const mention = (user: string, channel: string, words: string) =>
  people.answerTo(user, () => slack.say(user, channel, `<@U0DESK> ${words}`));

describe('two partners and one company', () => {
  test('the first registration stays credited; the second partner had a part, and staff see both', async () => {
    const first = await people.refer(MAYA, FJORD, 'Shared GmbH', { website: 'shared.example' });
    office.clock.moveOn({ hours: 1 });
    const other = { website: 'www.shared.example', contact_email: 'other@shared.example', contact_phone: '' };
    const second = await people.refer(DIEGO, HARBOR, 'Shared Group', other);
    const credited = await people.reread(first);
    expect(credited.attribution).toMatchObject({
      partnerId: 'fjord',
      source: 'sourced',
      touches: [{ partnerId: 'fjord' }, { partnerId: 'harbor' }],
    });
    expect(credited.events.at(-1)).toMatchObject({ type: 'touched', reference: second.reference });
    expect(second.attribution).toMatchObject({ partnerId: 'fjord', source: 'influenced' });
    const record = await command(JONAS, first.reference);
    expect(record).toContain('Sourced by: Fjord Consulting (the first registration)');
    expect(record).toContain('Influenced by: Harbor Managed IT');
    // Neither hears of the other.
    expect(slack.messages(FJORD).map(read).join()).not.toContain('Harbor');
    expect(people.all(HARBOR).map(read).join()).not.toContain('Fjord');
  });

  test('where the last touch decides, the credit moves to it while the referral is open', async () => {
    await office.saveProgram({ ...PROGRAM, attribution: { ...PROGRAM.attribution, model: 'last_touch' } });
    await expect
      .poll(async () => (await office.programs.current())?.attribution.model, { timeout: 10_000 })
      .toBe('last_touch');
    // The running desk reads it within two seconds.
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    const first = await people.refer(MAYA, FJORD, 'Moving GmbH', { website: 'moving.example' });
    const mine = { website: 'moving.example', contact_email: 'm@moving.example', contact_phone: '' };
    await people.refer(DIEGO, HARBOR, 'Moving Group', mine);
    expect((await people.reread(first)).attribution).toMatchObject({
      partnerId: 'harbor',
      source: 'influenced',
    });
  });
});

describe('a program manager credits another partner', () => {
  test('both partners are told what they may know, and neither reads the other’s words', async () => {
    const referral = await people.refer(MAYA, FJORD, 'Contested GmbH', {
      website: 'contested.example',
      contact_name: 'Vera Vogel',
      problem: 'Only Fjord knows this.',
    });
    await people.press(JONAS, OFFENSIVE, 'Contested GmbH', 'Claim');
    await command(JONAS, referral.reference);
    expect(labels(slack.ephemerals(JONAS).at(-1) as never)).not.toContain('Credit another partner…');

    await command(PRIYA, referral.reference);
    const shown = slack.ephemerals(PRIYA).at(-1);
    if (!shown) throw new Error('Nothing was shown');
    await people.pressOn(PRIYA, shown, 'Credit another partner…');
    const missing = await people.submit(PRIYA, { partner: 'harbor', internal: '   ' });
    expect(missing.problem).toContain('Say why');
    await people.submit(PRIYA, { internal: 'Harbor showed their e-mail of May.' });
    await settle();

    const after = await people.reread(referral);
    expect(after).toMatchObject({
      partner: { id: 'harbor' },
      partnerChannel: { id: HARBOR },
      attribution: {
        partnerId: 'harbor',
        decided: { by: 'Priya Nair', reason: 'Harbor showed their e-mail of May.', from: 'fjord' },
      },
      events: expect.arrayContaining([expect.objectContaining({ type: 'reattributed' })]),
    });

    const fjord = people.all(FJORD).map(read).join('\n');
    expect(fjord).toContain(`Contested GmbH (${referral.reference}) is credited to another partner`);
    expect(fjord).toContain(
      `${referral.reference} is credited to another partner. You hear no more of it here.`,
    );
    expect(fjord).not.toContain('Referral: Contested GmbH');
    expect(fjord).not.toContain('Harbor');

    const harbor = people.text(HARBOR, 'Contested GmbH');
    expect(harbor).toContain('Jonas Weber');
    expect(people.threadTexts(HARBOR, 'Contested GmbH').join()).toContain('is credited to you now');
    const details = await mention(DIEGO, HARBOR, referral.reference);
    for (const word of ['Vera', 'Only Fjord', 'Maya', 'Fjord', 'e-mail of May'])
      expect(`${harbor}${details}`).not.toContain(word);
    expect(await mention(MAYA, FJORD, referral.reference)).toContain('There is no such referral.');
    expect(await command(PRIYA, referral.reference)).toContain('decided by Priya Nair');
    expect(people.threadTexts(OFFENSIVE, 'Contested GmbH').join()).toContain(
      'credited it to Harbor Managed IT instead of Fjord Consulting',
    );
  });

  test('twice is once, and not to whom it is credited already', async () => {
    const referral = await people.referral('Contested GmbH');
    await command(PRIYA, referral.reference);
    await people.pressOn(PRIYA, slack.ephemerals(PRIYA).at(-1) as never, 'Credit another partner…');
    await people.submit(PRIYA, { partner: 'fjord', internal: 'It was a mistake.' });
    const back = await people.reread(referral);
    expect(back.partner?.id).toBe('fjord');
    expect(people.text(FJORD, 'Referral: Contested GmbH')).toContain('Vera Vogel');
    expect(people.all(HARBOR).map(read).join()).not.toContain('Vera');
  });
});
