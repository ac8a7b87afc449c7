import { describe, expect, test } from 'vitest';
import { Refused } from '../../src/errors.js';
import { newLine, payLine } from '../../src/rewards/decide-payout.js';
import { answerDispute, approve, decline, dispute, hadPart } from '../../src/rewards/decide-review.js';
import { statementCard } from '../../src/rewards/statement-card.js';
import { earnedSteps, worthOf } from '../../src/rewards/targets.js';
import { wordsOf } from '../messages/words.js';
import { actOf, JONAS, MAYA, minutesAfter, NOON, PRIYA } from '../referral/referrals.js';
import { EUR, event, type Happened, ledgerOf, PLAN, rewarded, rewarding } from './rewards.js';

const LATER = minutesAfter(60);
const line = { id: 'P-1-1', payoutId: 'P-1', kind: 'cash', currency: 'EUR' } as const;

function release(ledger: ReturnType<typeof ledgerOf>): void {
  ledger.decide((booking, { rewards }) => {
    for (const { subject, standing } of rewards)
      if (standing.state === 'on_hold')
        booking.add(subject, {
          transition: `end-${standing.seq}`,
          type: 'released',
          at: LATER,
          reason: 'Over.',
        });
  });
}

function pay(ledger: ReturnType<typeof ledgerOf>, id = 'P-1-1'): number {
  release(ledger);
  ledger.decide((booking, { rewards }) => {
    for (const one of rewards) if (one.standing.state === 'in_review') approve(one, booking, actOf(PRIYA));
  });
  let made: ReturnType<typeof newLine>;
  ledger.decide((booking, { rewards }) => {
    made = newLine({ ...line, id, payoutId: id.slice(0, 3) }, rewards, booking, actOf(PRIYA));
  });
  if (made?.state === 'open')
    ledger.decide((booking, { rewards }) => payLine(made as never, rewards, booking, { act: actOf(PRIYA) }));
  return made?.amount ?? 0;
}

