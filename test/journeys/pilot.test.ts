import { afterAll, expect, test } from 'vitest';
import { definitionSchema } from '../../src/program/definition.js';
import { openOffice, PROGRAM } from './desk.js';
import { DIEGO, FJORD, FORM, HARBOR, MAYA, PRIYA, peopleOf } from './people.js';
import { read } from './reading.js';

/** A program that is open for one partner: the others are told kindly, and nothing they type is lost. */
const office = await openOffice({
  program: definitionSchema.parse({ ...PROGRAM, pilot: { partners: ['fjord'] } }),
});
const { slack } = office;
const people = peopleOf(office);

afterAll(() => expect(office.errors).toEqual([]));

test('whoever is in the pilot refers as always', async () => {
  const referral = await people.refer(MAYA, FJORD, 'Pilot Works GmbH');
  expect(referral.state).toBe('routed');
});

test('whoever is not reads it before typing and after sending, and a program manager is told', async () => {
  await people.openForm(DIEGO, HARBOR);
  expect(JSON.stringify(slack.modal(DIEGO))).toContain('is not open for Harbor');
  const said = slack.ephemerals(DIEGO).length;
  await people.submit(DIEGO, { ...FORM, company: 'Too Early Ltd' });
  const referral = await people.referral('Too Early Ltd');
  expect(referral).toMatchObject({ state: 'in_review', partner: { id: 'harbor' } });
  expect(referral.findings?.map(({ rule }) => rule)).toContain('pilot');
  expect(slack.ephemerals(DIEGO).slice(said).map(read).join()).toContain('comes back to you');
  expect(people.directMessages(PRIYA).map(read).join()).toContain('Too Early Ltd');
  expect(slack.messages(HARBOR).map(read).join()).not.toContain('pilot');
});

test('when the pilot is over, all may refer', async () => {
  await office.saveProgram(PROGRAM);
  await expect
    .poll(
      async () => {
        await people.openForm(DIEGO, HARBOR);
        return JSON.stringify(slack.modal(DIEGO)).includes('is not open for');
      },
      { timeout: 5_000 },
    )
    .toBe(false);
});
