import { expect, test } from 'vitest';
import { ALDER, buttonsOf, FELIX, openOffice, wordsOf } from './office.js';

test('on Teams a partner’s person mentions the desk and gets the partner’s code, alone', async () => {
  const office = await openOffice();
  const { teams } = office;
  const { id } = await teams.say(FELIX, ALDER, '@Referral Desk code');
  await office.settle();
  const answer = teams.replies(ALDER, id).at(-1);
  const [label = ''] = buttonsOf(answer?.card);
  await teams.press(FELIX, ALDER, answer?.id ?? '', label);
  const { card, message } = teams.dialog(FELIX) ?? {};
  expect(card ? wordsOf(card) : message).toMatch(/[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}/);
  expect(wordsOf(answer?.card)).not.toMatch(/[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}/);
  expect(office.errors).toEqual([]);
});