describe('given a plan with a meeting and a share of the revenue', () => {
  const program = rewarding();

  test('a qualified meeting is earned and held, then approved, then paid, and the sum is nothing', () => {
    const ledger = ledgerOf(program);
    ledger.look(rewarded(program, { events: [event('qualified')] }), LATER);
    expect(ledger.one('qualified').standing).toMatchObject({
      state: 'on_hold',
      earned: 25_000,
      balance: 25_000,
    });
    expect(ledger.one('qualified').standing.hold?.until).toEqual(new Date('2026-12-04T12:00:00Z'));
    expect(pay(ledger)).toBe(25_000);
    expect(ledger.one('qualified').standing).toMatchObject({ state: 'paid', paid: 25_000, balance: 0 });
    expect(ledger.sum()).toBe(0);
    expect(pay(ledger, 'P-2-1')).toBe(0);
  });

  test('a win that can still be undone earns nothing; undone, it never does', () => {
    const ledger = ledgerOf(program);
    const won = event('won', { amount: EUR(1_000_000) });
    const until = minutesAfter(5);
    const referral = rewarded(program, {
      state: 'won',
      events: [won],
      undo: { eventId: won.id, by: JONAS, until, before: {} as never },
    });
    expect(ledger.look(referral, minutesAfter(4))).toEqual([]);
    const undone = event('undone', { undoneEventId: won.id, undoneType: 'won' });
    expect(
      ledger.look({ ...referral, undone: [won.id], undo: undefined, events: [won, undone] } as never, LATER),
    ).toEqual([]);
    ledger.look(referral, LATER);
    expect(ledger.one('won').standing.earned).toBe(100_000);
    // A rep who went straight on to the contract takes nothing from the partner.
    expect(ledger.one('qualified').standing.earned).toBe(25_000);
  });

  test('a corrected amount changes it by the difference, and more than was approved is approved anew', () => {
    const ledger = ledgerOf(program);
    const events = [event('won', { amount: EUR(1_000_000) })];
    ledger.look(rewarded(program, { events }), LATER);
    pay(ledger);
    events.push(event('amount_changed', { amount: EUR(1_500_000) }));
    const [changed] = ledger.look(rewarded(program, { events }), LATER);
    expect(changed).toMatchObject({ type: 'changed', amount: 50_000 });
    expect(ledger.one().standing).toMatchObject({ state: 'in_review', balance: 50_000, paid: 100_000 });
    expect(pay(ledger, 'P-2-1')).toBe(50_000);
    events.push(event('amount_changed', { amount: EUR(400_000) }));
    ledger.look(rewarded(program, { events }), LATER);
    expect(ledger.one().standing).toMatchObject({ state: 'paid', earned: 40_000, balance: -110_000 });
    expect(ledger.look(rewarded(program, { events }), LATER)).toEqual([]);
  });

  test('lost afterwards it is taken back, also when it was paid; the rest is set off against the next payout', () => {
    const ledger = ledgerOf(program);
    const events = [event('won', { amount: EUR(1_000_000) })];
    ledger.look(rewarded(program, { events }), LATER);
    expect(pay(ledger)).toBe(125_000);
    events.push(event('fell_through', { reason: 'no_budget' }));
    ledger.look(rewarded(program, { events }), LATER);
    expect(ledger.one().standing).toMatchObject({ state: 'clawed_back', balance: -100_000 });
    // The meeting took place all the same.
    expect(ledger.one('qualified').standing.state).toBe('paid');
    const other = { id: '6924210a3c5e7f9b1d2e4f61', reference: 'R-OTHER1' };
    ledger.look(rewarded(program, { ...other, events: [event('qualified')] }), LATER);
    // 250 is owed to the partner, who owes 1,000: nothing is transferred, 750 remain.
    expect(pay(ledger, 'P-2-1')).toBe(0);
    expect(ledger.sum()).toBe(-75_000);
    const third = { id: '6924210a3c5e7f9b1d2e4f62', reference: 'R-THIRD1' };
    ledger.look(rewarded(program, { ...third, events: [event('won', { amount: EUR(2_000_000) })] }), LATER);
    expect(pay(ledger, 'P-3-1')).toBe(225_000 - 75_000);
    expect(ledger.sum()).toBe(0);
    expect(ledger.one().standing).toMatchObject({ state: 'clawed_back', balance: 0 });
  });

  test('reopened and won again after it was paid, it is not paid twice', () => {
    const ledger = ledgerOf(program);
    const events = [event('won', { amount: EUR(1_000_000) })];
    ledger.look(rewarded(program, { events }), LATER);
    pay(ledger);
    events.push(event('reopened'));
    ledger.look(rewarded(program, { events }), LATER);
    expect(ledger.one().standing).toMatchObject({ state: 'clawed_back', balance: -100_000 });
    events.push(event('won', { amount: EUR(1_000_000) }));
    ledger.look(rewarded(program, { events }), LATER);
    expect(ledger.one().standing).toMatchObject({ state: 'paid', balance: 0 });
    expect(pay(ledger, 'P-2-1')).toBe(0);
  });

  test('of an unknown amount it waits until it is known', () => {
    const ledger = ledgerOf(program);
    const events = [event('won')];
    ledger.look(rewarded(program, { events }), LATER);
    expect(ledger.one().standing).toMatchObject({ state: 'pending', earned: 0, unknown: true });
    events.push(event('amount_changed', { amount: EUR(99) }));
    ledger.look(rewarded(program, { events }), LATER);
    // 9.9 cents: half up at the cent.
    expect(ledger.one().standing).toMatchObject({ state: 'on_hold', earned: 10 });
  });

  test('a disqualified meeting is taken back; credited to another partner, one loses what the other gets', () => {
    const events = [event('qualified')];
    const [fjord, harbor] = [ledgerOf(program), ledgerOf(program, 'harbor')];
    fjord.look(rewarded(program, { events }), LATER);
    const moved = rewarded(program, {
      partner: { id: 'harbor', name: 'Harbor Managed IT' },
      events: [...events, event('partner_set', { partnerId: 'harbor', partnerName: 'Harbor' })],
    });
    for (const ledger of [fjord, harbor]) {
      ledger.look(moved, LATER);
      ledger.look(moved, LATER);
    }
    expect(fjord.one('qualified').standing).toMatchObject({ state: 'clawed_back', balance: 0 });
    expect(harbor.one('qualified').standing).toMatchObject({ state: 'on_hold', earned: 25_000 });
    harbor.look({ ...moved, events: [...moved.events, event('disqualified', { reason: 'no_fit' })] }, LATER);
    expect(harbor.one('qualified').standing.state).toBe('clawed_back');
  });

  test('credited by the model to another than who sent it, that one earns it', () => {
    const attribution = {
      model: 'first_touch',
      partnerId: 'harbor',
      source: 'influenced',
      touches: [],
      at: NOON,
    };
    const referral = rewarded(program, { attribution, events: [event('qualified')] } as never);
    const [fjord, harbor] = [ledgerOf(program), ledgerOf(program, 'harbor')];
    expect(fjord.look(referral, LATER)).toEqual([]);
    harbor.look(referral, LATER);
    expect(harbor.one('qualified').standing.earned).toBe(25_000);
  });

  test('declined it is owed no more; the partner objects once, and it may be looked at again', () => {
    const ledger = ledgerOf(program);
    ledger.look(rewarded(program, { events: [event('qualified')] }), LATER);
    release(ledger);
    ledger.decide((booking, { rewards }) =>
      decline(rewards[0] as never, booking, { forPartner: 'Another department.' }, actOf(PRIYA)),
    );
    expect(ledger.one('qualified').standing).toMatchObject({
      state: 'declined',
      balance: 0,
      forPartner: 'Another department.',
    });
    ledger.decide((booking, { rewards }) =>
      dispute(rewards[0] as never, booking, 'It was not.', actOf(MAYA)),
    );
    expect(() =>
      ledger.decide((booking, { rewards }) => dispute(rewards[0] as never, booking, 'Again.', actOf(MAYA))),
    ).toThrow(Refused);
    ledger.decide((booking, { rewards }) =>
      answerDispute(
        rewards[0] as never,
        booking,
        { text: 'You are right.', again: true },
        program,
        actOf(PRIYA),
      ),
    );
    expect(ledger.one('qualified').standing).toMatchObject({ state: 'in_review', balance: 25_000 });
    expect(pay(ledger)).toBe(25_000);
  });
});

