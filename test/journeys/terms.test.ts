import { afterAll, expect, test } from 'vitest';
import type { Definition } from '../../src/program/definition.js';
import { openOffice, PROGRAM } from './desk.js';
import { FJORD, FORM, JONAS, MAYA, OFFENSIVE, OLGA, PRIYA, peopleOf, SAM } from './people.js';
import { labels, read, readBlocks } from './reading.js';
import { until } from './until.js';

/** The program terms through the running desk and the simulated Slack. */
const withTerms = (version: string, text: string): Definition => ({ ...PROGRAM, terms: { version, text } });
const office = await openOffice({
  program: withTerms('1', 'Introduce people who expect <!channel> to hear from us.'),
});
const { slack } = office;
const people = peopleOf(office);
const DESK = '<@U0DESK>';

afterAll(() => expect(office.errors).toEqual([]));

const terms = (user: string, channel: string) =>
  people.answerTo(user, () => slack.say(user, channel, `${DESK} terms`));
const lastPrivate = (user: string) =>
  slack.ephemerals(user).at(-1) as NonNullable<ReturnType<typeof slack.ephemerals>[number]>;
const formOf = async (user: string) => readBlocks((await people.modal(user)).view.blocks as unknown[]);
const typedIn = async (user: string) =>
  JSON.stringify(((await people.modal(user)).view.state as { values: unknown }).values);

/** As a program file that is applied while the desk runs: it knows it within two seconds. */
async function apply(program: Definition): Promise<void> {
  await office.saveProgram(program);
  const known = program.terms ? `Version ${program.terms.version} ` : 'states no terms';
  const asked = () => people.answerTo(PRIYA, () => slack.command(PRIYA, OFFENSIVE, '/referrals', 'terms'));
  await until(async () => (await asked()).includes(known), 'the desk knows the new program', 15_000);
}

test('a partner’s first referral has the box, the next one has not, and the terms can be read', async () => {
  await people.openForm(MAYA, FJORD);
  expect(await formOf(MAYA)).toContain('Introduce people who expect <!channel> to hear from us.');
  expect(await formOf(MAYA)).toContain('I accept the program terms, version 1');
  const refused = await people.submit(MAYA, { ...FORM, company: 'First GmbH' });
  expect(refused.problem).toBe('Please complete this required field.');
  await people.submit(MAYA, { ...FORM, company: 'First GmbH', terms_1: ['true'] });
  const first = await people.referral('First GmbH');
  expect(first.terms).toMatchObject({ version: '1', by: { userId: 'U0MAYA' } });

  await people.openForm(MAYA, FJORD);
  expect(await formOf(MAYA)).not.toContain('program terms');
  await people.submit(MAYA, { ...FORM, company: 'Second GmbH', website: 'second.example' });
  expect((await people.referral('Second GmbH')).terms?.at).toEqual(first.terms?.at);

  const shown = await terms(MAYA, FJORD);
  expect(shown).toContain('Version 1 · in force since Tue, 24 Nov 2026');
  expect(shown).toContain('You have accepted this version on Tue, 24 Nov 2026');
  expect(labels(lastPrivate(MAYA))).toEqual([]);
});

test('a colleague accepts with the command, twice is once, and is asked no more', async () => {
  expect(await terms(SAM, FJORD)).toContain('You have not accepted this version yet.');
  const card = lastPrivate(SAM);
  await people.pressOn(SAM, card, 'I accept the terms');
  expect(read(lastPrivate(SAM))).toContain('Thank you: you have accepted them.');
  await office.settle();
  await slack.redeliverLast({});
  const acceptances = office.store.db.collection('terms_acceptances');
  expect(await acceptances.countDocuments({ 'by.userId': SAM })).toBe(1);
  await people.openForm(SAM, FJORD);
  expect(await formOf(SAM)).not.toContain('program terms');
  await slack.closeModal(SAM);
});

