import { afterAll, expect, test } from 'vitest';
import { openOffice, PROGRAM } from './desk.js';
import { DIEGO, FJORD, HARBOR, JONAS, LENA, MAYA, OFFENSIVE, PRIYA, peopleOf } from './people.js';
import { labels, read } from './reading.js';

/** What happens though nobody acts, through the running desk and the simulated Slack. Times are UTC; Berlin is +1. */
const off = { every: 'off', at: '09:00', day: 'mon' } as const;
const office = await openOffice({
  // The morning lists have a journey of their own.
  program: {
    ...PROGRAM,
    digests: { programManagers: off, reps: off },
    reps: PROGRAM.reps.map((rep) => ({ ...rep, capacity: rep.id === 'lena' ? 1 : 2 })),
  },
});
const { passTo } = office;
const people = peopleOf(office);
const direct = (user: string) => people.directMessages(user).map(read);

afterAll(() => expect(office.errors).toEqual([]));

test('a referral nobody claims is warned of, given away, accepted, and watched to the first contact', async () => {
  // Tuesday 09:30 in Berlin.
  const company = 'Silent Shipping';
  await people.refer(MAYA, FJORD, company);
  await passTo('2026-11-24T10:29:00Z');
  expect(people.threadTexts(OFFENSIVE, company)).toEqual([]);
  await passTo('2026-11-24T10:31:00Z');
  expect(people.threadTexts(OFFENSIVE, company)).toHaveLength(1);
  expect(people.threadTexts(OFFENSIVE, company)[0]).toContain('is still waiting to be claimed');

  await passTo('2026-11-24T12:31:00Z');
  const { claim } = await people.referral(company);
  expect(claim?.repId).toBe('jonas');
  expect(people.threadTexts(FJORD, company).at(-1)).toContain('Jonas Weber has taken on');
  expect(direct(JONAS).some((text) => text.includes('Handoff: Silent Shipping'))).toBe(true);

  // Wednesday: half the time to accept is over.
  await passTo('2026-11-25T08:31:00Z');
  const reminder = people.directMessages(JONAS).at(-1);
  expect(read(reminder as never)).toContain('Jonas Weber, please accept or reject Silent Shipping');
  expect(labels(reminder as never)).toEqual([
    'Accept',
    'Reject…',
    'Release',
    'In 1 hour',
    'Next business morning',
    'On a date…',
    'Mute these',
  ]);
  const word = await people.answerTo(JONAS, () => people.pressOn(JONAS, reminder as never, 'In 1 hour'));
  expect(word).toContain('No reminders of Silent Shipping until');
  await people.pressOn(JONAS, reminder as never, 'Accept');
  const heard = direct(JONAS).length;
  await passTo('2026-11-25T12:35:00Z');
  expect(await people.referral(company)).toMatchObject({ state: 'accepted', claim: { repId: 'jonas' } });
  expect(direct(JONAS)).toHaveLength(heard);

  // Nobody contacts the company for days: Jonas and Priya hear of it, once.
  await passTo('2026-11-30T12:00:00Z');
  expect(direct(JONAS).at(-1)).toContain('was to be contacted');
  expect(direct(PRIYA).at(-1)).toContain('was to be contacted by Jonas Weber');
  const told = direct(PRIYA).length;
  await passTo('2026-11-30T12:10:00Z');
  expect(direct(PRIYA)).toHaveLength(told);
});

test('a rep who lets it lapse hears that a colleague has it; when nobody takes it, the program manager decides', async () => {
  const company = 'Drifting Cargo';
  await people.refer(DIEGO, HARBOR, company);
  await passTo('2026-11-30T16:20:00Z');
  const first = (await people.referral(company)).claim?.repId;
  expect(first).toBe('lena');
  await passTo('2026-12-02T08:10:00Z');
  expect((await people.referral(company)).claim?.repId).toBe('jonas');
  expect(direct(LENA).at(-1)).toContain('so Jonas Weber has it now');
  expect(people.threadTexts(HARBOR, company).at(-1)).toContain('Jonas Weber has taken on');
  await passTo('2026-12-03T16:00:00Z');
  const decision = people.directMessages(PRIYA).at(-1);
  expect(read(decision as never)).toContain('Nobody has taken it up, though it was passed on twice.');
  expect(labels(decision as never)).toContain('Assign to…');
});

test('a silent rep is asked, answers with one press, and a program manager hears of silence', async () => {
  const company = 'Quiet Quarry';
  await people.refer(MAYA, FJORD, company);
  await people.press(LENA, OFFENSIVE, company, 'Claim');
  await people.press(LENA, OFFENSIVE, company, 'Accept');
  await people.press(LENA, OFFENSIVE, company, 'Log contact');
  await passTo('2026-12-10T16:05:00Z');
  const question = people.directMessages(LENA).at(-1);
  expect(read(question as never)).toContain('how does Quiet Quarry stand?');
  expect(labels(question as never).slice(0, 3)).toEqual([
    'Still working on it',
    'Meeting booked…',
    'Not qualified…',
  ]);
  const word = await people.answerTo(LENA, () =>
    people.pressOn(LENA, question as never, 'Still working on it'),
  );
  expect(word).toContain('Noted');
  const heard = direct(LENA).length;
  await passTo('2026-12-11T16:00:00Z');
  expect(direct(LENA)).toHaveLength(heard);
  await passTo('2026-12-18T16:00:00Z');
  expect(direct(LENA).at(-1)).toContain('how does Quiet Quarry stand?');
  await passTo('2026-12-28T16:00:00Z');
  await passTo('2027-01-05T16:00:00Z');
  expect(direct(PRIYA).at(-1)).toContain('has not said how it stands, though asked twice');
});

test('a question the partner does not answer is asked once more, and then the rep is told', async () => {
  const company = 'Unasked Unlimited';
  await people.refer(MAYA, FJORD, company);
  await people.press(JONAS, OFFENSIVE, company, 'Claim');
  await people.fill(JONAS, OFFENSIVE, company, 'Ask the partner…', { question: 'How many sites?' });
  const asked = people.threadTexts(FJORD, company).length;
  await passTo('2027-01-08T16:25:00Z');
  expect(people.threadTexts(FJORD, company).slice(asked).join()).toContain('is still open');
  // Three business days and a minute after that.
  await passTo('2027-01-13T16:26:00Z');
  expect(direct(JONAS).join()).toContain('has not answered your question about Unasked Unlimited');
});

test('whoever mutes a kind of reminder gets no more of it, and can have it back', async () => {
  const muted = await people.answerTo(JONAS, async () => {
    const reminder = people.directMessages(JONAS).findLast((one) => labels(one).includes('Mute these'));
    await people.pressOn(JONAS, reminder as never, 'Mute these');
  });
  expect(muted).toContain('are off for you');
  const shown = await people.answerTo(JONAS, () =>
    office.slack.command(JONAS, OFFENSIVE, '/referrals', 'preferences'),
  );
  expect(shown).toContain('off');
});
