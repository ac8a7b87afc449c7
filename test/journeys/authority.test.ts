import { afterAll, describe, expect, test } from 'vitest';
import { PLAYGROUND_WORKSPACE } from '../../src/playground/seed/workspace.js';
import type { WorkspaceSeed } from '../../src/playground/slack/index.js';
import type { Definition } from '../../src/program/definition.js';
import { openOffice, PROGRAM } from './desk.js';
import { FJORD, JONAS, LENA, MAYA, OFFENSIVE, OLGA, PRIYA, peopleOf, SAM, TOM } from './people.js';
import { forgedPress } from './raw.js';
import { until } from './until.js';

const CROWD = Array.from({ length: 20 }, (_, index) => `U0REP${index + 1}`);
const COMPANY = 'Authority GmbH';

/** Many who have no business there can see the triage channel, and twenty more reps may claim in it. */
const workspace: WorkspaceSeed = {
  ...PLAYGROUND_WORKSPACE,
  people: [
    ...PLAYGROUND_WORKSPACE.people,
    ...CROWD.map((id) => ({ id, name: `Rep ${id}`, team: 'T0NORTHWIND', kind: 'member' as const })),
  ],
  channels: PLAYGROUND_WORKSPACE.channels.map((channel) =>
    channel.id === OFFENSIVE ? { ...channel, members: [...channel.members, SAM, TOM, ...CROWD] } : channel,
  ),
};
const program: Definition = {
  ...PROGRAM,
  reps: [
    ...PROGRAM.reps,
    ...CROWD.map((id) => ({
      id: id.toLowerCase(),
      name: `Rep ${id}`,
      accounts: { slack: id },
      serviceLines: [],
      outOfOffice: [],
      regions: [],
      ended: false,
    })),
  ],
  channels: PROGRAM.channels.map((channel) =>
    channel.id === 'offensive' && channel.kind === 'triage'
      ? { ...channel, reps: [...channel.reps, ...CROWD.map((id) => id.toLowerCase())] }
      : channel,
  ),
};
const office = await openOffice({ program, slack: { workspace } });
const { slack, settle } = office;
const people = peopleOf(office);

afterAll(() => expect(office.errors).toEqual([]));

const everything = () => JSON.stringify([...people.all(OFFENSIVE), ...people.all(FJORD)]);

describe('a press on Claim', () => {
  test.each([
    ['a guest', SAM, 'Only our own reps can claim a referral.'],
    ['a colleague without a part', OLGA, 'You are not a rep of this channel'],
    ['a program manager who is no rep', PRIYA, 'Only reps of this channel can claim.'],
    ['a rep of another channel', TOM, 'You are a rep, but not of this channel.'],
  ])('of %s changes nothing, and only they are told why', async (_who, user, why) => {
    const known = await people.stored(COMPANY);
    if (known.length === 0) await people.refer(MAYA, FJORD, COMPANY);
    const before = { referral: await people.referral(COMPANY), shown: everything() };
    for (const label of ['Claim', 'Decline', 'Reject…'] as const) {
      if (user === PRIYA && label === 'Reject…') continue;
      const told = await people.answerTo(user, () => people.press(user, OFFENSIVE, COMPANY, label));
      expect(told).toContain(why);
      expect(slack.modal(user)).toBeUndefined();
    }
    expect(await people.referral(COMPANY)).toEqual(before.referral);
    expect(everything()).toBe(before.shown);
  });

  test('of an external person, who can only forge it, changes nothing either', async () => {
    const before = { referral: await people.referral(COMPANY), shown: everything() };
    for (const step of [
      'claim',
      'decline',
      'reject',
      'accept',
      'win',
      'assign',
      'note',
      'notes',
      'undo',
      'set_partner',
    ]) {
      const told = await people.answerTo(MAYA, () =>
        forgedPress(slack, {
          user: MAYA,
          team: 'T0FJORD',
          channel: FJORD,
          ts: people.card(FJORD, COMPANY).ts,
          actionId: `referral.${step}`,
          value: { referral: before.referral.id },
        }),
      );
      expect(told).toMatch(/^(Only (our own reps|a program manager) can |There is no such referral)/);
    }
    expect(await people.referral(COMPANY)).toEqual(before.referral);
    expect(everything()).toBe(before.shown);
  });

  test('of a bystander on somebody’s handoff is refused too', async () => {
    const company = 'Handoff GmbH';
    await people.refer(MAYA, FJORD, company);
    await people.press(JONAS, OFFENSIVE, company, 'Claim');
    for (const [user, why] of [
      [LENA, 'Jonas Weber has claimed'],
      [OLGA, 'Only our own reps can do this.'],
    ] as const) {
      const told = await people.answerTo(user, () => people.press(user, OFFENSIVE, company, 'Accept'));
      expect(told).toContain(why);
      const note = await people.answerTo(user, () => people.press(user, OFFENSIVE, company, 'Add note…'));
      expect(note).toContain(why);
    }
    expect((await people.referral(company)).state).toBe('claimed');
  });

  test('of a form that was opened in time and sent too late is decided when it is sent', async () => {
    const company = 'Late Form GmbH';
    await people.refer(MAYA, FJORD, company);
    await people.press(LENA, OFFENSIVE, company, 'Reject…');
    await people.press(JONAS, OFFENSIVE, company, 'Claim');
    const answer = await people.submit(LENA, { reason: 'duplicate' });
    expect(answer.problem).toContain('Jonas Weber has claimed');
    expect(slack.modal(LENA)).toBeDefined();
    expect((await people.referral(company)).state).toBe('claimed');
    await slack.closeModal(LENA);
  });
});

describe('twenty reps press Claim at once', () => {
  test('one wins, the others are told who, and the winner’s second press does no harm', async () => {
    const company = 'Contested GmbH';
    await people.refer(MAYA, FJORD, company);
    const { ts } = people.card(OFFENSIVE, company);
    const answers = await Promise.all(
      CROWD.map((user) => slack.press(user, OFFENSIVE, ts, 'referral.claim')),
    );
    expect(answers.map(({ status }) => status)).toEqual(CROWD.map(() => 200));
    await settle();
    const referral = await people.referral(company);
    const winner = CROWD.find((id) => id.toLowerCase() === referral.claim?.repId);
    if (!winner) throw new Error('Nobody has won');
    expect(referral.events.filter(({ type }) => type === 'claimed')).toHaveLength(1);
    for (const loser of CROWD.filter((id) => id !== winner)) {
      const told = await until(() => people.toldPrivately(loser).at(-1), `a word to ${loser}`);
      expect(told).toBe(`Rep ${winner} has claimed ${referral.reference}.`);
    }
    expect(people.toldPrivately(winner)).toEqual([]);
    expect(people.thread(OFFENSIVE, company)).toHaveLength(1);
    expect(people.threadTexts(FJORD, company)).toHaveLength(1);

    // The winner’s screen still has the button.
    await slack.redeliver(
      slack.deliveries.find(
        ({ payload }) => (payload.user as { id?: string } | undefined)?.id === winner,
      ) as never,
    );
    const again = await people.answerTo(winner, () =>
      forgedPress(slack, {
        user: winner,
        team: 'T0NORTHWIND',
        channel: OFFENSIVE,
        ts,
        actionId: 'referral.claim',
        value: { referral: referral.id },
      }),
    );
    expect(again).toBe(`You have claimed ${referral.reference} already.`);
    await settle();
    expect((await people.referral(company)).events).toHaveLength(referral.events.length);
    expect(people.threadTexts(FJORD, company)).toHaveLength(1);
  });
});
