import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openOffice } from './desk.js';
import {
  AIKO,
  BLUEPEAK,
  DIEGO,
  FJORD,
  HARBOR,
  JONAS,
  LENA,
  MAYA,
  OFFENSIVE,
  PRIYA,
  peopleOf,
} from './people.js';
import { forgedPress } from './raw.js';
import { labels, read } from './reading.js';
import { until } from './until.js';

const office = await openOffice();
const { slack, pass } = office;
const people = peopleOf(office);

beforeEach(() => slack.faults.clear());
afterAll(() => expect(office.errors).toEqual([]));

const toPriya = () => people.directMessages(PRIYA).map(read);

describe('a form that Slack does not open', () => {
  test('because the trigger has expired: nothing was started, and the person is told', async () => {
    const told = await people.answerTo(MAYA, () =>
      forgedPress(slack, {
        user: MAYA,
        team: 'T0FJORD',
        channel: FJORD,
        ts: String(slack.pins(FJORD)[0]),
        actionId: 'referral.start',
        value: {},
      }),
    );
    expect(told).toBe('Slack took too long to open the form, so nothing was started. Please press again.');
    await people.openForm(MAYA, FJORD);
    await slack.closeModal(MAYA);
  });

  test('because it has trouble of its own', async () => {
    slack.faults.add('views.open', { kind: 'server_error', status: 503 });
    const told = await people.answerTo(MAYA, () =>
      slack.press(MAYA, FJORD, String(slack.pins(FJORD)[0]), 'referral.start'),
    );
    expect(told).toContain('The form could not be opened just now');
  });
});

describe('trouble in delivery', () => {
  /** Refers, claims and accepts under a fault of Slack's; time passes until everything is delivered. */
  async function livedThrough(company: string, fault: () => void) {
    fault();
    await people.refer(MAYA, FJORD, company);
    await delivered();
    await people.press(JONAS, OFFENSIVE, company, 'Claim');
    await delivered();
    await people.press(JONAS, OFFENSIVE, company, 'Accept');
    await delivered();
  }

  async function delivered() {
    const open = () => office.store.db.collection('outbox').countDocuments({ open: true });
    while ((await open()) > 0) await pass({ seconds: 2 });
  }

  function expectWhole(company: string, most: { cards: number }) {
    for (const channel of [FJORD, OFFENSIVE]) {
      const cards = people.cards(channel, company);
      expect(cards.length).toBeGreaterThanOrEqual(1);
      expect(cards.length).toBeLessThanOrEqual(most.cards);
    }
    expect(people.text(FJORD, company)).toContain('Where it stands\nAccepted');
    expect(people.text(OFFENSIVE, company)).toContain('Accepted.');
    const updates = people.all(FJORD).map(read);
    for (const update of [`Jonas Weber has taken on ${company}`, `Jonas Weber has looked at ${company}`]) {
      const times = updates.filter((text) => text.startsWith(update)).length;
      expect(times).toBeGreaterThanOrEqual(1);
      expect(times).toBeLessThanOrEqual(most.cards);
    }
    const handoff = people.directMessages(JONAS).filter((one) => read(one).includes(`Handoff: ${company}`));
    expect(handoff.length).toBeGreaterThanOrEqual(1);
    expect(handoff.length).toBeLessThanOrEqual(most.cards);
  }

  test('429: it waits as long as Slack asks, loses nothing and doubles nothing', async () => {
    await livedThrough('Limited GmbH', () =>
      slack.faults.add('chat.postMessage', { kind: 'rate_limited', retryAfterSeconds: 2 }, { times: 4 }),
    );
    expectWhole('Limited GmbH', { cards: 1 });
    expect(people.threadTexts(FJORD, 'Limited GmbH')).toHaveLength(2);
  });

  test('5xx: nothing is lost, and what was not stored is not doubled', async () => {
    await livedThrough('Failing GmbH', () => {
      slack.faults.add('chat.postMessage', { kind: 'server_error', status: 503 }, { channel: FJORD });
      slack.faults.add('chat.postMessage', { kind: 'server_error', status: 500 }, { channel: OFFENSIVE });
      slack.faults.add('chat.update', { kind: 'server_error', status: 500 }, { times: 3 });
    });
    expectWhole('Failing GmbH', { cards: 1 });
  });

  test('a lost reply: each message is visible, at most twice, and both copies of a card work', async () => {
    const company = 'Lost Reply GmbH';
    slack.faults.add('chat.postMessage', { kind: 'lost_reply' }, { channel: FJORD });
    slack.faults.add('chat.postMessage', { kind: 'lost_reply' }, { channel: OFFENSIVE });
    await people.refer(MAYA, FJORD, company);
    await pass({ seconds: 5 });
    const [first, second, ...more] = people.cards(OFFENSIVE, company);
    expect(more).toEqual([]);
    if (!first || !second) throw new Error('There should be two copies');
    await people.pressOn(LENA, first, 'Claim');
    expect((await people.referral(company)).claim?.repId).toBe('lena');
    expect(labels(second)).toEqual([]);
    const told = await people.answerTo(JONAS, () => people.pressOn(JONAS, first, 'Claim'));
    expect(told).toContain('Lena Fischer has claimed');
    expect(people.cards(FJORD, company)).toHaveLength(2);
    expect(people.text(FJORD, company)).toContain('Who has it\nLena Fischer');
  });

  test('a reply lost for an edit costs nothing, as editing twice is harmless', async () => {
    await livedThrough('Lost Edit GmbH', () =>
      slack.faults.add('chat.update', { kind: 'lost_reply' }, { times: 3 }),
    );
    expectWhole('Lost Edit GmbH', { cards: 1 });
  });

  test('a card somebody deleted is posted anew', async () => {
    const company = 'Deleted GmbH';
    await people.refer(MAYA, FJORD, company);
    slack.faults.add('chat.update', { kind: 'error', error: 'message_not_found' }, { channel: FJORD });
    await people.press(JONAS, OFFENSIVE, company, 'Claim');
    expect(people.cards(FJORD, company)).toHaveLength(2);
    expect(people.text(FJORD, company)).toContain('Who has it\nJonas Weber');
  });
});

