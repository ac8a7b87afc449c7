import { afterAll, expect, test } from 'vitest';
import { ALDER, buttonsOf, FELIX, openOffice, PRIYA, REPS, wordsOf } from './office.js';

/** What the rules of eligibility find, through the simulated Teams. */

const office = await openOffice();
const { teams } = office;

afterAll(() => expect(office.errors).toEqual([]));

const newestAbout = (conversation: string, part: string) => {
  const found = teams.messages(conversation).findLast(({ card }) => card && wordsOf(card).includes(part));
  if (!found) throw new Error(`Nothing about ${part} is in ${conversation}`);
  return found;
};

test('a colleague as the contact goes to review: the manager reads why, the partner what to do', async () => {
  await teams.press(FELIX, ALDER, newestAbout(ALDER, 'Know somebody').id, 'Refer a lead');
  await teams.submitDialog(FELIX, {
    company: 'Self Made GmbH',
    website: 'self-made.de',
    contact_name: 'H. Sol',
    contact_role: 'CISO',
    contact_email: 'Hanna.Sol+lead@alder.example',
    service_line: 'pentest',
    problem: 'A pentest',
    reason: 'Known for years',
    consent: 'true',
  });
  await office.settle();
  const card = newestAbout(teams.personal(PRIYA)?.id ?? '', 'Self Made GmbH').card;
  expect(wordsOf(card)).toContain('Self referral');
  expect(wordsOf(card)).toContain(
    'e-mail address is at alder.example, as is that of Felix Brandt, who sent it.',
  );
  expect(buttonsOf(card)).toEqual(expect.arrayContaining(['Let it through…', 'Turn down…']));
  const status = wordsOf(newestAbout(ALDER, 'Self Made GmbH').card);
  expect(status).toContain(
    'The contact you gave seems to be one of your own people. A referral needs somebody at the company you introduce: tell us who that is. We are checking it',
  );
  expect(JSON.stringify(teams.messages(ALDER))).not.toContain('as is that of');
  expect(JSON.stringify(teams.messages(REPS))).not.toContain('Self Made');
});