test('held until the customer has paid, whatever the days say', () => {
  const program = rewarding({ plans: [{ id: 'p', won: { flat: 500, holdDays: 5, untilCollected: true } }] });
  const ledger = ledgerOf(program);
  const events = [event('won')];
  ledger.look(rewarded(program, { events }), LATER);
  expect(ledger.one().standing.hold?.untilCollected).toBe(true);
  events.push(event('collected'));
  ledger.look(rewarded(program, { events }), LATER);
  expect(ledger.one().standing).toMatchObject({ state: 'on_hold', hold: { untilCollected: false } });
});

test('by the size of the deal: the largest step it reaches counts for all of it', () => {
  const program = rewarding({
    plans: [
      {
        id: 'p',
        won: {
          bySize: [
            { from: 1_000, flat: 10 },
            { from: 5_000, basisPoints: 500 },
          ],
        },
      },
    ],
  });
  const rule = rewarded(program).rewardTerms?.steps.won as never;
  const worth = (minorUnits: number) => worthOf(rule, EUR(minorUnits));
  expect(worth(999)).toMatchObject({ money: EUR(0) });
  expect(worth(1_000)).toMatchObject({ money: EUR(10) });
  expect(worth(5_010)).toMatchObject({ money: EUR(251) });
  expect(worthOf(rule, { minorUnits: 5_000, currency: 'USD' })).toMatchObject({ known: false });
  expect(() => worthOf(rule, EUR(5_000.5))).toThrow(RangeError);
});

