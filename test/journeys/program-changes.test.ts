import { afterAll, expect, test } from 'vitest';
import type { Definition } from '../../src/program/definition.js';
import { openOffice, PROGRAM } from './desk.js';
import { CONFIRMED, FJORD, JONAS, LENA, MAYA, OFFENSIVE, PRIYA, peopleOf } from './people.js';
import { labels, read } from './reading.js';
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
  await people.fill(JONAS, OFFENSIVE, won, 'Won…', CONFIRMED);
  await people.refer(MAYA, FJORD, company);
  await people.press(JONAS, OFFENSIVE, company, 'Claim');
  await people.press(JONAS, OFFENSIVE, company, 'Accept');
  await office.pass({ seconds: 301 });

  await changeProgram({
    ...PROGRAM,
    reps: PROGRAM.reps.map((rep) => (rep.id === 'jonas' ? { ...rep, ended: true } : rep)),
  });
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

test('without a triage channel a program manager is asked, told what is missing, and sends it on later', async () => {
  const company = 'Nowhere GmbH';
  await changeProgram({ ...PROGRAM, channels: PROGRAM.channels.filter(({ kind }) => kind !== 'triage') });
  await people.refer(MAYA, FJORD, company);
  expect(people.text(FJORD, company)).toContain('Where it stands\nReceived');
  const asked = people.directMessages(PRIYA).at(-1) as never;
  expect(read(asked)).toContain('The program has no triage channel yet. Choose where it goes.');
  const told = await people.answerTo(PRIYA, () => people.pressOn(PRIYA, asked, 'Send to channel…'));
  expect(told).toContain('There is no triage channel to choose yet.');

  await changeProgram(PROGRAM);
  await people.pressOn(PRIYA, asked, 'Send to channel…');
  await people.submit(PRIYA, { triage: 'offensive' });
  expect(labels(people.card(OFFENSIVE, company))).toEqual(['Claim', 'Decline', 'Reject…']);
  expect(people.text(FJORD, company)).toContain('Waiting to be claimed');
});

/** As a program file that is applied; a start makes the desk know it at once. */
async function changeProgram(program: Definition) {
  await office.saveProgram(program);
  await office.stopDesk();
  // What a job would have done meanwhile is done at the start.
  await office.store.db.collection('jobs').deleteMany({});
  await office.startDesk();
}
