import { afterAll, describe, expect, test } from 'vitest';
import { type Definition, definitionSchema } from '../../src/program/definition.js';
import { createPayout, payLine } from '../../src/rewards/payouts.js';
import { rewardStore } from '../../src/store/rewards.js';
import { openOffice, PROGRAM } from './desk.js';
import {
  CONFIRMED,
  DIEGO,
  FJORD,
  FORM,
  HARBOR,
  JONAS,
  MAYA,
  OFFENSIVE,
  OLGA,
  PRIYA,
  peopleOf,
  reachedAt,
} from './people.js';
import { labels, read } from './reading.js';

/**
 * A program manager credits a referral of Fjord's to Harbor: the money goes with it, whatever had become of it. Amounts by
 * hand: of a deal of 20,000 Fjord earns 250.00 for the meeting and 10 %, 2,000.00; Harbor's plan gives 400.00 and 5 %, 1,000.00.
 */
const program: Definition = definitionSchema.parse({
  ...PROGRAM,
  rewards: {
    plans: [
      { id: 'standard', qualified: { flat: 25_000, holdDays: 10 }, won: { basisPoints: 1_000 } },
      { id: 'gold', tiers: ['gold'], qualified: { flat: 40_000, holdDays: 10 }, won: { basisPoints: 500 } },
    ],
  },
  programManagers: [
    ...PROGRAM.programManagers,
    { id: 'olga', name: 'Olga Brandt', accounts: { slack: OLGA } },
  ],
  partners: PROGRAM.partners.map((one) => (one.id === 'harbor' ? { ...one, tier: 'gold' } : one)),
});
const office = await openOffice({ program });
const { slack, passTo, settle } = office;
const people = peopleOf(office);
const SECRETS = ['Vera', 'Only Fjord', 'Maya', 'Fjord', 'e-mail of May', '250.00', '2,000.00'];

afterAll(() => expect(office.errors).toEqual([]));

const later = async (days: number) =>
  passTo(new Date(office.clock.now().getTime() + days * 86_400_000).toISOString());
const statementOf = (user: string, channel: string) =>
  people.answerTo(user, async () => {
    await slack.say(user, channel, '<@U0DESK> rewards');
    await settle();
  });
const fjords = () => statementOf(MAYA, FJORD);
const harbors = () => statementOf(DIEGO, HARBOR);

/** The label and value of each total, as they stand on the card. */
function totals(statement: string): string[] {
  const lines = statement.split('\n').filter((line) => line !== '');
  const from = lines.indexOf('Cash in EUR');
  const first = lines.findIndex((line) => line.includes(' · '));
  return lines.slice(from + 1, first);
}

/** What stands about a company: its amount and step, and the line below. */
function rows(statement: string, company: string): string[] {
  const lines = statement.split('\n').filter((line) => line !== '');
  return lines.flatMap((line, at) =>
    line.includes(company) ? [`${line} ${lines[at + 1]?.replace(/^R-\w{6} · /, '')}`] : [],
  );
}

async function won(company: string): Promise<string> {
  await people.openForm(MAYA, FJORD);
  await people.submit(MAYA, {
    ...FORM,
    ...reachedAt(company),
    company,
    contact_name: 'Vera Vogel',
    problem: 'Only Fjord knows this.',
  });
  await people.press(JONAS, OFFENSIVE, company, 'Claim');
  await people.press(JONAS, OFFENSIVE, company, 'Accept');
  await people.fill(JONAS, OFFENSIVE, company, 'Won…', { amount: '20000', ...CONFIRMED });
  await later(0.01);
  return (await people.referral(company)).reference;
}

/** By the card of the referral, with a reason. */
async function credit(reference: string, partner: string): Promise<void> {
  await people.answerTo(PRIYA, () => slack.command(PRIYA, OFFENSIVE, '/referrals', reference));
  const shown = slack.ephemerals(PRIYA).at(-1);
  if (!shown) throw new Error('Nothing was shown');
  await people.pressOn(PRIYA, shown, 'Credit another partner…');
  await people.submit(PRIYA, { partner, internal: 'Harbor showed their e-mail of May.' });
  await later(0.01);
}

