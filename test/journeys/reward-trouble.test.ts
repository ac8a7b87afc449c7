import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Definition, definitionSchema } from '../../src/program/definition.js';
import { rewardStore } from '../../src/store/rewards.js';
import { openOffice, PROGRAM } from './desk.js';
import { visitorOf } from './landing-visitor.js';
import { CONFIRMED, DIEGO, FJORD, HARBOR, JONAS, LENA, MAYA, OFFENSIVE, peopleOf } from './people.js';

/** What is wrong on the way to a reward: amounts that cannot be, a flood by one code, a partner that has ended. */
const program: Definition = definitionSchema.parse({
  ...PROGRAM,
  rewards: { plans: [{ id: 'all', qualified: { flat: 25_000 }, won: { basisPoints: 1_000 } }] },
});
const office = await openOffice({
  program,
  place: { publicUrl: 'https://refer.northwind.example', trustedProxies: 1 },
});
const { slack, settle, passTo } = office;
const people = peopleOf(office);
const rewards = rewardStore(office.store);

afterAll(() => expect(office.errors).toEqual([]));

const soon = () => passTo(new Date(office.clock.now().getTime() + 10 * 60_000).toISOString());
const codeOf = async (partner: string) => {
  const said = await people.answerTo(LENA, () =>
    slack.command(LENA, 'C0GENERAL', '/referrals', `code ${partner}`),
  );
  return /\/r\/([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(said)?.[1] ?? '';
};
const balance = async (partnerId: string) =>
  (await rewards.accounts(program.id, [partnerId])).get(partnerId)?.totals['EUR:cash']?.balance ?? 0;

describe('an amount that cannot be', () => {
  const COMPANY = 'Amount GmbH';
  const WRONG: [typed: string, problem: RegExp][] = [
    ['-20000', /Write an amount in EUR/],
    ['0', /must be above zero/],
    ['9999999999999999', /too large to be right/],
    ['20000 USD', /Write an amount in EUR/],
    ['$20,000', /Write an amount in EUR/],
    ['twenty thousand', /Write an amount in EUR/],
  ];
  beforeAll(async () => {
    await people.refer(MAYA, FJORD, COMPANY);
    await people.press(JONAS, OFFENSIVE, COMPANY, 'Claim');
    await people.press(JONAS, OFFENSIVE, COMPANY, 'Accept');
  });

  test('is told at its field, wins nothing and earns nothing; the right one then does', async () => {
    await people.press(JONAS, OFFENSIVE, COMPANY, 'Won…');
    for (const [amount, problem] of WRONG) {
      const answer = await people.submit(JONAS, { amount, ...CONFIRMED });
      expect(answer.problem, amount).toMatch(problem);
    }
    await soon();
    expect((await people.referral(COMPANY)).state).toBe('accepted');
    expect(await balance('fjord')).toBe(0);
    // The form is the same still, with what was confirmed on it.
    expect((await people.submit(JONAS, { amount: '20.000,00 €' })).problem).toBeUndefined();
    await soon();
    expect(await balance('fjord')).toBe(25_000 + 200_000);
  });

  test('as a correction changes nothing either', async () => {
    await people.press(JONAS, OFFENSIVE, COMPANY, 'Change amount…');
    for (const [amount, problem] of WRONG) {
      expect((await people.submit(JONAS, { amount })).problem, amount).toMatch(problem);
    }
    expect((await people.submit(JONAS, { amount: '' })).problem).toBeDefined();
    await soon();
    expect(await balance('fjord')).toBe(225_000);
    expect((await people.submit(JONAS, { amount: '10000.05' })).problem).toBeUndefined();
    await soon();
    // 10 % of 10,000.05 is 1,000.005: half a cent is rounded up.
    expect(await balance('fjord')).toBe(25_000 + 100_001);
  });
});

describe('the form behind a link', () => {
  test('flooded by one code from everywhere: what was typed stays, other codes and what was sent before, too', async () => {
    const code = await codeOf('fjord');
    const first = visitorOf(office);
    const token = await first.open(code);
    expect((await first.send(code, { company: 'Before Ltd', website: 'before.co.uk' }, token)).status).toBe(
      303,
    );
    const person = visitorOf(office);
    const typed = {
      company: 'Patient GmbH',
      website: 'patient-gmbh.de',
      contact_email: 'it@patient-gmbh.de',
    };
    const patient = await person.open(code);
    const statuses: number[] = [];
    for (let at = 0; at < 110; at += 1) {
      const visitor = visitorOf(office, `198.51.${Math.floor(at / 10)}.${at % 10}`);
      statuses.push((await visitor.send(code, { company: 'Flood GmbH', consent: '' }, token)).status);
    }
    expect(new Set(statuses)).toEqual(new Set([422, 429]));
    expect(statuses.at(-1)).toBe(429);
    const refused = await person.send(code, typed, patient);
    expect([refused.status, (await refused.text()).includes('Patient GmbH')]).toEqual([429, true]);
    const other = await visitorOf(office).send(await codeOf('harbor'), { company: 'Other GmbH' });
    expect(other.status).toBe(303);
    office.clock.moveOn({ seconds: 600 });
    expect((await person.send(code, typed, patient)).status).toBe(303);
    await settle();
    for (const company of ['Before Ltd', 'Patient GmbH', 'Other GmbH'])
      expect((await people.referral(company)).door).toBe('landing');
    expect(await people.stored('Flood GmbH')).toEqual([]);
  }, 60_000);

  test('of a partner that has ended: a clear word, nothing stored; what came before goes on, and what was earned is owed', async () => {
    const code = await codeOf('harbor');
    const visitor = visitorOf(office);
    const sent = await visitor.send(code, {
      company: 'Earlier GmbH',
      website: 'earlier-gmbh.de',
      contact_email: 'it@earlier-gmbh.de',
    });
    const thanks = await (await visitor.ask(`/r/${sent.headers.get('location')}`)).text();
    const [, status = ''] = /(\/r\/status\/[\w-]+)/.exec(thanks) ?? [];
    await people.refer(DIEGO, HARBOR, 'Earned GmbH');
    await people.press(JONAS, OFFENSIVE, 'Earned GmbH', 'Claim');
    await people.press(JONAS, OFFENSIVE, 'Earned GmbH', 'Accept');
    await people.fill(JONAS, OFFENSIVE, 'Earned GmbH', 'Qualified…', CONFIRMED);
    await soon();
    const open = await visitor.open(code);

    const partners = PROGRAM.partners.map((one) => (one.id === 'harbor' ? { ...one, ended: true } : one));
    await office.saveProgram({ ...program, partners });
    await expect.poll(async () => (await visitor.ask(`/r/${code}`)).status, { timeout: 10_000 }).toBe(410);
    const late = await visitor.send(code, { company: 'Late GmbH', website: 'late-gmbh.de' }, open);
    expect(late.status).toBe(410);
    expect(await late.text()).toContain('This link is not in use any more');
    expect(await people.stored('Late GmbH')).toEqual([]);
    expect(await (await visitor.ask(status)).text()).toContain('How it stands: Received');
    expect((await people.referral('Earlier GmbH')).state).toBe('routed');
    expect(await balance('harbor')).toBe(25_000);
  }, 60_000);
});
