import { afterAll, expect, test } from 'vitest';
import { openOffice } from './desk.js';
import {
  CLOUD,
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
  PROGRAM_CHANNEL,
  peopleOf,
} from './people.js';
import { labels, read } from './reading.js';
import { until } from './until.js';

/** From an empty database to a partner's first referral, all from chat. The desk has met nobody yet. */

const office = await openOffice({ program: 'none', hasMetEverybody: false });
const { slack, settle, programs } = office;
const people = peopleOf(office);
const GENERAL = 'C0GENERAL';

/** Without a program there are no service lines and regions to ask for. */
const { service_line: _line, region: _region, ...PLAIN } = FORM;

afterAll(() => expect(office.errors).toEqual([]));

const command = (user: string, channel: string, text: string) =>
  people.answerTo(user, () => slack.command(user, channel, '/referrals', text));

async function setUp(user: string, channel: string, values: Record<string, unknown>) {
  await slack.command(user, channel, '/referrals', 'setup');
  return people.submit(user, values);
}

test('before there is a program everybody is told what to do, and only an administrator can do it', async () => {
  expect(await command(JONAS, OFFENSIVE, '')).toContain('Ask an administrator of this workspace');
  expect(await command(JONAS, OFFENSIVE, 'setup')).toContain(
    'Ask an administrator of this workspace to run setup',
  );
  expect(await command(PRIYA, OFFENSIVE, 'help')).toContain('Type /referrals setup');
  const mention = await people.answerTo(MAYA, () => slack.say(MAYA, FJORD, '<@U0DESK> refer'));
  expect(mention).toContain('The referral program is not set up yet.');
  const shown = slack.ephemerals(PRIYA).length;
  await slack.inviteBot(GENERAL, PRIYA);
  await until(() => slack.ephemerals(PRIYA).length > shown);
  const greeting = slack.ephemerals(PRIYA).at(-1) as never;
  expect(read(greeting)).toContain('Setting up this channel creates it and makes you its program manager.');
  expect(labels(greeting)).toEqual(['Set up this channel']);
});

test('an administrator’s first setup makes the program, with people picked as reps, whose names are found out', async () => {
  const incomplete = await setUp(PRIYA, OFFENSIVE, { kind: 'triage' });
  expect(incomplete.problem).toBe('Please complete this required field.');
  await people.submit(PRIYA, {
    program_name: 'Northwind partners',
    kind: 'triage',
    new_reps: [JONAS, LENA],
    default: ['true'],
  });
  await until(async () =>
    (await programs.stored())?.program.reps.every(({ name }) => !name.startsWith('U0')),
  );
  const program = (await programs.stored())?.program;
  expect(program).toMatchObject({
    name: 'Northwind partners',
    timeZone: 'Europe/Berlin',
    programManagers: [{ name: 'Priya Nair', accounts: { slack: PRIYA } }],
    reps: [{ name: 'Jonas Weber' }, { name: 'Lena Fischer' }],
  });
});

test('until there is a partner, staff who refer are told what is missing', async () => {
  const told = await people.answerTo(JONAS, () => slack.command(JONAS, OFFENSIVE, '/refer', 'Acme'));
  expect(told).toBe(
    'The program has no partner yet. Mention me with the word setup in the channel you share with one.',
  );
});

test('a partner channel gets its pinned card, and an external person refers at once', async () => {
  const nameless = await setUp(PRIYA, FJORD, { kind: 'partner' });
  expect(nameless.problem).toBe('Choose a partner or write the name of a new one.');
  await people.submit(PRIYA, { new_partner: 'Fjord Consulting' });
  await until(() => slack.pins(FJORD).length === 1);
  expect(people.text(FJORD, 'Know somebody')).toContain(
    'Fjord Consulting and Northwind partners work together',
  );
  await until(async () => (await programs.stored())?.program.partners[0]?.workspaces.slack.length === 1);
  await until(async () => {
    await people.openForm(MAYA, FJORD);
    return slack.modal(MAYA);
  });
  const answer = await people.submit(MAYA, { ...PLAIN, company: 'First GmbH' });
  expect(answer.problem).toBeUndefined();
  expect(await people.referral('First GmbH')).toMatchObject({
    state: 'routed',
    partner: { id: 'fjord-consulting' },
  });
  expect(people.text(FJORD, 'First GmbH')).toContain('Waiting to be claimed');
  expect(people.text(OFFENSIVE, 'First GmbH')).toContain('Maya Okafor of Fjord Consulting');
});

test('a person who was picked can claim, another cannot', async () => {
  const told = await people.answerTo(OLGA, () => people.press(OLGA, OFFENSIVE, 'First GmbH', 'Claim'));
  expect(told).toContain('You are not a rep of this channel');
  await people.press(LENA, OFFENSIVE, 'First GmbH', 'Claim');
  await until(async () => (await people.referral('First GmbH')).claim);
  await settle();
  expect((await people.referral('First GmbH')).claim?.repName).toBe('Lena Fischer');
  expect(people.text(FJORD, 'First GmbH')).toContain('Who has it\nLena Fischer');
});

test('setting a channel up again changes nothing twice: one partner, one assignment, one card', async () => {
  await setUp(PRIYA, FJORD, { kind: 'partner', partner: 'fjord-consulting' });
  await setUp(PRIYA, OFFENSIVE, { kind: 'triage', new_reps: [JONAS] });
  const program = (await programs.stored())?.program;
  expect(program?.partners).toHaveLength(1);
  expect(program?.reps).toHaveLength(2);
  expect(program?.channels.map(({ kind, channel }) => [kind, channel.id])).toEqual([
    ['triage', OFFENSIVE],
    ['partner', FJORD],
  ]);
  expect(people.cards(FJORD, 'Know somebody')).toHaveLength(1);
  expect(slack.pins(FJORD)).toHaveLength(1);
});

test('whoever is no program manager is refused, an external administrator of nothing too', async () => {
  const version = (await programs.stored())?.version;
  for (const user of [JONAS, OLGA])
    expect(await command(user, OFFENSIVE, 'setup')).toBe(
      'Only a program manager of Northwind partners can change the setup.',
    );
  const external = await people.answerTo(DIEGO, () => slack.say(DIEGO, HARBOR, '<@U0DESK> setup'));
  expect(external).toBe('Only a program manager of Northwind partners can change the setup.');
  expect((await programs.stored())?.version).toBe(version);
});

test('invited to a channel, the desk greets once and offers setup', async () => {
  await slack.removeBot(CLOUD, PRIYA);
  await slack.inviteBot(CLOUD, PRIYA);
  await slack.redeliver(slack.deliveries.at(-1) as never, { newEventId: true });
  await settle();
  await until(() => people.cards(CLOUD, 'Hello, I am Referral Desk').length > 0);
  await settle();
  const [hello, ...more] = people.cards(CLOUD, 'Hello, I am Referral Desk');
  expect(more).toEqual([]);
  expect(labels(hello as never)).toEqual(['Set up this channel']);
  await slack.press(PRIYA, CLOUD, hello?.ts ?? '', 'setup.start');
  await people.submit(PRIYA, { kind: 'triage', new_reps: [OLGA] });
  await setUp(PRIYA, PROGRAM_CHANNEL, { kind: 'digest' });
  const kinds = (await programs.stored())?.program.channels.map(({ kind }) => kind);
  expect(kinds).toEqual(['triage', 'partner', 'triage', 'digest']);
});
