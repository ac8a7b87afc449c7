import { afterAll, describe, expect, test } from 'vitest';
import { openOffice } from './desk.js';
import { CONFIRMED, FJORD, JONAS, LENA, MAYA, OFFENSIVE, PRIYA, peopleOf, SAM } from './people.js';
import { labels, read } from './reading.js';

const office = await openOffice();
const { slack, pass, clock } = office;
const people = peopleOf(office);

afterAll(() => expect(office.errors).toEqual([]));

const partner = (company: string) => people.text(FJORD, company);
const partnerThread = (company: string) => people.threadTexts(FJORD, company);
const staffThread = (company: string) => people.threadTexts(OFFENSIVE, company);
const lastDirect = (user: string) => read(people.directMessages(user).at(-1) as never);

async function claimed(company: string) {
  await people.refer(MAYA, FJORD, company);
  await people.press(JONAS, OFFENSIVE, company, 'Claim');
}

describe('asking the partner', () => {
  test('a question goes to the partner’s thread, the answer back to the rep and to the thread', async () => {
    const company = 'Asked GmbH';
    const question = 'Do they run their own data centre?';
    await claimed(company);
    await people.fill(JONAS, OFFENSIVE, company, 'Ask the partner…', { question });
    expect(partnerThread(company).at(-1)).toBe(
      `<@U0MAYA>, Jonas Weber has a question about Asked GmbH:\n${question}`,
    );
    expect(partner(company)).toContain(`We have a question: ${question}`);
    expect(labels(people.card(FJORD, company))).toEqual(['Answer…', 'Add information', 'Withdraw']);

    // Somebody else of the partner, a guest in our workspace, answers.
    await people.fill(SAM, FJORD, company, 'Answer…', { answer: 'Both: two halls and Azure.' });
    expect(staffThread(company).at(-1)).toContain('Sam Rivera answered\nBoth: two halls and Azure.');
    expect(lastDirect(JONAS)).toContain('Both: two halls and Azure.');
    expect(staffThread(company)[0]).toContain('Sam Rivera: Both: two halls and Azure.');
    expect(partner(company)).not.toContain('We have a question');

    const told = await people.answerTo(MAYA, () => people.press(MAYA, FJORD, company, 'Answer…'));
    expect(told).toContain('The card has been brought up to date');
  });

  test('information added by the partner reaches rep and thread', async () => {
    const company = 'Informed GmbH';
    await claimed(company);
    await people.fill(MAYA, FJORD, company, 'Add information', { information: 'They moved the date.' });
    expect(staffThread(company).at(-1)).toContain('Maya Okafor added information\nThey moved the date.');
    expect(lastDirect(JONAS)).toContain('They moved the date.');
    const blank = await people.fill(MAYA, FJORD, company, 'Add information', { information: '   ' });
    expect(blank.problem).toBe('Write what we should know.');
    await slack.closeModal(MAYA);
  });
});

describe('a note', () => {
  test('for colleagues stays with them, for the partner goes to its thread', async () => {
    const company = 'Noted GmbH';
    await claimed(company);
    const empty = await people.fill(JONAS, OFFENSIVE, company, 'Add note…', {});
    expect(empty.problem).toBe('Write a note in one of the two fields.');
    await people.submit(JONAS, { internal: 'CEO is hard to reach.', for_partner: 'We call on Monday.' });
    expect(partnerThread(company).at(-1)).toBe('Jonas Weber on Noted GmbH:\nWe call on Monday.');
    expect(staffThread(company)[0]).toContain('Jonas Weber, for colleagues\nCEO is hard to reach.');
    expect(JSON.stringify(people.all(FJORD))).not.toContain('hard to reach');
  });
});

