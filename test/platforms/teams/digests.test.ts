import { expect, test } from 'vitest';
import { ALDER, buttonsOf, HANNA, JONAS, openOffice, PRIYA, REPS, TEAMS_PROGRAM, wordsOf } from './office.js';

/** Digests through the real Teams adapter and the simulated Teams. Times are UTC; Berlin is +1. */
const office = await openOffice({
  // Nobody else is given what lapses, so it stays overdue.
  program: { ...TEAMS_PROGRAM, reminders: { ...TEAMS_PROGRAM.reminders, warnAt: [], reassignments: 0 } },
});
const { teams } = office;

const chatOf = (person: string): string => teams.personal(person)?.id ?? '';
const digests = (person: string) =>
  teams
    .messages(chatOf(person))
    .filter(({ card }) => card && /what needs you|Your day in/.test(wordsOf(card)));

test('a program manager and a rep read theirs in their personal chats, and change it there', async () => {
  await office.passTo('2026-11-24T08:40:00Z');
  await office.refer('Brightwater');
  const claim = teams.messages(REPS).at(-1);
  await teams.press(JONAS, REPS, claim?.id ?? '', 'Claim');
  await office.settle();
  await office.passTo('2026-11-25T08:10:00Z');
  const list = digests(JONAS).at(-1);
  expect(wordsOf(list?.card)).toMatch(/Brightwater\*\* \(R-\w+, Alder Analytics\)/);
  expect(buttonsOf(list?.card)).toEqual(
    expect.arrayContaining(['Accept', 'Open', 'Send it weekly', 'Turn it off']),
  );
  await office.passTo('2026-11-26T08:10:00Z');
  const digest = digests(PRIYA).at(-1);
  expect(wordsOf(digest?.card)).toContain('Unclaimed or overdue (1)');

  const ask = buttonsOf(digest?.card).find((label) => label.startsWith('Ask ')) ?? 'nobody to ask';
  await teams.press(PRIYA, chatOf(PRIYA), digest?.id ?? '', ask);
  expect(wordsOf(teams.dialog(PRIYA)?.card)).toContain('is asked how it stands');
  await teams.press(PRIYA, chatOf(PRIYA), digest?.id ?? '', 'Turn it off');
  expect(wordsOf(teams.dialog(PRIYA)?.card)).toContain('It is not sent by itself');
  const before = digests(PRIYA).length;
  await office.passTo('2026-11-27T08:10:00Z');
  expect(digests(PRIYA)).toHaveLength(before);
});

test('typed, it is shown at once; a partner is refused and reads nothing of it', async () => {
  const said = () =>
    teams
      .messages(chatOf(PRIYA))
      .map(({ card }) => (card ? wordsOf(card) : ''))
      .slice(-2)
      .join('\n');
  await teams.say(PRIYA, chatOf(PRIYA), 'digest');
  await expect.poll(said).toContain('what needs you');
  await teams.say(PRIYA, chatOf(PRIYA), 'digest weekly');
  await expect.poll(said).toContain('It comes on Monday');
  const { id } = await teams.say(HANNA, ALDER, '@Referral Desk digest');
  await office.settle();
  const toPartner = teams.replies(ALDER, id).map(({ card }) => wordsOf(card));
  expect(toPartner.join('\n')).not.toContain('Brightwater');
});
