import { expect, test } from 'vitest';
import { ALDER, buttonsOf, JONAS, LENA, openOffice, PRIYA, REPS, TEAMS_PROGRAM, wordsOf } from './office.js';

/** What happens though nobody acts, through the real Teams adapter and the simulated Teams. Times are UTC; Berlin is +1. */
const off = { every: 'off', at: '09:00', day: 'mon' } as const;
const office = await openOffice({
  program: { ...TEAMS_PROGRAM, digests: { programManagers: off, reps: off } },
});
const { teams } = office;

const chatOf = (person: string): string => teams.personal(person)?.id ?? '';
const direct = (person: string) => teams.messages(chatOf(person)).filter(({ author }) => author === 'bot');
const lastWords = (person: string) => wordsOf(direct(person).at(-1)?.card).replaceAll('**', '');

const cardOf = (conversation: string, company: string) =>
  teams.messages(conversation).findLast(({ card }) => card && wordsOf(card).includes(company));
const thread = (conversation: string, company: string) =>
  teams
    .replies(conversation, cardOf(conversation, company)?.id ?? '')
    .map((reply) => (reply.card ? wordsOf(reply.card) : ''));

/** Presses on the last message of somebody's chat. */
async function answer(person: string, label: string): Promise<void> {
  await teams.press(person, chatOf(person), direct(person).at(-1)?.id ?? '', label);
  await office.settle();
}

test('a referral nobody claims is warned of, given away, snoozed, accepted, and nobody is reminded after that', async () => {
  const company = 'Silent Shipping';
  // Tuesday, 09:40 in Berlin.
  await office.passTo('2026-11-24T08:40:00Z');
  await office.refer(company);
  expect(thread(REPS, company)).toEqual([]);
  await office.passTo('2026-11-24T10:41:00Z');
  expect(thread(REPS, company).join()).toContain('is still waiting to be claimed');
  await office.passTo('2026-11-24T12:45:00Z');
  expect(thread(ALDER, company).at(-1)).toMatch(/(Jonas Weber|Lena Fischer)\*\* has taken on/);
  const rep = thread(ALDER, company).at(-1)?.includes('Jonas Weber') ? JONAS : LENA;
  await office.passTo('2026-11-25T08:45:00Z');
  expect(lastWords(rep)).toContain('please accept or reject Silent Shipping');
  expect(buttonsOf(direct(rep).at(-1)?.card)).toEqual(
    expect.arrayContaining(['Accept', 'In 1 hour', 'Next business morning', 'On a date…', 'Mute these']),
  );
  const reminder = direct(rep).at(-1)?.id ?? '';
  await teams.press(rep, chatOf(rep), reminder, 'In 1 hour');
  await teams.press(rep, chatOf(rep), reminder, 'Accept');
  await office.settle();
  const heard = direct(rep).length;
  await office.passTo('2026-11-25T14:00:00Z');
  expect(direct(rep)).toHaveLength(heard);
  expect(wordsOf(cardOf(ALDER, company)?.card)).toContain('Accepted');
});

test('a silent rep is asked how it stands, answers with one press, and silence reaches the program manager', async () => {
  const company = 'Quiet Quarry';
  await office.refer(company);
  for (const label of ['Claim', 'Accept', 'Log contact']) {
    await teams.press(JONAS, REPS, cardOf(REPS, company)?.id ?? '', label);
    await office.settle();
  }
  await office.passTo('2026-12-03T16:05:00Z');
  expect(lastWords(JONAS)).toContain('how does Quiet Quarry stand?');
  await answer(JONAS, 'Still working on it');
  const heard = direct(JONAS).length;
  await office.passTo('2026-12-04T10:00:00Z');
  expect(direct(JONAS)).toHaveLength(heard);
  // Each a little later in the day, so that five business days have passed to the millisecond.
  for (const moment of ['12-11T14:00', '12-18T14:30', '12-28T15:00'])
    await office.passTo(`2026-${moment}:00Z`);
  await office.passTo('2027-01-05T15:30:00Z');
  expect(direct(PRIYA).map(({ card }) => wordsOf(card))).toContainEqual(
    expect.stringContaining('has not said how it stands, though asked twice'),
  );
});
