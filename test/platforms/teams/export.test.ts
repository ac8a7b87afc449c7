import { expect, test } from 'vitest';
import { all } from './adaptive-cards.js';
import { ALDER, HANNA, openOffice, PRIYA, wordsOf } from './office.js';

/** A file for a program manager, asked for in Teams: the link comes to the personal chat. */
const office = await openOffice();
const { teams } = office;
const chat = teams.personal(PRIYA)?.id ?? '';
const origin = office.url.replace('/api/messages', '');

test('asked for in the personal chat, filled in, opened and downloaded', async () => {
  await teams.say(PRIYA, chat, 'export partners');
  await office.settle();
  const card = teams.messages(chat).findLast((one) => one.card && wordsOf(one.card).includes('as a file'));
  await teams.press(PRIYA, chat, card?.id ?? '', 'Choose what to export');
  await teams.submitDialog(PRIYA, { what: 'partners', format: 'csv', state: 'active' });
  await office.settle();
  const link = teams.messages(chat).findLast((one) => one.card && wordsOf(one.card).includes('Your export'));
  const [open] = all(link?.card, 'Action.OpenUrl');
  const path = String(open?.url).replace('https://desk.example', '');
  expect(path).toMatch(/^\/export\/[\w-]{43}$/);
  expect(JSON.stringify(teams.messages(ALDER))).not.toContain('/export/');
  const file = await fetch(`${origin}${path}`, { method: 'POST' });
  expect(file.status).toBe(200);
  expect(await file.text()).toMatch(/^id,name,kind,state,[^\n]*\r\nalder,Alder Analytics,services,active,/);
});

test('a partner is refused', async () => {
  const { id } = await teams.say(HANNA, ALDER, '@Referral Desk export');
  await office.settle();
  const answer = teams.replies(ALDER, id).at(-1);
  await teams.press(HANNA, ALDER, answer?.id ?? '', 'Choose what to export');
  expect(wordsOf(teams.dialog(HANNA)?.card)).toContain('Only a program manager can export');
});
