import { afterAll, expect, test } from 'vitest';
import type { Definition } from '../../../src/program/definition.js';
import { all, type Json } from './adaptive-cards.js';
import {
  ALDER,
  buttonsOf,
  FELIX,
  HANNA,
  JONAS,
  openOffice,
  REFERRAL,
  TEAMS_PROGRAM,
  wordsOf,
} from './office.js';

/** The program terms in Teams: the box in the dialog, terms that change while it is open, and the command. */
const withTerms = (version: string, text: string): Definition => ({
  ...TEAMS_PROGRAM,
  terms: { version, text },
});
const office = await openOffice({ program: withTerms('1', 'Introduce people who expect **us**.') });
const { teams } = office;

afterAll(() => expect(office.errors).toEqual([]));

const FORM = { ...REFERRAL, website: 'example.net' };
const stored = (company: string) =>
  office.store.db.collection('referrals').find({ 'prospect.company': company }).toArray();
const card = (person: string) => teams.dialog(person)?.card;
const inputs = (person: string) =>
  new Map(
    ['Input.Text', 'Input.Toggle', 'Input.ChoiceSet']
      .flatMap((type) => all(card(person), type))
      .map((input: Json) => [String(input.id), input]),
  );

/** Says something in the channel, and presses the button of the answer. */
async function opened(person: string, words: string, label: string): Promise<void> {
  const { id } = await teams.say(person, ALDER, `@Referral Desk ${words}`);
  await office.settle();
  const answer = teams.replies(ALDER, id).at(-1);
  await teams.press(person, ALDER, answer?.id ?? '', label);
}

test('the dialog has the box, required, with the terms above it as they were written', async () => {
  await opened(FELIX, 'refer', 'Refer a lead');
  expect(inputs(FELIX).get('terms_1')).toMatchObject({
    isRequired: true,
    title: expect.stringContaining('I accept the program terms, version 1'),
  });
  expect(wordsOf(card(FELIX))).toContain('expect');
  await teams.submitDialog(FELIX, { ...FORM, company: 'Unticked' });
  expect(await stored('Unticked')).toEqual([]);
  await teams.submitDialog(FELIX, { ...FORM, company: 'Ticked', terms_1: 'true' });
  await office.settle();
  expect(await stored('Ticked')).toMatchObject([{ terms: { version: '1', by: { userId: FELIX } } }]);
  await opened(FELIX, 'refer', 'Refer a lead');
  expect(inputs(FELIX).has('terms_1')).toBe(false);
  teams.closeDialog(FELIX);
});

test('terms that change while it is open: everything typed stands in the new one, and it is one referral', async () => {
  const company = 'Middle *& Sons*';
  await opened(HANNA, 'refer', 'Refer a lead');
  await office.saveProgram(withTerms('2', 'The new words.'));
  await office.restart();
  const typed = { ...FORM, company, urgency: 'now', contact_phone: '+49 30 1234567' };
  await teams.submitDialog(HANNA, { ...typed, terms_1: 'true' });
  expect(await stored(company)).toEqual([]);
  expect(wordsOf(card(HANNA))).toContain('The program terms have changed while you wrote.');
  expect(wordsOf(card(HANNA))).toContain('The new words.');
  for (const [key, value] of Object.entries(typed)) expect(inputs(HANNA).get(key)?.value, key).toBe(value);
  expect(inputs(HANNA).get('terms_2')?.value).toBe('false');
  expect(inputs(HANNA).has('terms_1')).toBe(false);

  await teams.submitDialog(HANNA, { ...typed, terms_2: 'true' });
  await teams.redeliverLast();
  await office.settle();
  expect(await stored(company)).toMatchObject([{ terms: { version: '2' } }]);
});

test('`terms` shows them to whoever presses, with the button where they are not accepted', async () => {
  await opened(FELIX, 'terms', 'Read the terms');
  expect(wordsOf(card(FELIX))).toContain('You have not accepted this version yet.');
  await teams.submitDialog(FELIX, {}, 'I accept the terms');
  expect(wordsOf(card(FELIX))).toContain('Thank you: you have accepted them.');
  expect(buttonsOf(card(FELIX))).not.toContain('I accept the terms');
  const kept = office.store.db.collection('terms_acceptances').find({ 'by.userId': FELIX });
  expect((await kept.toArray()).map(({ version, how }) => `${version} ${how}`)).toEqual([
    '1 form',
    '2 command',
  ]);
  teams.closeDialog(FELIX);
  await opened(HANNA, 'terms', 'Read the terms');
  expect(wordsOf(card(HANNA))).toContain('You have accepted this version');
  expect(buttonsOf(card(HANNA))).not.toContain('I accept the terms');
  teams.closeDialog(HANNA);
  await opened(JONAS, 'terms', 'Read the terms');
  expect(wordsOf(card(JONAS))).toContain('you are not asked');
  teams.closeDialog(JONAS);
});
