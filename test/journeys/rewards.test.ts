import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createPayout } from '../../src/rewards/payouts.js';
import { rewardStore } from '../../src/store/rewards.js';
import { openTestStore, runCommand } from '../cli/run-command.js';
import { openOffice, PROGRAM } from './desk.js';
import { CONFIRMED, DIEGO, FJORD, HARBOR, JONAS, MAYA, OFFENSIVE, OLGA, PRIYA, peopleOf } from './people.js';
import { forgedPress } from './raw.js';
import { type Button, buttons, labels, read } from './reading.js';

/** What a referral earns, from the claim to a deal that is lost after it was paid, through the running desk and Slack. */
const office = await openOffice({
  program: {
    ...PROGRAM,
    programManagers: [
      ...PROGRAM.programManagers,
      ...PROGRAM.programManagers.map((one) => ({
        ...one,
        id: 'olga',
        name: 'Olga Petrova',
        accounts: { slack: OLGA },
      })),
    ],
    rewards: {
      payWithinDays: 30,
      taxForms: {},
      plans: [
        {
          id: 'standard',
          tiers: [],
          caps: [],
          qualified: { pays: 'cash', flat: 25_000, holdDays: 10 },
          won: { pays: 'cash', basisPoints: 1_000, holdDays: 30, untilCollected: false },
        },
      ],
    },
  },
});
const { slack, passTo, pass, settle } = office;
const people = peopleOf(office);
const COMPANY = 'A GmbH & Co. KG with quite a long name of its own that goes on and on';

afterAll(() => expect(office.errors).toEqual([]));

async function say(user: string, channel: string, text: string): Promise<string> {
  return people.answerTo(user, async () => {
    await slack.say(user, channel, `<@U0DESK> ${text}`);
    await settle();
  });
}

const statement = () => say(MAYA, FJORD, 'rewards');
const due = async (days: number) =>
  passTo(new Date(office.clock.now().getTime() + days * 86_400_000).toISOString());

/** The newest message to a program manager that speaks of these words. */
function toManager(words: string, user = PRIYA) {
  const found = people.directMessages(user).findLast((message) => read(message).includes(words));
  if (!found) throw new Error(`${user} was told nothing of ${words}`);
  return found;
}

/** A press on a button that was on somebody's screen before somebody else decided. */
async function pressLate(user: string, { channel, ts }: { channel: string; ts: string }, late: Button) {
  const { actionId, value } = late;
  return people.answerTo(user, () =>
    forgedPress(slack, { user, team: 'T0NORTHWIND', channel, ts, actionId, value }),
  );
}

const buttonOn = (message: { blocks?: readonly unknown[] }, label: string): Button => {
  const found = buttons(message.blocks).find((one) => one.label === label);
  if (!found) throw new Error(`There is no button "${label}"`);
  return found;
};