describe('undo', () => {
  test('takes back a win before the partner has heard of it', async () => {
    const company = 'Slipped GmbH';
    await claimed(company);
    await people.press(JONAS, OFFENSIVE, company, 'Accept');
    const unconfirmed = await people.fill(JONAS, OFFENSIVE, company, 'Won…', { amount: '' });
    expect(unconfirmed.problem).toContain('required');
    await people.submit(JONAS, { amount: '', ...CONFIRMED });
    expect((await people.referral(company)).qualification?.criteria).toHaveLength(4);
    const before = partnerThread(company);
    await people.press(JONAS, OFFENSIVE, company, 'Undo');
    expect((await people.referral(company)).state).toBe('accepted');
    expect(await people.referral(company)).not.toHaveProperty('qualification');
    await pass({ seconds: 600 });
    expect(partnerThread(company)).toEqual(before);
    expect(partner(company)).toContain('Where it stands\nAccepted');
    expect(staffThread(company).at(-1)).toContain('Jonas Weber took the last step back');
  });

  test('of a step the partner has heard of is told as a correction', async () => {
    const company = 'Corrected GmbH';
    await claimed(company);
    await people.press(JONAS, OFFENSIVE, company, 'Accept');
    await people.press(JONAS, OFFENSIVE, company, 'Undo');
    expect(partnerThread(company).at(-1)).toBe(
      'A correction on Corrected GmbH: the last update was sent by mistake. It stands at "Claimed".',
    );
  });

  test('is for the same person, and not for ever', async () => {
    const company = 'Too Late GmbH';
    await claimed(company);
    const notHers = await people.answerTo(PRIYA, () => people.press(PRIYA, OFFENSIVE, company, 'Undo'));
    expect(notHers).toBe('Only Jonas Weber can undo that step.');
    clock.moveOn({ seconds: 301 });
    const tooLate = await people.answerTo(JONAS, () => people.press(JONAS, OFFENSIVE, company, 'Undo'));
    expect(tooLate).toBe('It is too late to undo that step.');
    expect((await people.referral(company)).claim?.repId).toBe('jonas');
  });

  test('of a claim puts it back in the channel', async () => {
    const company = 'Unclaimed GmbH';
    await claimed(company);
    await people.press(JONAS, OFFENSIVE, company, 'Undo');
    expect(labels(people.card(OFFENSIVE, company))).toEqual(['Claim', 'Decline', 'Reject…']);
    expect(partner(company)).toContain('Who has it\nNobody yet');
    await people.press(LENA, OFFENSIVE, company, 'Claim');
    expect((await people.referral(company)).claim?.repId).toBe('lena');
  });
});

describe('reopening', () => {
  test('a closed one goes back to the channel and tells the partner', async () => {
    const company = 'Reopened GmbH';
    await claimed(company);
    await people.press(JONAS, OFFENSIVE, company, 'Accept');
    await people.fill(JONAS, OFFENSIVE, company, 'Lost…', { reason: 'timing' });
    await pass({ seconds: 301 });
    await people.press(LENA, OFFENSIVE, company, 'Reopen');
    expect(labels(people.card(OFFENSIVE, company))).toEqual(['Claim', 'Decline', 'Reject…']);
    expect(partnerThread(company).at(-1)).toBe(
      'Reopened GmbH is open again. You will hear here who takes it on.',
    );
    expect(partner(company)).toContain('Where it stands\nWaiting to be claimed');
    expect(partner(company)).not.toContain('Outcome');
  });

  test('before the partner has heard of the end, the partner hears of neither', async () => {
    const company = 'Quick GmbH';
    await claimed(company);
    await people.press(JONAS, OFFENSIVE, company, 'Accept');
    await people.fill(JONAS, OFFENSIVE, company, 'Lost…', { reason: 'timing' });
    await people.press(JONAS, OFFENSIVE, company, 'Reopen');
    await pass({ seconds: 301 });
    expect(partnerThread(company).join('\n')).not.toContain('thank you for introducing');
    expect(partner(company)).toContain('Where it stands\nWaiting to be claimed');
  });
});

describe('a card that is out of date', () => {
  test('says so privately and is brought up to date', async () => {
    const company = 'Stale GmbH';
    await people.refer(MAYA, FJORD, company);
    const old = structuredClone(people.card(OFFENSIVE, company));
    await people.press(JONAS, OFFENSIVE, company, 'Claim');
    // Lena’s screen still shows the card as it was.
    const live = people.card(OFFENSIVE, company);
    const now = live.blocks;
    live.blocks = old.blocks;
    const told = await people.answerTo(LENA, () => people.press(LENA, OFFENSIVE, company, 'Reject…'));
    const { reference } = await people.referral(company);
    expect(told).toBe(`Jonas Weber has claimed ${reference}; only they or a program manager can do this.`);
    live.blocks = now;
    const late = structuredClone(people.thread(OFFENSIVE, company)[0]);
    await people.press(JONAS, OFFENSIVE, company, 'Accept');
    const handoff = people.thread(OFFENSIVE, company)[0];
    if (!handoff || !late) throw new Error('There is no handoff');
    handoff.blocks = late.blocks;
    const again = await people.answerTo(JONAS, () => people.pressOn(JONAS, handoff, 'Accept'));
    expect(again).toContain('has moved on: it is now "accepted". The card has been brought up to date.');
    expect(labels(people.thread(OFFENSIVE, company)[0] as never)).toContain('Log contact');
  });
});
