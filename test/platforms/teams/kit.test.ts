import { expect, test } from 'vitest';
import { all } from './adaptive-cards.js';
import { ALDER, HANNA, openOffice, PRIYA, wordsOf } from './office.js';

/** The kit in Teams. */
const office = await openOffice();
const { teams } = office;

test('a partner opens the kit alone, and its page', async () => {
  const { id } = await teams.say(HANNA, ALDER, '@Referral Desk kit');
  await office.settle();
  const answer = teams.replies(ALDER, id).at(-1);
  await teams.press(HANNA, ALDER, answer?.id ?? '', 'Show the kit');
  const card = teams.dialog(HANNA)?.card;
  expect(wordsOf(card)).toContain('Alder Analytics');
  const [open] = all(card, 'Action.OpenUrl').filter(({ title }) => title === 'Open to print');
  const path = String(open?.url).replace('https://desk.example', '');
  const page = await fetch(office.url.replace('/api/messages', path));
  expect(await page.text()).toContain('For Alder Analytics');
});

test('a program manager asks for that of a partner', async () => {
  const chat = teams.personal(PRIYA)?.id ?? '';
  await teams.say(PRIYA, chat, 'kit alder');
  await office.settle();
  const said = teams.messages(chat).map(({ card }) => (card ? wordsOf(card) : ''));
  expect(said.join()).toContain('For Alder Analytics');
});
