import { afterAll, expect, test } from 'vitest';
import { type Definition, definitionSchema } from '../../../src/program/definition.js';
import {
  ALDER,
  buttonsOf,
  CONFIRMED,
  FELIX,
  HANNA,
  LENA,
  NOOR,
  openOffice,
  PRIYA,
  REPS,
  TEAMS_PROGRAM,
  wordsOf,
} from './office.js';

/**
 * What a partner reads of its rewards in Teams, and what it objects to. Lena is a rep and a program manager: she works on the
 * referral, so another one approves. By hand: 250.00 for the meeting; 7.5 % of 12,345.67 is 925.92525, rounded half up.
 */
const program: Definition = definitionSchema.parse({
  ...TEAMS_PROGRAM,
  programManagers: [
    ...TEAMS_PROGRAM.programManagers,
    { id: 'lena', name: 'Lena Fischer', accounts: { teams: LENA } },
  ],
  rewards: {
    plans: [
      { id: 'all', qualified: { flat: 25_000, holdDays: 10 }, won: { basisPoints: 750, holdDays: 10 } },
    ],
  },
});
const office = await openOffice({ program });
const { teams } = office;
const COMPANY = 'Brightwater *Foods*';
const chatOf = (user: string) => teams.personal(user)?.id ?? '';

afterAll(() => expect(office.errors).toEqual([]));

function message(conversation: string, part: string) {
  const found = teams.messages(conversation).findLast(({ card }) => card && wordsOf(card).includes(part));
  if (!found) throw new Error(`Nothing about ${part} is in ${conversation}`);
  return found;
}

/** Asks in the channel and presses the button that everybody sees: what comes is that person's own. */
async function shownTo(user: string, words = 'rewards') {
  const { id } = await teams.say(user, ALDER, `@Referral Desk ${words}`);
  await office.settle();
  const [label = ''] = buttonsOf(teams.replies(ALDER, id).at(-1)?.card);
  await teams.press(user, ALDER, teams.replies(ALDER, id).at(-1)?.id ?? '', label);
  return teams.dialog(user);
}

async function statementOf(user: string): Promise<string> {
  const dialog = await shownTo(user);
  const words = dialog?.card ? wordsOf(dialog.card) : (dialog?.message ?? '');
  teams.closeDialog(user);
  return words;
}

test('the statement is for the partner’s people alone, a guest among them, and is right to the cent', async () => {
  expect(await statementOf(FELIX)).toContain('Nothing has been earned yet.');
  await office.refer(COMPANY, { website: 'brightwater-foods.com' });
  const claim = message(REPS, COMPANY);
  await teams.press(LENA, REPS, claim.id, 'Claim');
  await office.settle();
  const handoff = teams.replies(REPS, claim.id).find(({ card }) => buttonsOf(card).includes('Accept'));
  await teams.press(LENA, REPS, handoff?.id ?? '', 'Accept');
  await office.settle();
  await teams.press(LENA, REPS, handoff?.id ?? '', 'Won…');
  await teams.submitDialog(LENA, { amount: '12,345.67', ...CONFIRMED });
  expect(teams.dialog(LENA)?.errors ?? {}).toEqual({});
  await office.passTo('2026-12-01T09:00:00Z');
  for (const person of [FELIX, HANNA]) {
    const words = await statementOf(person);
    expect(words).toContain('Earned, on hold: €1,175.93\nPaid: €0.00');
    expect(words).toContain(`€925.93 · Signed deal · ${COMPANY}`);
    expect(words).toContain(`€250.00 · Qualified meeting · ${COMPANY}`);
  }
  // In the channel itself there is news, and never an amount; nor for somebody without a part.
  const inChannel = teams
    .messages(ALDER)
    .flatMap((one) => [one, ...teams.replies(ALDER, one.id)])
    .map(({ card }) => (card ? wordsOf(card) : ''))
    .join('\n');
  expect(inChannel).toContain('the signed deal has earned you a reward');
  expect(inChannel).not.toMatch(/€|925|1,175/);
  const { id } = await teams.say(NOOR, teams.personal(NOOR)?.id ?? REPS, '@Referral Desk rewards');
  await office.settle();
  expect(JSON.stringify([teams.replies(REPS, id), teams.dialog(NOOR)])).not.toMatch(/€|Brightwater/);
});