test('earned, held, approved, paid by import, and taken back: the statement is right at each point', {
  timeout: 60_000,
}, async () => {
  expect(await statement()).toContain('Nothing has been earned yet');
  const { reference } = await people.refer(MAYA, FJORD, COMPANY);
  await people.press(JONAS, OFFENSIVE, COMPANY, 'Claim');
  await people.press(JONAS, OFFENSIVE, COMPANY, 'Accept');
  await people.fill(JONAS, OFFENSIVE, COMPANY, 'Qualified…', CONFIRMED);
  await passTo(new Date(office.clock.now().getTime() + 10 * 60_000).toISOString());
  const held = await statement();
  expect(held).toContain('€250.00');
  expect(held).toContain('Earned, on hold until');
  expect(held).toContain(reference);
  // The partner hears of it in its channel, without an amount.
  const news = slack
    .messages(FJORD)
    .map(read)
    .find((text) => text.includes('has earned you a reward'));
  expect(news).toContain('qualified meeting');
  expect(news).not.toContain('250');

  await due(11);
  await pass({ days: 3 });
  const review = toManager('waits for your review');
  // The digest of the next morning counts it, for whoever wants one; a rep's has nothing of it.
  await say(OLGA, OFFENSIVE, 'digest off');
  await due(1);
  const digests = (user: string) =>
    people.directMessages(user).filter((message) => read(message).includes('Rewards to review (1)'));
  expect([PRIYA, OLGA, JONAS].map((user) => digests(user).length)).toEqual([1, 0, 0]);
  expect(read(digests(PRIYA)[0] as never)).toMatch(
    /€250\.00 waits for a review since .*\(\d days?\), to be paid by/,
  );
  expect(labels(digests(PRIYA)[0] as never)).toContain('Review them');
  // Who worked on it cannot approve it; nor anybody who is no program manager.
  expect(await say(JONAS, OFFENSIVE, 'rewards review')).toContain('Only a program manager');
  const olgas = toManager('waits for your review', OLGA);
  const [approve, decline] = [buttonOn(olgas, 'Approve'), buttonOn(olgas, 'Decline…')];
  expect(await people.answerTo(PRIYA, () => people.pressOn(PRIYA, review, 'Approve'))).toContain(
    'Approved: €250.00',
  );
  // Both managers' cards say who decided what and when, and have nothing left to decide.
  await settle();
  for (const [user, { ts }] of [
    [PRIYA, review],
    [OLGA, olgas],
  ] as const) {
    const card = people.directMessages(user).find((message) => message.ts === ts);
    expect(read(card as never)).toMatch(/It was approved by Priya Nair on \d+ \w+ 2026, \d\d:\d\d\./);
    expect(labels(card as never)).toEqual(['Show']);
  }
  for (const late of [approve, decline])
    expect(await pressLate(OLGA, olgas, late)).toMatch(
      /^It was approved by Priya Nair on .* Nothing was changed\.$/,
    );
  expect(await statement()).toContain('Approved, to be paid');

  await people.fill(JONAS, OFFENSIVE, COMPANY, 'Won…', { amount: '20000' });
  await passTo(new Date(office.clock.now().getTime() + 10 * 60_000).toISOString());
  await due(31);
  await pass({ days: 3 });
  await people.answerTo(PRIYA, () => people.pressOn(PRIYA, toManager('waits for your review'), 'Approve'));

  const by = { platform: 'system', userId: 'test', name: 'Test' } as const;
  const program = await office.programs.current();
  if (!program) throw new Error('no program');
  const deps = { rewards: rewardStore(office.store), clock: office.clock };
  const { payoutId } = await createPayout(deps, program, { by, actKey: 'journey' });
  const lines = [];
  for await (const made of deps.rewards.lines({ programId: program.id, payoutId })) lines.push(made);
  const [line] = lines;
  expect(line).toMatchObject({ amount: 225_000, currency: 'EUR', partnerId: 'fjord' });
  const folder = await mkdtemp(join(tmpdir(), 'referral-desk-journey-'));
  await writeFile(join(folder, 'paid.csv'), `line,amount,currency\n${line?.id},2250.00,EUR\n`);
  const open = { ...openTestStore(office.store), now: async () => office.clock.now() };
  const imported = await runCommand(
    ['import', 'payouts', 'paid.csv'],
    { openStore: async () => open },
    folder,
  );
  await rm(folder, { recursive: true });
  expect(imported).toMatchObject({ code: 0 });
  const paid = await statement();
  expect(paid).toContain('Paid\n€2,250.00');

  await people.fill(JONAS, OFFENSIVE, COMPANY, 'Deal lost afterwards…', { reason: 'no_budget' });
  await passTo(new Date(office.clock.now().getTime() + 10 * 60_000).toISOString());
  const back = await statement();
  expect(back).toContain('Taken back');
  expect(back).toContain('€2,000.00 was paid and taken back since; it is set off against the next payout');
  expect(slack.messages(FJORD).map(read).join()).toContain('the reward was taken back');

  // Others see nothing of it: another partner, and a colleague without a part.
  expect(await say(DIEGO, HARBOR, 'rewards')).toContain('Nothing has been earned yet');
  expect(await say(DIEGO, HARBOR, 'rewards fjord')).not.toContain(reference);
  expect(await say(PRIYA, OFFENSIVE, 'rewards fjord')).toContain('Rewards of Fjord Consulting');
  expect(await say(PRIYA, OFFENSIVE, 'payouts')).toContain('No payout is under way');
});

