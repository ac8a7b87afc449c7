import { expect, test } from 'vitest';
import { PLAYGROUND_TENANT } from '../../../src/playground/seed/teams.js';
import { until } from '../../journeys/until.js';
import { ALDER, LENA, openOffice, PRIYA, REPS, wordsOf } from './office.js';

const office = await openOffice();
const { teams } = office;
const PARTNERS_TEAM = PLAYGROUND_TENANT.teams[0]?.id ?? '';

const words = (messages: { card?: unknown }[]) => messages.map(({ card }) => (card ? wordsOf(card) : ''));
const withWords = (channel: string, part: string) =>
  teams.messages(channel).find(({ card }) => card && wordsOf(card).includes(part));
const toPriya = () => words(teams.messages(teams.personal(PRIYA)?.id ?? ''));
const closings = (company: string) => {
  const card = withWords(ALDER, company);
  return words(card ? teams.replies(ALDER, card.id) : []).filter((text) => text.includes('thank you'));
};

async function reject(company: string): Promise<void> {
  const claim = withWords(REPS, company);
  await teams.press(LENA, REPS, claim?.id ?? '', 'Reject…');
  await teams.submitDialog(LENA, { reason: 'outside_icp' });
  await office.settle();
}

test('a partner whose channel is gone when its referral ends hears of it once the channel is back, once', async () => {
  await office.refer('Closely');
  await teams.deleteChannel(ALDER, PRIYA);
  await office.settle();
  await reject('Closely');
  const [notice = ''] = toPriya().filter((text) => text.includes('could not be delivered'));
  expect(notice).toMatch(/A message about Closely could not be delivered\./);
  expect(notice).toMatch(/Referral: Closely \(R-\w{6}\)/);
  expect(notice).toContain('the channel of Alder Analytics');
  expect(notice).not.toContain('@thread');

  await teams.restoreChannel(ALDER, PRIYA);
  await office.settle();
  await until(() => closings('Closely').length === 1);
  const referrals = office.store.db.collection('referrals');
  await until(async () => {
    const kept = await referrals.findOne({ 'prospect.company': 'Closely' });
    return kept?.loop?.open === true && /:again$/.test(kept.loop.key);
  }, 'what is owed follows the message that tells it');
  await until(() => wordsOf(withWords(ALDER, 'Closely')?.card).includes('Not taken up'));
  await teams.deleteChannel(ALDER, PRIYA);
  await teams.restoreChannel(ALDER, PRIYA);
  await office.settle();
  expect(closings('Closely')).toHaveLength(1);
});

test('so when the app was taken out of the team and is added again', async () => {
  await office.refer('Removedly');
  await teams.uninstall(PARTNERS_TEAM, PRIYA);
  await office.settle();
  await reject('Removedly');
  expect(closings('Removedly')).toHaveLength(0);
  await teams.install(PARTNERS_TEAM, PRIYA);
  await office.settle();
  await until(() => closings('Removedly').length === 1);
});

test('so when the team was archived; what a referral that was reopened meanwhile was owed is not said', async () => {
  await office.refer('Archively');
  await office.refer('Openly');
  await teams.archiveTeam(PARTNERS_TEAM, PRIYA);
  await office.settle();
  await reject('Archively');
  const claim = withWords(REPS, 'Openly')?.id ?? '';
  await teams.press(LENA, REPS, claim, 'Claim');
  await office.settle();
  const handoff = teams.replies(REPS, claim)[0]?.id ?? '';
  await teams.press(LENA, REPS, handoff, 'Reject…');
  await teams.submitDialog(LENA, { reason: 'outside_icp' });
  await office.settle();
  expect((await teams.press(LENA, REPS, handoff, 'Reopen')).problem).toBeUndefined();
  await office.settle();
  await teams.unarchiveTeam(PARTNERS_TEAM, PRIYA);
  await office.settle();
  await until(() => closings('Archively').length === 1);
  await office.settle();
  expect(closings('Openly')).toHaveLength(0);
  expect(wordsOf(withWords(ALDER, 'Openly')?.card)).toContain('Where it stands');
});