test('an objection is taken once; a second is refused kindly, and keeps what was written', async () => {
  for (const person of [FELIX, HANNA]) {
    const dialog = await shownTo(person);
    expect(buttonsOf(dialog?.card).filter((label) => label === 'I do not agree…')).toHaveLength(2);
    await teams.submitDialog(person, {}, 'I do not agree…');
  }
  await teams.submitDialog(FELIX, { text: '' });
  expect(teams.dialog(FELIX)).toBeDefined();
  await teams.submitDialog(FELIX, { text: 'The deal was *larger*.' });
  await office.settle();
  // A colleague had the form open already.
  const late = await teams.submitDialog(HANNA, { text: 'Mine, too.' });
  await office.settle();
  expect(wordsOf(teams.dialog(HANNA)?.card)).toMatch(
    /An objection to this reward was sent by Felix Brandt on .* It can be done once; you hear from us about it\./,
  );
  expect(JSON.stringify(late.body)).toContain('Mine, too.');
  teams.closeDialog(HANNA);
  const again = await shownTo(HANNA);
  expect(wordsOf(again?.card)).toContain('. Objected to');
  expect(buttonsOf(again?.card).filter((label) => label === 'I do not agree…')).toHaveLength(1);
  teams.closeDialog(HANNA);

  await office.passTo('2026-12-02T09:00:00Z');
  const card = message(chatOf(PRIYA), 'objects to a reward');
  expect(wordsOf(card.card)).toContain('Felix Brandt objects to a reward');
  expect(wordsOf(card.card)).toContain('The deal was *larger*.');
  await teams.press(PRIYA, chatOf(PRIYA), card.id, 'Answer…');
  await teams.submitDialog(PRIYA, { outcome: 'stays', text: 'It is what they signed.' });
  await office.settle();
  expect(JSON.stringify(teams.messages(ALDER))).toContain('It is what they signed.');
  expect(await statementOf(FELIX)).toContain('. Your objection is answered');
});

test('whoever worked on it cannot approve it, on her own card; another program manager does', async () => {
  await office.passTo('2026-12-09T09:00:00Z');
  for (const amount of ['€925.93', '€250.00']) {
    const lenas = message(chatOf(LENA), `${amount} to Alder Analytics`);
    const refused = await teams.press(LENA, chatOf(LENA), lenas.id, 'Approve');
    expect(JSON.stringify(refused.body)).toMatch(
      /You had a part in R-\w{6}, so somebody else has to approve its reward\./,
    );
    await teams.press(
      PRIYA,
      chatOf(PRIYA),
      message(chatOf(PRIYA), `${amount} to Alder Analytics`).id,
      'Approve',
    );
  }
  await office.settle();
  expect(await statementOf(FELIX)).toContain('Approved, to be paid: €1,175.93\nPaid: €0.00');

  await teams.say(PRIYA, chatOf(PRIYA), 'payouts');
  await office.settle();
  const payouts = message(chatOf(PRIYA), '2 more rewards are payable');
  await teams.press(PRIYA, chatOf(PRIYA), payouts.id, 'Make a payout');
  const made = wordsOf(teams.cardSeenBy(PRIYA, chatOf(PRIYA), payouts.id));
  expect(made).toMatch(/€1,175\.93 to Alder Analytics · P-\w{6}-\w+/);
  await teams.press(PRIYA, chatOf(PRIYA), payouts.id, 'It is paid');
  await office.settle();
  expect(await statementOf(HANNA)).toContain('\nPaid: €1,175.93');
});