test('a deal that turns out too small for any reward is not said to have fallen through', () => {
  const program = rewarding({ plans: [{ id: 'p', won: { bySize: [{ from: 5_000, flat: 10 }] } }] });
  const ledger = ledgerOf(program);
  const won = event('won', { amount: EUR(6_000) });
  ledger.look(rewarded(program, { events: [won] }), LATER);
  const smaller = event('amount_changed', { amount: EUR(100) });
  const [back] = ledger.look(rewarded(program, { events: [won, smaller] }), LATER);
  expect(back).toMatchObject({ type: 'clawed_back', amount: -10 });
  expect(back?.forPartner).toBe('Its size as it is known now earns another reward, or none.');
});

test('at most so much a month, by the calendar of the program', () => {
  const program = rewarding({
    plans: [{ ...PLAN, caps: [{ minorUnits: 40_000, per: 'month' }] }],
  });
  const ledger = ledgerOf(program);
  const at = (instant: string, id: string) =>
    ledger.look(
      rewarded(program, { id: id.padEnd(24, '0'), events: [event('qualified', {}, new Date(instant))] }),
      new Date('2027-01-01'),
    )[0];
  expect(at('2026-11-30T22:59:59Z', 'a')).toMatchObject({ amount: 25_000 });
  expect(at('2026-11-30T22:59:59Z', 'b')).toMatchObject({ amount: 15_000, raw: 25_000 });
  expect(at('2026-11-30T22:59:59Z', 'c')).toMatchObject({
    amount: 0,
    reason: 'The limit of the period is reached.',
  });
  // An hour before midnight in London it is December in Berlin.
  expect(at('2026-11-30T23:00:00Z', 'd')).toMatchObject({ amount: 25_000 });
});

