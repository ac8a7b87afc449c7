import { expect, test } from 'vitest';
import {
  ALDER,
  buttonsOf,
  CONFIRMED,
  FELIX,
  JONAS,
  LENA,
  openOffice,
  REFERRAL,
  REPS,
  wordsOf,
} from './office.js';

const office = await openOffice();
const { teams } = office;

const last = (conversation: string) => {
  const message = teams.messages(conversation).at(-1);
  if (!message) throw new Error('Nothing was said there');
  return message;
};

const FORM = {
  ...REFERRAL,
  company: 'Brightwater *Energy*',
  website: 'brightwater.example.com',
};

test('a person of another tenant refers, a rep claims, and the loop is closed', async () => {
  const card = teams.messages(ALDER).find(({ card }) => card && wordsOf(card).includes('Know somebody'));
  expect(card).toBeDefined();
  await teams.press(FELIX, ALDER, card?.id ?? '', 'Refer a lead');
  expect(teams.dialog(FELIX)?.title).toBe('Refer a lead');
  expect(teams.dialog(FELIX)?.problem).toBeUndefined();
  await teams.submitDialog(FELIX, { ...FORM, website: 'not a domain' });
  const again = teams.dialog(FELIX);
  expect(wordsOf(again?.card)).toMatch(/domain/i);
  expect(again?.card && JSON.stringify(again.card)).toContain('Brightwater *Energy*');
  await teams.submitDialog(FELIX, FORM);
  await office.settle();

  const status = teams.messages(ALDER).find(({ card }) => card && wordsOf(card).includes('Brightwater'));
  expect(status).toBeDefined();
  const claim = last(REPS);
  expect(wordsOf(claim.card)).toContain('Brightwater *Energy*');
  const claimed = await teams.press(LENA, REPS, claim.id, 'Claim');
  expect(claimed).toMatchObject({ status: 200 });
  await office.settle();
  expect(wordsOf(last(REPS).card)).toMatch(/Lena Fischer/);
  const second = await teams
    .press(JONAS, REPS, claim.id, { type: 'Action.Execute' })
    .catch((error) => String(error));
  expect(JSON.stringify(second)).toMatch(/Lena|no action/);
  const handoff = teams.replies(REPS, claim.id).find(({ card }) => buttonsOf(card).includes('Accept'));
  expect(handoff).toBeDefined();
  await teams.press(LENA, REPS, handoff?.id ?? '', 'Accept');
  await office.settle();
  await teams.press(LENA, REPS, handoff?.id ?? '', 'Won…');
  expect(JSON.stringify(teams.dialog(LENA)?.card)).toContain('Their size or environment fits what we offer');
  await teams.submitDialog(LENA, { ...CONFIRMED, criterion_call: 'false' });
  expect(Object.keys(teams.dialog(LENA)?.errors ?? {})).toEqual(['criterion_call']);
  await teams.submitDialog(LENA, CONFIRMED);
  await office.settle();
  const replies = teams.replies(ALDER, status?.id ?? '');
  expect(replies.map(({ card }) => wordsOf(card)).join('\n')).toMatch(/won|thank/i);
  expect(office.errors).toEqual([]);
});