/** Everything that waits, one after the other, until the person may not. Gives what they were told last. */
async function approveAll(user: string): Promise<string> {
  for (let tries = 0; tries < 12; tries += 1) {
    await people.answerTo(user, () => slack.command(user, OFFENSIVE, '/referrals', 'rewards review'));
    const shown = slack.ephemerals(user).at(-1);
    if (!shown || !labels(shown).includes('Approve')) break;
    await people.pressOn(user, shown, 'Approve');
    if (people.toldPrivately(user).at(-1)?.includes('You had a part')) break;
  }
  return people.toldPrivately(user).at(-1) ?? '';
}

const by = { platform: 'system', userId: 'test', name: 'Test' } as const;

async function makePayout(actKey: string): Promise<void> {
  const current = await office.programs.current();
  if (!current) throw new Error('no program');
  await createPayout({ rewards: rewardStore(office.store), clock: office.clock }, current, { by, actKey });
}

/** What was made is transferred: by partner how much. */
async function transfer(): Promise<Record<string, number>> {
  const deps = { rewards: rewardStore(office.store), clock: office.clock };
  const paid: Record<string, number> = {};
  for await (const line of deps.rewards.lines({ programId: program.id, state: 'open' })) {
    await payLine(deps, program, line.id, by);
    paid[line.partnerId] = line.amount;
  }
  await settle();
  return paid;
}

async function payOut(actKey: string): Promise<Record<string, number>> {
  await makePayout(actKey);
  return transfer();
}