describe('trouble with a channel', () => {
  test('its id changed: cards are still edited, and people go on referring in it', async () => {
    const company = 'Moved GmbH';
    await people.refer(MAYA, FJORD, company);
    await slack.changeChannelId(FJORD, 'C1FJORD');
    await until(async () => (await people.referral(company)).partnerChannel?.id === 'C1FJORD');
    await people.press(JONAS, OFFENSIVE, company, 'Claim');
    expect(people.cards('C1FJORD', company)).toHaveLength(1);
    expect(people.text('C1FJORD', company)).toContain('Who has it\nJonas Weber');
    expect(people.threadTexts('C1FJORD', company)).toHaveLength(1);
    const next = await people.refer(MAYA, 'C1FJORD', 'After Move GmbH');
    expect(next.partner?.id).toBe('fjord');
    expect(people.cards('C1FJORD', 'After Move GmbH')).toHaveLength(1);
    await slack.changeChannelId('C1FJORD', FJORD);
    await until(async () => (await people.referral(company)).partnerChannel?.id === FJORD);
  });

  test('archived: the message is parked, a program manager is told, and the card lives on when it is back', async () => {
    const company = 'Archived GmbH';
    await people.refer(DIEGO, HARBOR, company);
    await slack.archive(HARBOR, PRIYA);
    await until(() => toPriya().some((text) => text.includes('Harbor Managed IT has been archived')));
    await people.press(JONAS, OFFENSIVE, company, 'Claim');
    await pass({ seconds: 5 });
    const parked = await office.store.db
      .collection('outbox')
      .find({ state: 'parked', 'message.to.channel.id': HARBOR })
      .toArray();
    expect(parked.map(({ message }) => message.template).sort()).toEqual(['partner-update', 'status-card']);
    await until(() => toPriya().some((text) => text.includes('The channel is archived. Unarchive it')));
    expect((await people.referral(company)).state).toBe('claimed');

    const channel = slack.channel(HARBOR);
    if (channel) channel.isArchived = false;
    await people.press(JONAS, OFFENSIVE, company, 'Accept');
    await pass({ seconds: 5 });
    expect(people.cards(HARBOR, company)).toHaveLength(1);
    expect(people.text(HARBOR, company)).toContain('Where it stands\nAccepted');
  });

  test('the bot was removed: told, parked, and the referral goes on', async () => {
    const company = 'Removed GmbH';
    await people.refer(AIKO, BLUEPEAK, company);
    await slack.removeBot(BLUEPEAK, PRIYA);
    await until(() => toPriya().some((text) => text.includes('no longer has me in it')));
    await people.press(LENA, OFFENSIVE, company, 'Claim');
    await pass({ seconds: 5 });
    expect((await people.referral(company)).state).toBe('claimed');
    await until(() => toPriya().some((text) => text.includes('Invite it there with /invite')));
  });

  test('the bot is invited again: what waits to be claimed appears, and the partner’s cards stand where they should', async () => {
    const company = 'Invited Again GmbH';
    await slack.removeBot(OFFENSIVE, PRIYA);
    await people.refer(MAYA, FJORD, company);
    await pass({ seconds: 5 });
    expect(people.cards(OFFENSIVE, company)).toHaveLength(0);
    await slack.inviteBot(OFFENSIVE, PRIYA);
    await until(() => people.cards(OFFENSIVE, company).length === 1);
    await people.press(JONAS, OFFENSIVE, company, 'Claim');
    expect((await people.referral(company)).state).toBe('claimed');

    await people.refer(DIEGO, HARBOR, 'Told Late GmbH');
    await slack.removeBot(HARBOR, PRIYA);
    await people.press(JONAS, OFFENSIVE, 'Told Late GmbH', 'Claim');
    await pass({ seconds: 5 });
    await slack.inviteBot(HARBOR, PRIYA);
    await until(() => people.text(HARBOR, 'Told Late GmbH').includes('Where it stands\nClaimed'));
    expect(people.cards(HARBOR, 'Told Late GmbH')).toHaveLength(1);
    expect(slack.messages(HARBOR).filter((message) => read(message).includes('Know somebody'))).toHaveLength(
      1,
    );
  });

  test('the app lacks the scope to pin: the card is posted, and a program manager is told how to pin it', async () => {
    slack.settings.scopes = slack.settings.scopes.filter((scope) => scope !== 'pins:write');
    await slack.command(PRIYA, 'C0GENERAL', '/referrals', 'help');
    await slack.inviteBot('C0GENERAL', PRIYA);
    await slack.command(PRIYA, 'C0GENERAL', '/referrals', 'setup');
    await people.submit(PRIYA, { kind: 'partner', new_partner: 'Unpinned Ltd' });
    expect(people.text('C0GENERAL', 'Know somebody')).toContain('Unpinned Ltd');
    expect(slack.pins('C0GENERAL')).toEqual([]);
    await until(() =>
      toPriya().some((text) => text.includes('pins:write') && text.includes('Pin to channel')),
    );
  });
});
