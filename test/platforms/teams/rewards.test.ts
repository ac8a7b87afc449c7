import { afterAll, expect, test } from 'vitest';
import { planNudge } from '../../../src/assemble/nudge-planner.js';
import { planningNudges } from '../../../src/assemble/plan-nudges.js';
import * as ending from '../../../src/referral/decide-ending.js';
import { programStore } from '../../../src/store/programs.js';
import { actOf } from '../../referral/referrals.js';
import { ALDER, buttonsOf, LENA, openOffice, PRIYA, TEAMS_PROGRAM, wordsOf } from './office.js';

/** A reward's review and its payout through the simulated Teams, with two program managers. */

const office = await openOffice({
  program: {
    ...TEAMS_PROGRAM,
    programManagers: [
      ...TEAMS_PROGRAM.programManagers,
      ...TEAMS_PROGRAM.programManagers.map((one) => ({
        ...one,
        id: 'lena',
        name: 'Lena Fischer',
        accounts: { teams: LENA },
      })),
    ],
    rewards: {
      payWithinDays: 30,
      taxForms: {},
      plans: [
        {
          id: 'p',
          tiers: [],
          caps: [],
          won: { pays: 'cash', flat: 50_000, holdDays: 0, untilCollected: false },
        },
      ],
    },
  },
});
const { teams } = office;
const chatOf = (user: string) => teams.personal(user)?.id ?? '';

afterAll(() => expect(office.errors).toEqual([]));

function message(conversation: string, part: string) {
  const found = teams.messages(conversation).findLast(({ card }) => card && wordsOf(card).includes(part));
  if (!found) throw new Error(`Nothing about ${part} is in ${conversation}`);
  return found;
}

async function won(company: string): Promise<void> {
  await office.refer(company);
  const found = await office.store.db
    .collection<{ _id: string }>('referrals')
    .findOne({ 'prospect.company': company });
  const programs = programStore(office.store.connection);
  const referrals = planningNudges(office.referrals, programs, planNudge);
  const by = { platform: 'teams', userId: 'somebody', name: 'Somebody' } as const;
  await referrals.change(found?._id ?? '', (current) => ({
    ...ending.win({ ...current, state: 'opportunity' }, undefined, actOf(by, { at: current.createdAt }), 0),
    messages: [],
  }));
}

test('who approved it and when stands on both managers’ cards, and whoever presses late is told', async () => {
  await won('Acme Holding');
  await office.passTo('2027-01-11T09:00:00Z');
  await office.passTo('2027-01-12T09:00:00Z');
  const [hers, lenas] = [
    message(chatOf(PRIYA), 'waits for your review'),
    message(chatOf(LENA), 'waits for your review'),
  ];
  expect(buttonsOf(hers.card)).toEqual(expect.arrayContaining(['Approve', 'Decline…', 'Show']));
  const stale = structuredClone(lenas);
  await teams.press(PRIYA, chatOf(PRIYA), hers.id, 'Approve');
  await office.settle();
  for (const [user, { id }] of [
    [PRIYA, hers],
    [LENA, lenas],
  ] as const) {
    const card = teams.messages(chatOf(user)).find((one) => one.id === id)?.card;
    expect(wordsOf(card)).toMatch(/It was approved by Priya Nair on \d+ January 2027, \d\d:\d\d\./);
    expect(buttonsOf(card)).toEqual(['Show']);
  }
  // Her screen lags behind.
  const now = teams.messages(chatOf(LENA)).find(({ id }) => id === lenas.id);
  if (now && stale.card) now.views[LENA] = stale.card;
  const late = await teams.press(LENA, chatOf(LENA), lenas.id, 'Approve');
  expect(JSON.stringify(late.body)).toMatch(/It was approved by Priya Nair on .*Nothing was changed/);
});

test('a payout is made and paid on one card; the other manager’s older card says who did it', async () => {
  for (const user of [PRIYA, LENA]) {
    await teams.say(user, chatOf(user), 'payouts');
    await office.settle();
  }
  const hers = message(chatOf(PRIYA), 'One more reward is payable');
  const seen = (id: string) => teams.cardSeenBy(PRIYA, chatOf(PRIYA), id);
  await teams.press(PRIYA, chatOf(PRIYA), hers.id, 'Make a payout');
  expect(wordsOf(seen(hers.id))).toMatch(/Payout P-\w{6} is made: 1 line to transfer/);
  await teams.say(LENA, chatOf(LENA), 'payouts');
  await teams.say(PRIYA, chatOf(PRIYA), 'payouts');
  await office.settle();
  const [priyas, lenas] = [
    message(chatOf(PRIYA), 'to be transferred'),
    message(chatOf(LENA), 'to be transferred'),
  ];
  await teams.press(PRIYA, chatOf(PRIYA), priyas.id, 'It is paid');
  expect(wordsOf(seen(priyas.id))).toMatch(/marked as paid by Priya Nair on/);
  expect(buttonsOf(seen(priyas.id))).not.toContain('Mark as paid');
  const late = await teams.press(LENA, chatOf(LENA), lenas.id, 'It is paid');
  expect(JSON.stringify(late.body)).toMatch(/was marked as paid by Priya Nair on/);
  await office.settle();
  expect(wordsOf(message(ALDER, 'the reward is paid').card)).toContain('Acme Holding');
});