describe('a referral that is credited to another partner takes its rewards with it', {
  timeout: 60_000,
}, () => {
  test('before anything is approved: one partner has nothing, the other what its own plan gives', async () => {
    const reference = await won('Early GmbH');
    expect(totals(await fjords())).toEqual(['Earned, on hold', '€2,250.00', 'Paid', '€0.00']);
    await credit(reference, 'harbor');
    const former = await fjords();
    expect(totals(former)).toEqual(['Paid', '€0.00']);
    const why = 'Taken back. The introduction is credited to somebody else.';
    expect(rows(former, 'Early GmbH')).toEqual([
      `€2,000.00 · Signed deal · Early GmbH ${why}`,
      `€250.00 · Qualified meeting · Early GmbH ${why}`,
    ]);
    const current = await harbors();
    expect(totals(current)).toEqual(['Earned, on hold', '€1,400.00', 'Paid', '€0.00']);
    expect(rows(current, 'Early GmbH')).toEqual([
      expect.stringMatching(/^€1,000\.00 · Signed deal · Early GmbH Earned, on hold until /),
      expect.stringMatching(/^€400\.00 · Qualified meeting · Early GmbH Earned, on hold until /),
    ]);
    // Both hear of it, each in its own channel, neither of the other.
    const toFjord = people.all(FJORD).map(read).join('\n');
    expect(toFjord).toContain(`Early GmbH (${reference}): the reward was taken back.`);
    expect(toFjord).toContain('The introduction is credited to somebody else.');
    expect(toFjord).not.toContain('Harbor');
    const toHarbor = `${people.all(HARBOR).map(read).join('\n')}${current}`;
    expect(toHarbor).toContain(`Early GmbH (${reference}): the signed deal has earned you a reward.`);
    for (const secret of SECRETS) expect(toHarbor).not.toContain(secret);
  });

  test('after it was approved: the former is paid nothing, and whoever moved it does not approve it', async () => {
    const reference = await won('Late GmbH');
    await later(35);
    await approveAll(OLGA);
    expect(totals(await fjords())).toEqual(['Approved, to be paid', '€2,250.00', 'Paid', '€0.00']);
    await credit(reference, 'harbor');
    const former = await fjords();
    expect(totals(former)).toEqual(['Paid', '€0.00']);
    expect(rows(former, 'Late GmbH').every((row) => row.includes('Taken back. The introduction'))).toBe(true);
    // Its time was over long ago: both are looked at once more, for Harbor.
    const current = await harbors();
    expect(rows(current, 'Late GmbH')).toEqual([
      expect.stringMatching(/^€1,000\.00 · Signed deal · Late GmbH Being reviewed, to be paid by /),
      expect.stringMatching(/^€400\.00 · Qualified meeting · Late GmbH Being reviewed, to be paid by /),
    ]);
    expect(await approveAll(PRIYA)).toContain('You had a part in');
    await approveAll(OLGA);
    expect(await payOut('first')).toEqual({ harbor: 280_000 });
    expect(totals(await harbors())).toEqual(['Paid', '€2,800.00']);
  });

  test('after it was paid: it is set off against what the former is paid next, to the cent', async () => {
    const reference = await won('Paid GmbH');
    await later(35);
    await approveAll(OLGA);
    expect(await payOut('second')).toEqual({ fjord: 225_000 });
    expect(totals(await fjords())).toEqual(['Paid', '€2,250.00']);
    await credit(reference, 'harbor');
    const former = await fjords();
    expect(totals(former)).toEqual([
      'Paid',
      '€2,250.00',
      '€2,250.00 was paid and taken back since; it is set off against the next payout.',
    ]);
    expect(rows(former, 'Paid GmbH')).toEqual([
      '€2,000.00 · Signed deal · Paid GmbH Taken back, €2,000.00 to be set off against the next payout. The introduction is credited to somebody else.',
      '€250.00 · Qualified meeting · Paid GmbH Taken back, €250.00 to be set off against the next payout. The introduction is credited to somebody else.',
    ]);
    // The next deal of Fjord's earns 2,250.00 as well; together with a third there is something left to transfer.
    await won('Next GmbH');
    await won('Third GmbH');
    await later(35);
    await approveAll(OLGA);
    expect(await payOut('third')).toEqual({ fjord: 225_000, harbor: 140_000 });
    // 2,250 of before, less what is set off, and 4,500 of the two.
    expect(totals(await fjords())).toEqual(['Paid', '€4,500.00']);
    expect(totals(await harbors())).toEqual(['Paid', '€4,200.00']);
  });

  test('credited back: nobody is paid twice', async () => {
    const { reference } = await people.referral('Paid GmbH');
    await credit(reference, 'fjord');
    // What was set off is owed to Fjord again, and Harbor has been paid what is not its own.
    expect(totals(await harbors())).toEqual([
      'Paid',
      '€4,200.00',
      '€1,400.00 was paid and taken back since; it is set off against the next payout.',
    ]);
    const back = await fjords();
    expect(totals(back).slice(-2)).toEqual(['Paid', '€4,500.00']);
    await later(35);
    await approveAll(OLGA);
    expect(await payOut('fourth')).toEqual({ fjord: 225_000 });
    expect(totals(await fjords())).toEqual(['Paid', '€6,750.00']);
  });

  test('while its payout is under way: what is transferred is carried to the next one, and nobody is paid twice', async () => {
    const reference = await won('Flight GmbH');
    await later(35);
    await approveAll(OLGA);
    await makePayout('fifth');
    await credit(reference, 'harbor');
    // The bank has it already.
    expect(await transfer()).toEqual({ fjord: 225_000 });
    expect(totals(await fjords())).toEqual([
      'Paid',
      '€9,000.00',
      '€2,250.00 was paid and taken back since; it is set off against the next payout.',
    ]);
    // Harbor owed 1,400.00 and earns as much by this one: nothing is left to transfer.
    await approveAll(OLGA);
    expect(await payOut('sixth')).toEqual({});
    expect(totals(await harbors())).toEqual(['Paid', '€4,200.00']);
    expect(people.all(HARBOR).map(read).join('\n')).toContain('set off');
  });
});