test('a payout is made, paid and cancelled on one card, which says who did it; whoever is late is told', async () => {
  const company = 'Payable Ltd';
  await people.refer(MAYA, FJORD, company);
  await people.press(JONAS, OFFENSIVE, company, 'Claim');
  await people.press(JONAS, OFFENSIVE, company, 'Accept');
  // More than what has to be set off.
  await people.fill(JONAS, OFFENSIVE, company, 'Won…', { ...CONFIRMED, amount: '90000' });
  await passTo(new Date(office.clock.now().getTime() + 10 * 60_000).toISOString());
  await due(31);
  // Past weekends and holidays.
  await pass({ days: 5 });
  for (const message of people
    .directMessages(PRIYA)
    .filter(({ blocks }) => labels({ blocks }).includes('Approve')))
    await people.answerTo(PRIYA, () => people.pressOn(PRIYA, message, 'Approve'));
  expect(await say(PRIYA, OFFENSIVE, 'payouts')).toContain('2 more rewards are payable');
  const card = () => slack.ephemerals(PRIYA).at(-1) as never;
  const before = slack.ephemerals(PRIYA).length;
  await people.pressOn(PRIYA, card(), 'Make a payout');
  expect(slack.ephemerals(PRIYA)).toHaveLength(before);
  expect(read(card())).toMatch(/Payout P-[0-9A-Z]{6} is made: 1 line to transfer\./);
  const shown = card() as { channel: string; ts: string };
  const paid = buttonOn(card(), 'Mark as paid');
  const cancel = buttonOn(card(), 'Cancel');
  await people.pressOn(PRIYA, card(), 'Mark as paid');
  expect(slack.ephemerals(PRIYA)).toHaveLength(before);
  expect(read(card())).toMatch(/marked as paid by Priya Nair on .*\. The partner is told\./);
  expect(labels(card())).not.toContain('Mark as paid');
  for (const late of [paid, cancel])
    expect(await pressLate(OLGA, shown, late)).toMatch(/was marked as paid by Priya Nair on/);
  await settle();
  const told = slack.messages(FJORD).map(read).join('\n');
  expect(told).toContain('and is no longer earned was set off against');
});

test('a partner objects once; the program manager answers', async () => {
  await slack.say(MAYA, FJORD, '<@U0DESK> rewards');
  await settle();
  const shown = slack.ephemerals(MAYA).at(-1);
  if (!shown) throw new Error('There is no statement');
  await people.pressOn(MAYA, shown as never, 'I do not agree…');
  await people.submit(MAYA, { text: 'They did sign, <!channel>.' });
  await pass({ days: 3 });
  const told = toManager('objects to a reward');
  expect(read(told)).toContain('They did sign, <!channel>.');
  expect(await say(PRIYA, OFFENSIVE, 'rewards disputes')).toContain('Objections to answer');
  const olgas = toManager('objects to a reward', OLGA);
  const answer = buttonOn(olgas, 'Answer…');
  await people.pressOn(OLGA, olgas, 'Answer…');
  await people.pressOn(PRIYA, told, 'Answer…');
  await people.submit(PRIYA, { outcome: 'stays', text: 'They cancelled within the month.' });
  await pass({ days: 3 });
  expect(slack.messages(FJORD).map(read).join()).toContain('They cancelled within the month.');
  expect(await statement()).toContain('Your objection is answered');
  expect(await pressLate(OLGA, olgas, answer)).toMatch(
    /^The objection was answered by Priya Nair on .*\. It stays as it was\.$/,
  );
  const card = people.directMessages(OLGA).find(({ ts }) => ts === olgas.ts) as never;
  expect(read(card)).toMatch(/The objection was answered by Priya Nair on .*\. It stays as it was\./);
  expect(read(card)).toContain('They cancelled within the month.');
  expect(labels(card)).toEqual(['Show']);
  // The form that was open on the other screen.
  const late = await people.submit(OLGA, { outcome: 'stays', text: 'Me too.' });
  expect(JSON.stringify([late, slack.ephemerals(OLGA).at(-1), slack.modal(OLGA)])).toContain(
    'The objection was answered by Priya Nair',
  );
});
