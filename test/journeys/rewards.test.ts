import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createPayout } from '../../src/rewards/payouts.js';
import { rewardStore } from '../../src/store/rewards.js';
import { openTestStore, runCommand } from '../cli/run-command.js';
import { openOffice, PROGRAM } from './desk.js';
import { DIEGO, FJORD, HARBOR, JONAS, MAYA, OFFENSIVE, PRIYA, peopleOf } from './people.js';
import { read } from './reading.js';

/** What a referral earns, from the claim to a deal that is lost after it was paid, through the running desk and Slack. */
const office = await openOffice({
  program: {
    ...PROGRAM,
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
const CRITERIA = {
  criterion_fit: ['true'],
  criterion_problem: ['true'],
  criterion_call: ['true'],
  criterion_authorised: ['true'],
};
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

/** The newest message to the program manager that has this button and speaks of these words. */
function toManager(words: string) {
  const found = people.directMessages(PRIYA).findLast((message) => read(message).includes(words));
  if (!found) throw new Error(`Priya was told nothing of ${words}`);
  return found;
}

test('earned, held, approved, paid by import, and taken back: the statement is right at each point', async () => {
  expect(await statement()).toContain('Nothing has been earned yet');
  const { reference } = await people.refer(MAYA, FJORD, COMPANY);
  await people.press(JONAS, OFFENSIVE, COMPANY, 'Claim');
  await people.press(JONAS, OFFENSIVE, COMPANY, 'Accept');
  await people.fill(JONAS, OFFENSIVE, COMPANY, 'Qualified…', CRITERIA);
  await passTo(new Date(office.clock.now().getTime() + 10 * 60_000).toISOString());
  const held = await statement();
  expect(held).toContain('€250.00');
  expect(held).toContain('Earned, waiting its time until');
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
  // Who worked on it cannot approve it; nor anybody who is no program manager.
  expect(await say(JONAS, OFFENSIVE, 'rewards review')).toContain('Only a program manager');
  expect(await people.answerTo(PRIYA, () => people.pressOn(PRIYA, review, 'Approve'))).toContain(
    'Approved: €250.00',
  );
  expect(await people.answerTo(PRIYA, () => people.pressOn(PRIYA, review, 'Approve'))).toContain(
    'It has moved on',
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
  await people.pressOn(PRIYA, told, 'Answer…');
  await people.submit(PRIYA, { outcome: 'stays', text: 'They cancelled within the month.' });
  await pass({ days: 3 });
  expect(slack.messages(FJORD).map(read).join()).toContain('They cancelled within the month.');
  expect(await statement()).toContain('Your objection is answered');
});
