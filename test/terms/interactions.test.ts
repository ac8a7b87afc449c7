import { beforeEach, describe, expect, test } from 'vitest';
import type { Card } from '../../src/messages/card.js';
import type { Actor } from '../../src/people/actor.js';
import type { Program } from '../../src/program/program.js';
import { termsAcceptanceStore } from '../../src/store/terms-acceptances.js';
import { type TermsDeps, termsInteractions } from '../../src/terms/interactions.js';
import { wordsOf } from '../messages/words.js';
import { type Desk, openDesk } from '../people/desk.js';
import { PEOPLE, type Person, PROGRAM } from '../people/people.js';
import { refusal } from '../people/press.js';
import { NOON } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';

const database = await testDatabase();
const acceptances = termsAcceptanceStore(database.db);
const maya = PEOPLE['partner’s submitter'];
const withTerms = (version: string, more: object = {}): Program => ({
  ...PROGRAM,
  terms: { version, text: `Words of ${version}.`, ...more },
});
let desk: Desk;
let deps: TermsDeps;
async function given(program: Program | undefined): Promise<void> {
  desk = await openDesk(database, program);
  deps = { ...desk, acceptances };
}
beforeEach(() => given(withTerms('1')));

function cardOf(reply: { kind: string; card?: Card } | undefined): Card {
  if (!reply?.card) throw new Error(`No card: ${reply?.kind}`);
  return reply.card;
}
async function terms(actor: Actor): Promise<Card> {
  const command = termsInteractions(deps).commands.find(({ names }) => names.includes('terms'));
  return cardOf(await command?.handle({ name: 'terms', text: '', actor, canOpenForm: true, actKey: 'c' }));
}
async function press(actor: Actor, actionId: string, value: Record<string, string>): Promise<Card> {
  const action = termsInteractions(deps).actions.find((one) => one.actionId === actionId);
  return cardOf(await action?.handle({ actionId, value, actor, actKey: 'p' }));
}
const accept = (actor: Actor, version = '1') => press(actor, 'terms.accept', { version });
const buttons = ({ elements }: Card) =>
  elements.flatMap((one) => (one.kind === 'actions' ? one.actions.map(({ label }) => label) : []));
const count = () => acceptances.count(PROGRAM.id, '1');

describe('given terms in force', () => {
  test('a partner’s person reads them with since when, and may accept', async () => {
    const card = await terms(maya);
    expect(wordsOf(card).join('\n')).toMatch(
      /Program terms of Northwind.*Version 1 · in force since .*Words of 1\./s,
    );
    expect(buttons(card)).toEqual(['I accept the terms']);
  });

  test('accepted, it is said, with the time of the first; again changes nothing', async () => {
    expect(wordsOf(await accept(maya)).join('\n')).toContain('Thank you: you have accepted them.');
    desk.pass(90);
    const again = wordsOf(await accept(maya)).join('\n');
    expect(again).toContain('You have accepted this version on Tue, 24 Nov 2026, 12:00');
    expect(buttons(await terms(maya))).toEqual([]);
    expect(
      await acceptances.of(PROGRAM.id, [{ platform: 'slack', userId: maya.person.userId }], '1'),
    ).toEqual({
      programId: PROGRAM.id,
      version: '1',
      by: maya.person,
      at: NOON,
      partner: { id: 'fjord', name: 'Fjord Consulting' },
      how: 'command',
    });
  });

  test.each(['rep of the channel', 'program manager who is a rep'] as Person[])(
    'a %s reads them without a button, and an old button is refused',
    async (person) => {
      expect(buttons(await terms(PEOPLE[person]))).toEqual([]);
      expect(await refusal(accept(PEOPLE[person]))).toMatch(/^not_allowed: The terms are for partners/);
      expect(await count()).toBe(0);
    },
  );

  test('only a program manager hears how many have accepted', async () => {
    await accept(maya);
    const read = async (person: Person) => wordsOf(await terms(PEOPLE[person])).join('\n');
    expect(await read('program manager who is a rep')).toContain('one person has accepted this version');
    for (const person of ['rep of the channel', 'partner’s colleague', 'stranger'] as Person[])
      expect(await read(person)).not.toContain('person has');
  });

  test.each([undefined, '', '0', '2'])(
    'a button of version %j accepts nothing and shows what is in force',
    async (version) => {
      const card = await press(maya, 'terms.accept', version === undefined ? {} : { version });
      expect(wordsOf(card).join('\n')).toContain('The terms have changed meanwhile.');
      expect(buttons(card)).toEqual(['I accept the terms']);
      expect(await count()).toBe(0);
    },
  );

  test('their title and link are shown where there are any', async () => {
    await desk.apply(withTerms('2', { title: 'Our terms', url: 'https://n.example/terms' }));
    const words = wordsOf(await terms(maya)).join('\n');
    expect(words).toContain('Our terms');
    expect(words).toContain('Open them in your browser');
  });

  test('a page beyond the last one, or none, is the nearest there is', async () => {
    await desk.apply(withTerms('2', { text: 'Words and words. '.repeat(600) }));
    const page = async (value: string) =>
      wordsOf(await press(maya, 'terms.page', { page: value })).join('\n');
    expect(await page('99')).toContain('page 3 of 3');
    expect(await page('-1')).toContain('page 1 of 3');
    expect(await page('x')).toContain('page 1 of 3');
  });
});

test('without terms, or without a program, it is said', async () => {
  await given(PROGRAM);
  expect(wordsOf(await terms(maya))).toContain('Northwind has no program terms to accept.');
  expect(wordsOf(await accept(maya))).toContain('Northwind has no program terms to accept.');
  await given(undefined);
  expect(await refusal(terms(maya))).toContain('not set up yet');
  expect(await refusal(accept(maya))).toContain('not set up yet');
});
