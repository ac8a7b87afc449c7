import { expect, test } from 'vitest';
import { all, type Json } from './adaptive-cards.js';
import {
  ALDER,
  buttonsOf,
  FELIX,
  HANNA,
  JONAS,
  LENA,
  NOOR,
  openOffice,
  REFERRAL,
  REPS,
  wordsOf,
} from './office.js';

const office = await openOffice();
const { teams } = office;

const refer = (company: string) => ({
  ...REFERRAL,
  company,
  website: `${company.toLowerCase()}-works.net`,
});
const stored = async (company: string) =>
  office.store.db.collection('referrals').countDocuments({ 'prospect.company': company });
const dialogWords = (person: string) => {
  const { card, message } = teams.dialog(person) ?? {};
  return card ? wordsOf(card) : message;
};

/** Says something in a channel, and gives the bot's answer in the thread. */
async function asked(person: string, channel: string, words: string) {
  const { id } = await teams.say(person, channel, `@Referral Desk ${words}`);
  await office.settle();
  const answer = teams.replies(channel, id).at(-1);
  if (!answer) throw new Error('The bot said nothing');
  return answer;
}

test('a guest comes in by a mention: card, dialog, status card, all in the channel', async () => {
  const answer = await asked(HANNA, ALDER, 'refer');
  await teams.press(HANNA, ALDER, answer.id, 'Refer a lead');
  await teams.submitDialog(HANNA, refer('Guestly'));
  await office.settle();
  expect(await stored('Guestly')).toBe(1);
  expect(
    teams
      .messages(ALDER)
      .map(({ card }) => card && wordsOf(card))
      .join('\n'),
  ).toContain('Guestly');
  expect(teams.personal(HANNA)).toBeUndefined();
});

test('a form that was delivered twice, or sent after a restart, is one referral', async () => {
  const answer = await asked(FELIX, ALDER, 'refer Twicely');
  await teams.press(FELIX, ALDER, answer.id, 'Refer a lead');
  expect(all(teams.dialog(FELIX)?.card, 'Input.Text')[0]?.value).toBe('Twicely');
  await office.restart();
  await teams.submitDialog(FELIX, refer('Twicely'));
  const again = await teams.redeliverLast();
  expect(again.status).toBe(200);
  await Promise.all([teams.redeliverLast(), teams.redeliverLast()]);
  await office.settle();
  expect(await stored('Twicely')).toBe(1);
});

test('whoever presses in a channel is shown what is theirs, and nothing of others', async () => {
  const answer = await asked(JONAS, ALDER, 'my referrals');
  expect(wordsOf(answer.card)).not.toMatch(/Guestly/);
  await teams.press(FELIX, ALDER, answer.id, 'Show my referrals');
  expect(dialogWords(FELIX)).toMatch(/Guestly/);
  teams.closeDialog(FELIX);
  const found = await asked(NOOR, REPS, 'find Guestly').catch(() => undefined);
  if (found) {
    await teams.press(NOOR, REPS, found.id, 'Show what was found');
    expect(dialogWords(NOOR)).not.toMatch(/Ines Holm/);
    teams.closeDialog(NOOR);
  }
});

test('a claim is a rep’s: others in the channel are refused, and the second rep is told who was first', async () => {
  const claim = teams.messages(REPS).find(({ card }) => buttonsOf(card).includes('Claim'));
  const id = claim?.id ?? '';
  const refused = await teams.press(NOOR, REPS, id, 'Claim');
  expect(JSON.stringify(refused.body)).toMatch(/not a rep|cannot claim/);
  const both = await Promise.all([LENA, JONAS].map((rep) => teams.press(rep, REPS, id, 'Claim')));
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  await office.settle();
  // The winner is answered by the card with the next steps, the other in words.
  const answers = both.map(({ body }) => (body as Json).value);
  const [won, ...others] = answers.filter((value) => typeof value !== 'string');
  expect([buttonsOf(won).includes('Accept'), others]).toEqual([true, []]);
  expect(answers.find((value) => typeof value === 'string')).toMatch(/(Lena Fischer|Jonas Weber)/);
});

test('staff refer from the compose box and from a message; commands work in the personal chat', async () => {
  const { id } = await teams.say(FELIX, ALDER, 'Messagely needs somebody for their audit');
  await teams.composeExtension(JONAS, ALDER, 'submitReferral', { messageId: id });
  expect(JSON.stringify(teams.dialog(JONAS)?.card)).toContain('Messagely needs somebody for their audit');
  await teams.submitDialog(JONAS, refer('Messagely'));
  await office.settle();
  expect(await stored('Messagely')).toBe(1);
  const chat = teams.personal(JONAS)?.id ?? '';
  await teams.say(JONAS, chat, 'help');
  await office.settle();
  expect(wordsOf(teams.messages(chat).at(-1)?.card)).toMatch(/@Referral Desk find ACME/);
  await teams.say(JONAS, chat, 'open');
  await office.settle();
  expect(wordsOf(teams.messages(chat).at(-1)?.card)).toMatch(/Messagely/);
});