test('staff read them, are not asked, and cannot accept; a manager hears how many have', async () => {
  expect(await terms(JONAS, OFFENSIVE)).toContain('you are not asked');
  expect(labels(lastPrivate(JONAS))).toEqual([]);
  expect(await terms(PRIYA, OFFENSIVE)).toContain('So far 2 people have accepted this version');
  await slack.command(JONAS, OFFENSIVE, '/refer', 'Onbehalf GmbH');
  expect(await formOf(JONAS)).not.toContain('I accept');
  await people.submit(JONAS, { ...FORM, website: 'onbehalf.example', for_partner: 'fjord' });
  expect((await people.referral('Onbehalf GmbH')).terms).toMatchObject({ version: '1', onBehalf: true });
  const record = await people.answerTo(JONAS, async () =>
    slack.command(JONAS, OFFENSIVE, '/referrals', (await people.referral('Onbehalf GmbH')).reference),
  );
  expect(record).toContain('nobody was asked to accept them');
});

test('terms changed in the middle of a form: everything typed is kept, the new box is ticked, one referral', async () => {
  const company = 'In The Middle & Sons <GmbH>';
  await people.openForm(MAYA, FJORD);
  await apply(withTerms('2', 'The new words.'));
  const typed = { ...FORM, company, website: 'middle.example', urgency: 'now', problem: 'Two\nlines.' };
  await people.submit(MAYA, typed);
  expect(await people.stored(company)).toEqual([]);
  const again = await formOf(MAYA);
  expect(again).toContain('The program terms have changed while you wrote.');
  expect(again).toContain('The new words.');
  for (const kept of [company, 'middle.example', 'Two\\nlines.', 'alex@acme.com', '"now"'])
    expect(await typedIn(MAYA)).toContain(kept);

  // Only the new box has still to be ticked.
  expect((await people.submit(MAYA, {})).problem).toBe('Please complete this required field.');
  await people.submit(MAYA, { terms_2: ['true'] });
  expect(slack.modal(MAYA)).toBeUndefined();
  const referral = await people.referral(company);
  expect(referral.terms).toMatchObject({ version: '2' });
  expect(referral.answers.find(({ key }) => key === 'problem')?.value).toBe('Two\nlines.');

  // Sam, who had accepted the first version, is asked for the second; an old button accepts nothing.
  expect(await terms(SAM, FJORD)).toContain('You have not accepted this version yet.');
  const card = lastPrivate(SAM);
  await apply(withTerms('3', 'Newer words.'));
  await people.pressOn(SAM, card, 'I accept the terms');
  const told = read(lastPrivate(SAM));
  expect(told).toContain('The terms have changed meanwhile.');
  expect(told).toContain('Newer words.');
  const acceptances = office.store.db.collection('terms_acceptances');
  expect(await acceptances.countDocuments({ 'by.userId': SAM })).toBe(1);
  expect(labels(lastPrivate(SAM))).toEqual(['I accept the terms']);
});

test('long terms are read page by page to the button at their end', async () => {
  const paragraph = (number: number) => `Paragraph ${number}. ${'Some words of it. '.repeat(60)}`;
  await apply(withTerms('4', Array.from({ length: 8 }, (_, index) => paragraph(index + 1)).join('\n\n')));
  expect(await terms(MAYA, FJORD)).toContain('page 1 of 3');
  let read_ = '';
  for (const page of [1, 2, 3]) {
    read_ += read(lastPrivate(MAYA));
    if (page === 3) break;
    await people.pressOn(MAYA, lastPrivate(MAYA), 'Read on');
  }
  for (let number = 1; number <= 8; number += 1) expect(read_).toContain(`Paragraph ${number}.`);
  expect(labels(lastPrivate(MAYA))).toEqual(['Back', 'I accept the terms']);
});

test('somebody the program does not know can read and accept them, too', async () => {
  const shown = await people.answerTo(OLGA, () => slack.command(OLGA, 'C0GENERAL', '/referrals', 'terms'));
  expect(shown).toContain('Paragraph 1.');
  expect(shown).not.toContain('people have accepted');
});

test('without terms it is said, and nothing is asked', async () => {
  await apply(PROGRAM);
  expect(await terms(MAYA, FJORD)).toBe('Northwind Shield has no program terms to accept.');
  expect(await terms(PRIYA, OFFENSIVE)).toContain('The program file states no terms');
  const { terms: none } = await people.refer(MAYA, FJORD, 'Unasked GmbH', { website: 'unasked.example' });
  expect(none).toBeUndefined();
});
