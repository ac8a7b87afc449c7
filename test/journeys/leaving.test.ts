import { afterAll, expect, test } from 'vitest';
import { openOffice, PROGRAM } from './desk.js';
import { FJORD, JONAS, LENA, MAYA, OFFENSIVE, peopleOf } from './people.js';
import { labels } from './reading.js';
import { until } from './until.js';

const office = await openOffice();
const people = peopleOf(office);

afterAll(() => expect(office.errors).toEqual([]));

test('a rep who leaves the program gives back what was open, the partner is told, and the rep may do nothing more', async () => {
  const company = 'Orphaned GmbH';
  const won = 'Finished GmbH';
  await people.refer(MAYA, FJORD, won);
  await people.press(JONAS, OFFENSIVE, won, 'Claim');
  await people.press(JONAS, OFFENSIVE, won, 'Accept');
  await people.fill(JONAS, OFFENSIVE, won, 'Won…', {});
  await people.refer(MAYA, FJORD, company);
  await people.press(JONAS, OFFENSIVE, company, 'Claim');
  await people.press(JONAS, OFFENSIVE, company, 'Accept');
  await office.pass({ seconds: 301 });

  await office.saveProgram({
    ...PROGRAM,
    reps: PROGRAM.reps.map((rep) => (rep.id === 'jonas' ? { ...rep, ended: true } : rep)),
  });
  // At a start what a job would have done meanwhile is done.
  await office.stopDesk();
  await office.store.db.collection('jobs').deleteMany({});
  await office.startDesk();
  await until(async () => (await people.referral(company)).state === 'routed', 'it is given back', 15_000);
  await office.settle();
  expect(labels(people.card(OFFENSIVE, company))).toEqual(['Claim', 'Decline', 'Reject…']);
  expect(people.threadTexts(FJORD, company).at(-1)).toContain('A colleague will take over Orphaned GmbH');
  expect(people.threadTexts(OFFENSIVE, company).at(-1)).toContain('Jonas Weber is no longer in the program');
  const told = await people.answerTo(JONAS, () => people.press(JONAS, OFFENSIVE, company, 'Claim'));
  expect(told).toContain('You are not a rep of this channel');
  await people.press(LENA, OFFENSIVE, company, 'Claim');
  expect((await people.referral(company)).claim?.repId).toBe('lena');
  expect((await people.referral(won)).claim?.repId).toBe('jonas');
});
