import { expect, test } from 'vitest';
import { ALDER, JONAS, LENA, openOffice, PRIYA, REPS, wordsOf } from './office.js';

const office = await openOffice({ program: 'none' });
const { teams } = office;

async function openSetup(person: string, channel: string): Promise<void> {
  const { id } = await teams.say(person, channel, '@Referral Desk setup');
  await office.settle();
  const answer = teams.replies(channel, id).at(-1);
  await teams.press(person, channel, answer?.id ?? '', 'Set up this channel');
}

test('nobody but whoever added the app may begin', async () => {
  await openSetup(JONAS, REPS);
  const { card, message } = teams.dialog(JONAS) ?? {};
  expect(card ? wordsOf(card) : message).toMatch(/administrator/);
  expect(await office.store.db.collection('programs').countDocuments()).toBe(0);
});

test('a program made in Teams alone: triage with people picked, then a partner, whose tenant is learned', async () => {
  teams.closeDialog(JONAS);
  await openSetup(PRIYA, REPS);
  await teams.submitDialog(PRIYA, {
    program_name: 'Northwind referrals',
    kind: 'triage',
    new_reps: `${JONAS},${LENA}`,
    default: 'true',
  });
  await office.settle();
  teams.closeDialog(PRIYA);
  await openSetup(PRIYA, ALDER);
  await teams.submitDialog(PRIYA, { kind: 'partner', new_partner: 'Alder Analytics' });
  await office.settle();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const stored = await office.store.db.collection('programs').findOne({});
  const json = JSON.stringify(stored);
  expect(json).toContain(LENA);
  expect(json).toContain('Alder Analytics');
  expect(json).toMatch(/Lena Fischer/);
  expect(
    teams
      .messages(ALDER)
      .map(({ card }) => card && wordsOf(card))
      .join(),
  ).toContain('Know somebody');
});
