import { afterAll, expect, test } from 'vitest';
import { openOffice, PROGRAM } from './desk.js';
import { DIEGO, FJORD, HARBOR, MAYA, PRIYA, peopleOf } from './people.js';
import { labels, read } from './reading.js';

/** Two partners get their channels in chat: both are welcomed once, and the one that refers nobody is reminded once. */
const office = await openOffice({
  program: { ...PROGRAM, channels: PROGRAM.channels.filter(({ kind }) => kind !== 'partner') },
});
const { slack } = office;
const people = peopleOf(office);

afterAll(() => expect(office.errors).toEqual([]));

const about = (channel: string, words: string) =>
  slack.messages(channel).filter((message) => read(message).includes(words));

async function setUp(channel: string, partner: string) {
  await slack.command(PRIYA, channel, '/referrals', 'setup');
  await people.submit(PRIYA, { kind: 'partner', partner });
}

test('the welcome comes with the first setup alone, and its kit opens for whoever presses', async () => {
  await setUp(FJORD, 'fjord');
  await setUp(HARBOR, 'harbor');
  await setUp(FJORD, 'fjord');
  for (const channel of [FJORD, HARBOR])
    expect(about(channel, 'Welcome to Northwind Shield')).toHaveLength(1);
  const [welcome] = about(FJORD, 'Welcome to Northwind Shield');
  expect(labels(welcome as never)).toEqual(['Refer a lead', 'Open the kit']);
  const kit = await people.answerTo(MAYA, () => people.pressOn(MAYA, welcome as never, 'Open the kit'));
  expect(kit).toContain('How to refer to Northwind Shield');
});

test('who has referred is not reminded; the other is, once, in business hours', async () => {
  await people.refer(MAYA, FJORD, 'Joined and Referred GmbH');
  const words = 'Is there somebody we could help?';
  const start = office.clock.now().getTime();
  const after = (days: number) => new Date(start + days * 86_400_000).toISOString();
  await office.passTo(after(13));
  expect(about(HARBOR, words)).toEqual([]);
  await office.passTo(after(18));
  expect(about(HARBOR, words)).toHaveLength(1);
  expect(about(FJORD, words)).toEqual([]);
  await office.passTo(after(40));
  expect(about(HARBOR, words)).toHaveLength(1);
  const [reminder] = about(HARBOR, words);
  const kit = await people.answerTo(DIEGO, () => people.pressOn(DIEGO, reminder as never, 'Open the kit'));
  expect(kit).toContain('For Harbor');
});