describe('given a limit of a month that is used up, when a reward in it is declined or taken back', () => {
  const program = rewarding({ plans: [{ ...PLAN, caps: [{ minorUnits: 40_000, per: 'month' }] }] });
  const november = new Date('2026-11-10T12:00:00Z');
  const referral = (id: string, at = november, more: Happened[] = []) =>
    rewarded(program, { id: id.padEnd(24, '0'), events: [event('qualified', {}, at), ...more] });
  const used = () => {
    const ledger = ledgerOf(program);
    const first = referral('a');
    ledger.look(first, LATER);
    const [cut] = ledger.look(referral('b'), LATER);
    expect(cut).toMatchObject({ amount: 15_000, raw: 25_000 });
    return { ledger, first };
  };
  const endings = {
    declined: ({ ledger }: ReturnType<typeof used>) =>
      ledger.decide((booking, { rewards }) => {
        const [first] = rewards.filter(({ subject }) => subject.referralId.startsWith('a'));
        decline(first as never, booking, { forPartner: 'No.' }, actOf(PRIYA));
      }),
    'taken back': ({ ledger, first }: ReturnType<typeof used>) =>
      ledger.look(
        { ...first, events: [...first.events, event('disqualified', { reason: 'no_fit' })] },
        LATER,
      ),
  };

  test.each(Object.entries(endings))(
    '%s: a later reward of that month has the room, and what was cut stays cut',
    (_how, end) => {
      const given = used();
      const { ledger } = given;
      expect(ledger.look(referral('c'), LATER)[0]).toMatchObject({ amount: 0 });
      end(given);
      const earnedBy = (id: string) =>
        ledger.book().rewards.find(({ subject }) => subject.referralId.startsWith(id))?.standing.earned;
      expect(ledger.look(referral('d'), LATER)[0]).toMatchObject({ amount: 25_000 });
      expect([earnedBy('b'), earnedBy('c')]).toEqual([15_000, 0]);
      // Another month neither gives room nor takes it.
      expect(
        ledger.look(referral('e', new Date('2026-12-10T12:00:00Z')), new Date('2027-01-01'))[0],
      ).toMatchObject({
        amount: 25_000,
      });
      expect(ledger.look(referral('f'), LATER)[0]).toMatchObject({ amount: 0 });
      expect(ledger.book().account.earnedIn).toMatchObject({
        'EUR:month:2026-11': 40_000,
        'EUR:month:2026-12': 25_000,
      });
    },
  );

  test('a cut reward that is itself corrected afterwards has the room, too', () => {
    const deals = rewarding({
      plans: [{ id: 'p', won: { basisPoints: 1_000 }, caps: [{ minorUnits: 40_000, per: 'month' }] }],
    });
    const ledger = ledgerOf(deals);
    const deal = (id: string, ...events: Happened[]) =>
      ledger.look(rewarded(deals, { id: id.padEnd(24, '0'), events }), LATER)[0];
    const [first, second] = [
      event('won', { amount: EUR(300_000) }, november),
      event('won', { amount: EUR(300_000) }, november),
    ];
    deal('a', first);
    expect(deal('b', second)).toMatchObject({ amount: 10_000, raw: 30_000 });
    deal('a', first, event('fell_through', { reason: 'no_budget' }));
    expect(deal('b', second)).toBeUndefined();
    expect(deal('b', second, event('amount_changed', { amount: EUR(310_000) }))).toMatchObject({
      type: 'changed',
      amount: 21_000,
    });
  });

  test('its partner and the program managers read the rule on the statement', () => {
    const { ledger } = used();
    ledger.look(referral('c'), LATER);
    const { account, rewards } = ledger.book();
    const page = { found: rewards.map(({ subject, standing }) => ({ subject, standing })), total: 3 };
    for (const asPartner of [true, false]) {
      const statement = { program, partnerId: 'fjord', partnerName: 'Fjord', account, page, asPartner };
      const words = wordsOf(statementCard({ ...statement, mayReview: !asPartner })).join(' ');
      expect(words).toContain('At most €400.00 a month of all that is earned in that currency.');
      expect(words).toContain('What was cut off before stays cut off.');
      expect(words).toContain('€150.00 · Qualified meeting');
      expect(words).toContain('€0.00 · Qualified meeting');
      expect(words).toContain('€250.00 before the limit of the period');
    }
  });
});

test('a partner that takes none, and one that no plan is for, earn nothing', () => {
  const none = rewarding(undefined, { partners: [{ id: 'fjord', name: 'Fjord', rewards: 'none' }] });
  const tiers = rewarding({ plans: [{ ...PLAN, tiers: ['silver'] }] });
  for (const program of [none, tiers]) {
    const ledger = ledgerOf(program);
    expect(ledger.look(rewarded(program, { events: [event('won')] }), LATER)).toEqual([]);
  }
  expect(rewarded(none).rewardTerms?.none).toBe('partner');
  expect(rewarded(tiers).rewardTerms?.none).toBe('no_plan');
});

test('whoever had a part in the referral does not approve its reward, on no platform', () => {
  const program = rewarding();
  const manager = { ...program.programManagers[0], accounts: { slack: 'UPRIYA', teams: 'priya-aad' } };
  const actor = {
    person: { ...PRIYA, platform: 'teams', userId: 'priya-aad' },
    internal: true,
    admin: false,
    programManager: manager,
  };
  const of = (events: never[]) => hadPart(actor as never, rewarded(program, { events }));
  expect(of([])).toBeUndefined();
  expect(of([event('note_added', { audience: 'internal' }, NOON, PRIYA)] as never)).toBeUndefined();
  expect(of([event('qualified', {}, NOON, PRIYA)] as never)).toContain('You had a part in R-7K3M9Q');
});

test('events that mean nothing to a reward earn nothing', () => {
  expect(earnedSteps([event('claimed'), event('meeting_held'), event('lost')])).toEqual({});
});
