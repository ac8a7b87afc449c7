import { afterAll, describe, expect, test } from 'vitest';
import { openOffice } from './desk.js';
import { CLOUD, FJORD, JONAS, LENA, MAYA, OFFENSIVE, PRIYA, peopleOf, TOM } from './people.js';
import { labels, read } from './reading.js';

const office = await openOffice();
const { pass } = office;
const people = peopleOf(office);

afterAll(() => expect(office.errors).toEqual([]));

const triage = (company: string) => read(people.card(OFFENSIVE, company));
const partner = (company: string) => people.text(FJORD, company);
const partnerThread = (company: string) => people.threadTexts(FJORD, company);
const staffThread = (company: string) => people.threadTexts(OFFENSIVE, company);
const lastDirect = (user: string) => read(people.directMessages(user).at(-1) as never);

async function referred(company: string) {
  await people.refer(MAYA, FJORD, company);
}

async function claimed(company: string) {
  await referred(company);
  await people.press(JONAS, OFFENSIVE, company, 'Claim');
}

async function accepted(company: string) {
  await claimed(company);
  await people.press(JONAS, OFFENSIVE, company, 'Accept');
}

const CLOSING = 'We look forward to your next referral. If something changes with this one, tell us here.';

describe('an end that is no win', () => {
  test('rejected before contact: the partner reads the shareable reason and nothing else', async () => {
    const company = 'Rejected GmbH';
    await referred(company);
    const answer = await people.fill(LENA, OFFENSIVE, company, 'Reject…', {
      reason: 'existing_customer',
      internal: 'Account of Nadia, 40k a year.',
    });
    expect(answer.problem).toBeUndefined();
    expect(partner(company)).toContain('Waiting to be claimed');
    await pass({ seconds: 301 });
    expect(partner(company)).toContain('Where it stands\nNot taken up');
    expect(partner(company)).toContain('Outcome: We already work with this company.');
    expect(partnerThread(company)).toEqual([
      `<@U0MAYA>, thank you for introducing Rejected GmbH. We already work with this company.\n${CLOSING}`,
    ]);
    expect(triage(company)).toContain('Not taken up.');
    expect(JSON.stringify(people.all(FJORD))).not.toContain('Nadia');
  });

  test('a reason "other" needs words for colleagues, told at the field', async () => {
    const company = 'Other GmbH';
    await referred(company);
    const answer = await people.fill(LENA, OFFENSIVE, company, 'Reject…', { reason: 'other' });
    expect(answer.problem).toBe('Say in a few words why, for colleagues.');
    expect((await people.modal(LENA)).errors).toHaveProperty('internal');
    expect((await people.submit(LENA, { internal: 'A test of ours.' })).problem).toBeUndefined();
    expect((await people.referral(company)).state).toBe('rejected');
  });

  test('with a service line that fits better, which the partner is told', async () => {
    const company = 'Better Elsewhere GmbH';
    await accepted(company);
    const answer = { reason: 'no_fit', better_line: 'cloud', internal: 'Their CISO said no.' };
    await people.fill(JONAS, OFFENSIVE, company, 'Not qualified…', answer);
    await pass({ seconds: 301 });
    const told = partnerThread(company).at(-1);
    expect(told).toContain('Our service "Cloud security review" may fit them better');
    expect(told).not.toContain('CISO');
    expect((await people.referral(company)).loop).toMatchObject({ open: true });
    await pass({ seconds: 61 });
    await office.desk.runDue();
    const { loop } = await people.referral(company);
    expect(loop?.closedAt).toBeInstanceOf(Date);
    expect(loop).not.toHaveProperty('open');
  });

  test.each([
    ['Lost…', 'Lost GmbH', 'chose_competitor', 'They decided to go another way.', 'Closed, not won'],
    ['Not qualified…', 'Unfit GmbH', 'no_budget', 'They have no budget for it at the moment.', 'Not a fit'],
  ])('%s', async (label, company, reason, words, state) => {
    await accepted(company);
    await people.fill(JONAS, OFFENSIVE, company, label, {
      reason,
      internal: 'Their CFO blocked it.',
      for_partner: 'Keep them warm for us.',
    });
    await pass({ seconds: 301 });
    expect(partner(company)).toContain(`Where it stands\n${state}`);
    expect(partnerThread(company).slice(-2)).toEqual([
      `Jonas Weber on ${company}:\nKeep them warm for us.`,
      `<@U0MAYA>, thank you for introducing ${company}. ${words}\n${CLOSING}`,
    ]);
    expect(JSON.stringify(people.all(FJORD))).not.toContain('CFO');
    expect(staffThread(company)[0]).toContain('Their CFO blocked it.');
  });

  test('withdrawn by the partner: rep and reps are told, and nothing can be added any more', async () => {
    const company = 'Withdrawn GmbH';
    await claimed(company);
    await people.press(MAYA, FJORD, company, 'Withdraw');
    expect(partner(company)).toContain('Where it stands\nWithdrawn');
    expect(partnerThread(company).at(-1)).toBe(
      '<@U0MAYA>, Withdrawn GmbH is withdrawn as you asked. Nobody will follow up.',
    );
    expect(labels(people.card(FJORD, company))).toEqual([]);
    expect(staffThread(company).at(-1)).toContain('Maya Okafor withdrew it. No follow-up is needed');
    expect(lastDirect(JONAS)).toContain('Maya Okafor withdrew it');
  });
});

