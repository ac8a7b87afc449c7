import { afterAll, expect, test } from 'vitest';
import { openOffice } from './desk.js';
import { FJORD, JONAS, LENA, MAYA, OFFENSIVE, OLGA, peopleOf } from './people.js';

/** Whether somebody of our workspace is a guest, only Slack can say; here it does not. */
const office = await openOffice({ hasMetEverybody: false });
const { slack, errors } = office;
const people = peopleOf(office);

afterAll(() => expect(errors).toEqual([]));

test('while Slack does not answer, nobody of ours acts, and is asked to try again', async () => {
  const company = 'Silent GmbH';
  await people.refer(MAYA, FJORD, company);
  slack.faults.add('users.info', { kind: 'server_error', status: 503 }, { times: 1 });
  const told = await people.answerTo(LENA, () => people.press(LENA, OFFENSIVE, company, 'Claim'));
  expect(told).toContain('I cannot find out just now who you are. Please try again in a minute.');
  expect((await people.referral(company)).state).toBe('routed');
});

test('where Slack can never say, whom the program lists is what it lists them for, and nobody else is anything', async () => {
  const company = 'Scopeless GmbH';
  await people.refer(MAYA, FJORD, company);
  slack.faults.add('users.info', { kind: 'error', error: 'missing_scope' }, { times: 1_000 });
  const told = await people.answerTo(OLGA, () => people.press(OLGA, OFFENSIVE, company, 'Claim'));
  expect(told).toContain('You are not a rep of this channel');
  await people.press(JONAS, OFFENSIVE, company, 'Claim');
  expect(await people.referral(company)).toMatchObject({ state: 'claimed', claim: { repId: 'jonas' } });
});
