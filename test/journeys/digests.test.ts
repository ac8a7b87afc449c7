import { afterAll, expect, test } from 'vitest';
import type { Message } from '../../src/playground/slack/index.js';
import { openOffice, PROGRAM } from './desk.js';
import { FJORD, JONAS, LENA, MAYA, OFFENSIVE, PRIYA, peopleOf } from './people.js';
import { labels, read } from './reading.js';

/** Digests and morning lists, through the running desk and the simulated Slack. Times are UTC; Berlin is +1. */
const office = await openOffice({
  program: { ...PROGRAM, reminders: { ...PROGRAM.reminders, warnAt: [], reassignments: 0 } },
});
const { passTo } = office;
const DESK = '<@U0DESK>';
function only(messages: Message[]): Message {
  expect(messages).toHaveLength(1);
  return messages[0] as Message;
}
const people = peopleOf(office);
const direct = (user: string) => people.directMessages(user);
const digests = (user: string) =>
  direct(user).filter((message) => /what needs you|Your day in/.test(read(message)));

afterAll(() => expect(office.errors).toEqual([]));

test('nobody is disturbed when there is nothing to say', async () => {
  await passTo('2026-11-24T08:40:00Z');
  await passTo('2026-11-25T08:30:00Z');
  expect(digests(PRIYA)).toEqual([]);
  expect(digests(JONAS)).toEqual([]);
});

test('a rep reads in the morning what is due, a program manager what is overdue, each once', async () => {
  await passTo('2026-11-25T10:00:00Z');
  await people.refer(MAYA, FJORD, 'Punctual Pears');
  await people.press(JONAS, OFFENSIVE, 'Punctual Pears', 'Claim');
  await people.refer(MAYA, FJORD, 'Overdue Oats');
  await passTo('2026-11-26T08:05:00Z');
  const list = only(digests(JONAS));
  expect(read(list)).toContain('Due today (1)');
  expect(read(list)).toMatch(/Punctual Pears \(R-\w+, Fjord Consulting\): accept or reject by/);
  expect(labels(list)).toEqual(['Accept', 'Open', 'Send it weekly', 'Turn it off']);
  const digest = only(digests(PRIYA));
  expect(read(digest)).toContain('Unclaimed or overdue (1)');
  expect(read(digest)).toContain('nobody has claimed it');
  expect(read(digest)).not.toContain('Punctual Pears');
  expect(labels(digest)).toEqual(['Assign to…', 'Open', 'Send it weekly', 'Turn it off']);
  await passTo('2026-11-26T08:10:00Z');
  expect([digests(JONAS), digests(PRIYA)].map((sent) => sent.length)).toEqual([1, 1]);
});

test('what was missed is made good while the day lasts, and never later', async () => {
  await office.stopDesk();
  office.clock.moveTo(new Date('2026-11-27T15:00:00Z'));
  await office.startDesk();
  await passTo('2026-11-27T15:00:10Z');
  expect(digests(PRIYA)).toHaveLength(2);
  await office.stopDesk();
  // Over Monday and Tuesday; Tuesday's business day is over when it comes back.
  office.clock.moveTo(new Date('2026-12-01T17:00:00Z'));
  await office.startDesk();
  await passTo('2026-12-01T17:00:10Z');
  expect(digests(PRIYA)).toHaveLength(2);
});

test('a program manager asks the rep from the digest, at most once a day', async () => {
  const { reference, id } = await people.referral('Punctual Pears');
  await passTo('2026-12-02T08:05:00Z');
  const digest = digests(PRIYA).at(-1) as Message;
  const ask = labels(digest).find((label) => label.startsWith('Ask ')) as string;
  expect(ask).toBeDefined();
  const rep = ask === 'Ask Jonas Weber' ? JONAS : LENA;
  const first = await people.answerTo(PRIYA, () => people.pressOn(PRIYA, digest, ask));
  expect(first).toContain('is asked how it stands');
  await office.settle();
  const asked = () => direct(rep).filter((message) => read(message).includes('Priya Nair asks how'));
  expect(asked()).toHaveLength(1);
  expect(read(only(asked()))).toContain(reference);
  expect(await people.answerTo(PRIYA, () => people.pressOn(PRIYA, digest, ask))).toContain('today already');
  await office.settle();
  expect(asked()).toHaveLength(1);
  expect(
    (await office.referrals.byId(id))?.events.filter(({ id: event }) => event.startsWith('asked:')),
  ).toHaveLength(1);
});

test('turned off with a press, and on again without the days between', async () => {
  const before = digests(JONAS).length;
  const list = digests(JONAS).at(-1) as Message;
  const told = await people.answerTo(JONAS, () => people.pressOn(JONAS, list, 'Turn it off'));
  expect(told).toContain('It is not sent by itself');
  await passTo('2026-12-03T08:10:00Z');
  await passTo('2026-12-04T08:10:00Z');
  expect(digests(JONAS)).toHaveLength(before);
  const on = await people.answerTo(JONAS, () =>
    office.slack.command(JONAS, OFFENSIVE, '/referrals', 'digest daily'),
  );
  expect(on).toContain('on each business day');
  await passTo('2026-12-04T10:00:00Z');
  expect(digests(JONAS)).toHaveLength(before);
});

test('whoever asks is shown theirs at once; others are refused kindly', async () => {
  const shown = await people.answerTo(PRIYA, () =>
    office.slack.command(PRIYA, OFFENSIVE, '/referrals', 'digest'),
  );
  expect(shown).toContain('what needs you');
  const refused = await people.answerTo(MAYA, () => office.slack.say(MAYA, FJORD, `${DESK} digest`));
  expect(refused).toContain('for the reps and program managers');
  expect(refused).not.toContain('Overdue Oats');
  expect(
    await people.answerTo(LENA, () => office.slack.command(LENA, OFFENSIVE, '/referrals', 'digest hourly')),
  ).toContain('daily, weekly and off');
});