describe('who has it', () => {
  test('declined by everybody: a program manager is asked and assigns it', async () => {
    const company = 'Declined GmbH';
    await referred(company);
    await people.press(JONAS, OFFENSIVE, company, 'Decline');
    expect(triage(company)).toContain('Declined by Jonas Weber.');
    expect((await people.referral(company)).state).toBe('routed');
    await people.press(LENA, OFFENSIVE, company, 'Decline');
    expect(triage(company)).toContain('Everybody has declined (Jonas Weber, Lena Fischer).');
    const asked = people.directMessages(PRIYA).at(-1) as never;
    expect(read(asked)).toContain('Every rep of the channel has declined. Assign it to somebody');
    expect(partnerThread(company)).toEqual([]);
    await people.pressOn(PRIYA, asked, 'Assign to…');
    await people.submit(PRIYA, { rep: 'tom' });
    expect((await people.referral(company)).claim?.repId).toBe('tom');
    expect(partner(company)).toContain('Who has it\nTom Ashby');
    expect(lastDirect(TOM)).toContain('Handoff: Declined GmbH');
  });

  test('released: it can be claimed again, and each rep’s copy says who has it', async () => {
    const company = 'Released GmbH';
    await claimed(company);
    await people.press(JONAS, OFFENSIVE, company, 'Release');
    expect(labels(people.card(OFFENSIVE, company))).toEqual(['Claim', 'Decline', 'Reject…']);
    expect(partnerThread(company).at(-1)).toBe(
      'A colleague will take over Released GmbH. You will hear who it is here.',
    );
    await people.press(LENA, OFFENSIVE, company, 'Claim');
    const jonas = people.directMessages(JONAS).filter((message) => read(message).includes(company));
    expect(jonas.map(read)).toEqual([expect.stringContaining('Lena Fischer has Released GmbH')]);
    expect(people.cards(OFFENSIVE, company)).toHaveLength(1);
    expect(partner(company)).toContain('Who has it\nLena Fischer');
  });

  test('assigned to another rep after work was done: the work stays done', async () => {
    const company = 'Assigned GmbH';
    await accepted(company);
    await people.fill(JONAS, OFFENSIVE, company, 'Assign to…', { rep: 'lena' });
    const referral = await people.referral(company);
    expect([referral.state, referral.claim?.repId]).toEqual(['accepted', 'lena']);
    expect(partnerThread(company).at(-1)).toContain('Lena Fischer has taken on Assigned GmbH');
    expect(lastDirect(LENA)).toContain('Handoff: Assigned GmbH');
    await people.press(LENA, OFFENSIVE, company, 'Log contact');
    expect((await people.referral(company)).state).toBe('contacted');
  });

  test('a referral for another service line goes to the channel that takes it', async () => {
    const company = 'Cloudy GmbH';
    await people.refer(MAYA, FJORD, company, { service_line: 'cloud' });
    expect(people.cards(OFFENSIVE, company)).toEqual([]);
    expect(people.text(CLOUD, company)).toContain('The service line is Cloud security review.');
  });
});

describe('not now', () => {
  test('is put off to a day, which partner and rep read', async () => {
    const company = 'Later GmbH';
    await accepted(company);
    const past = await people.fill(JONAS, OFFENSIVE, company, 'Not now…', { wake_on: '2026-11-24' });
    expect(past.problem).toBe('Choose a date after today.');
    await people.submit(JONAS, { wake_on: '2027-03-01' });
    expect(partner(company)).toContain('We will take it up again on Mon, 1 Mar 2027, 08:00 UTC.');
    expect(partnerThread(company).at(-1)).toBe(
      'The timing is not right for Later GmbH now. We take it up again on Mon, 1 Mar 2027, 08:00 UTC.',
    );
  });
});
