import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refused } from '../../src/errors.js';
import { newLine, payLine } from '../../src/rewards/decide-payout.js';
import { approve, decline } from '../../src/rewards/decide-review.js';
import { fold } from '../../src/rewards/fold.js';
import type { PayoutLine } from '../../src/rewards/ports.js';
import { earnedSteps } from '../../src/rewards/targets.js';
import { actOf, NOON, PRIYA } from '../referral/referrals.js';
import { event, type Happened, ledgerOf, PLAN, rewarded, rewarding } from './rewards.js';

/** Whatever happens to a partner's referrals, in whatever order, and whoever looks in between: the ledger adds up. */

type Doing =
  | {
      do: 'happens';
      referral: number;
      type: Happened['type'];
      amount: number;
      currency: string;
      days: number;
    }
  | { do: 'look' | 'release' | 'approve' | 'decline' | 'batch' | 'pay' };

const HAPPENINGS = [
  'qualified',
  'won',
  'amount_changed',
  'collected',
  'fell_through',
  'disqualified',
  'reopened',
] as const;

const doing: fc.Arbitrary<Doing> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('happens' as const),
      referral: fc.nat(2),
      type: fc.constantFrom(...HAPPENINGS),
      amount: fc.integer({ min: 1, max: 5_000_000 }),
      currency: fc.constantFrom('EUR', 'EUR', 'USD'),
      days: fc.nat(40),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('look' as const) }) },
  ...(['release', 'approve', 'batch', 'pay'] as const).map((name) => ({
    weight: 2,
    arbitrary: fc.record({ do: fc.constant(name) }),
  })),
  { weight: 1, arbitrary: fc.record({ do: fc.constant('decline' as const) }) },
);

const CAP = 300_000;
const PROGRAM = rewarding({
  plans: [
    {
      ...PLAN,
      caps: [
        { minorUnits: CAP, per: 'month' },
        { minorUnits: CAP, currency: 'USD', per: 'month' },
      ],
    },
  ],
});

/** Plays it, and calls `after` each time something was done. */
function play(doings: readonly Doing[], after: (ledger: ReturnType<typeof ledgerOf>) => void) {
  const ledger = ledgerOf(PROGRAM);
  const happened: Happened[][] = [[], [], []];
  const lines = new Map<string, PayoutLine>();
  let now = NOON;
  const referralOf = (index: number) =>
    rewarded(PROGRAM, { id: String(index).padStart(24, '0'), events: happened[index] ?? [] });
  const look = () => happened.forEach((_events, index) => void ledger.look(referralOf(index), now));
  const each = (act: (one: Parameters<typeof approve>[0], booking: Parameters<typeof approve>[1]) => void) =>
    ledger.decide((booking, { rewards }) => {
      for (const one of rewards)
        try {
          act(one, booking);
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
        }
    });
  for (const one of doings) {
    if (one.do === 'happens') {
      now = new Date(now.getTime() + one.days * 86_400_000);
      const amount = { minorUnits: one.amount, currency: one.currency };
      happened[one.referral]?.push(event(one.type, { amount, reason: 'no_budget' }, now));
    } else if (one.do === 'look') look();
    else if (one.do === 'release')
      each(({ subject, standing }, booking) => {
        if (standing.state === 'on_hold')
          booking.add(subject, {
            transition: `end-${standing.seq}`,
            type: 'released',
            at: now,
            reason: 'Over.',
          });
      });
    else if (one.do === 'approve')
      each((reward, booking) => approve(reward, booking, actOf(PRIYA, { at: now })));
    else if (one.do === 'decline')
      each((reward, booking) => decline(reward, booking, { forPartner: 'No.' }, actOf(PRIYA, { at: now })));
    else if (one.do === 'batch')
      for (const currency of ['EUR', 'USD'])
        ledger.decide((booking, { rewards }) => {
          const id = `P-${lines.size}`;
          const of = { id: `${id}-1`, payoutId: id, kind: 'cash', currency } as const;
          const line = newLine(of, rewards, booking, actOf(PRIYA, { at: now }));
          if (line) lines.set(line.id, line);
        });
    else
      for (const line of lines.values())
        if (line.state === 'open')
          ledger.decide((booking, { rewards }) => {
            lines.set(line.id, payLine(line, rewards, booking, { act: actOf(PRIYA, { at: now }) }));
          });
    after(ledger);
  }
  look();
  after(ledger);
  return { ledger, happened, lines };
}

const plays = fc.array(doing, { maxLength: 40 });

test('entries never change: what was written once stands as it was, and only more comes', () => {
  fc.assert(
    fc.property(plays, (doings) => {
      let seen: string[] = [];
      play(doings, ({ entries }) => {
        const written = entries.map((entry) => JSON.stringify(entry));
        expect(written.slice(0, seen.length)).toEqual(seen);
        seen = written;
      });
      const ids = seen.map((entry) => (JSON.parse(entry) as { id: string }).id);
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 60 },
  );
});

test('the balance is the sum of the entries, of each currency for itself, and of each reward', () => {
  fc.assert(
    fc.property(plays, (doings) => {
      play(doings, ({ entries, book }) => {
        const { account, rewards } = book();
        for (const currency of ['EUR', 'USD']) {
          const own = entries.filter((entry) => entry.currency === currency);
          const sum = own.reduce((so, { amount }) => so + amount, 0);
          const total = account.totals[`${currency}:cash`];
          expect(total?.balance ?? 0).toBe(sum);
          // What is still to come is never lessened by what is to be set off: both are told.
          const back = rewards
            .filter(({ subject, standing }) => subject.currency === currency && standing.balance < 0)
            .reduce((so, { standing }) => so - standing.balance, 0);
          expect(total?.toSetOff ?? 0).toBe(back);
          expect(Object.values(total?.byState ?? {}).reduce((so, some) => so + some, 0) - back).toBe(sum);
        }
        for (const reward of rewards) {
          expect(new Set(reward.entries.map(({ currency }) => currency)).size).toBe(1);
          expect(fold(reward.entries)?.balance).toBe(
            reward.entries.reduce((so, { amount }) => so + amount, 0),
          );
        }
      });
    }),
    { numRuns: 60 },
  );
});

test('nothing is paid twice, nothing that was taken back or declined is put into a payout, and what is paid adds up', () => {
  fc.assert(
    fc.property(plays, (doings) => {
      const { ledger, happened, lines } = play(doings, () => {});
      const { rewards } = ledger.book();
      const paid = [...lines.values()].filter(({ state }) => state === 'paid');
      for (const { entries, standing } of rewards) {
        // Every transfer was approved before, since it was last earned, changed or taken up.
        for (const [index, entry] of entries.entries())
          if (entry.type === 'batched') {
            const before = fold(entries.slice(0, index));
            expect(before?.state === 'payable' || (before?.balance ?? 0) < 0).toBe(true);
            expect(before?.line).toBeUndefined();
          }
        expect(standing.earned).toBeGreaterThanOrEqual(0);
        expect(standing.earned).toBeLessThanOrEqual(Math.max(standing.raw, standing.paid));
        if (standing.state === 'clawed_back') expect(standing.earned).toBe(0);
      }
      for (const [currency, key] of [
        ['EUR', 'EUR:cash'],
        ['USD', 'USD:cash'],
      ] as const) {
        const transferred = paid
          .filter((line) => line.currency === currency)
          .reduce((so, { amount }) => so + amount, 0);
        expect(ledger.book().account.totals[key]?.paid ?? 0).toBe(transferred);
      }
      // A deal that does not stand is owed nothing for.
      for (const [index, events] of happened.entries()) {
        if (earnedSteps(events).won) continue;
        const own = rewards.filter(
          ({ subject }) => subject.step === 'won' && Number(subject.referralId) === index,
        );
        for (const { standing } of own) expect(standing.balance).toBeLessThanOrEqual(0);
      }
    }),
    { numRuns: 150 },
  );
});

/** By the clock of the zone, not by the code under test. */
const monthIn = (at: Date, timeZone = PROGRAM.timeZone) =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit' }).format(at);

/** What stands of the rewards that were earned in each month, in each currency. */
function standingByMonth({ rewards }: ReturnType<ReturnType<typeof ledgerOf>['book']>): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { subject, standing } of rewards) {
    if (!standing.earnedAt) continue;
    const key = `${subject.currency} ${monthIn(standing.earnedAt)}`;
    sums.set(key, (sums.get(key) ?? 0) + standing.earned);
  }
  return sums;
}

test('no limit of a month is passed, by the calendar of the program, whatever is corrected or taken back', () => {
  fc.assert(
    fc.property(plays, (doings) => {
      play(doings, ({ book }) => {
        for (const [month, earned] of standingByMonth(book())) expect(earned, month).toBeLessThanOrEqual(CAP);
        for (const earned of Object.values(book().account.earnedIn)) expect(earned).toBeGreaterThanOrEqual(0);
      });
    }),
    { numRuns: 80 },
  );
});

test('what is booked next has exactly the room that what stands of its month leaves, whatever came before', () => {
  fc.assert(
    fc.property(plays, fc.nat(200), (doings, days) => {
      const { ledger } = play(doings, () => {});
      const at = new Date(NOON.getTime() + days * 86_400_000);
      const left = CAP - (standingByMonth(ledger.book()).get(`EUR ${monthIn(at)}`) ?? 0);
      const [next] = ledger.look(
        rewarded(PROGRAM, { id: 'f'.padStart(24, '0'), events: [event('qualified', {}, at)] }),
        new Date('2031-06-01'),
      );
      expect(next).toMatchObject({ type: 'earned', amount: Math.min(25_000, left) });
    }),
    { numRuns: 80 },
  );
});

test('whoever looks in between, and however often, the end is what one look at the end would have booked', () => {
  const program = rewarding();
  fc.assert(
    fc.property(fc.array(doing, { maxLength: 30 }), (doings) => {
      const [often, once] = [ledgerOf(program), ledgerOf(program)];
      const events: Happened[] = [];
      let now = NOON;
      const referral = () => rewarded(program, { id: '1'.padStart(24, '0'), events: [...events] });
      for (const one of doings) {
        if (one.do !== 'happens') {
          often.look(referral(), now);
          often.look(referral(), now);
          continue;
        }
        now = new Date(now.getTime() + one.days * 86_400_000);
        const amount = { minorUnits: one.amount, currency: one.currency };
        events.push(event(one.type, { amount, reason: 'no_budget' }, now));
      }
      often.look(referral(), now);
      once.look(referral(), now);
      const earned = (ledger: typeof often) =>
        ledger
          .book()
          .rewards.filter(({ standing }) => standing.earned !== 0 || standing.unknown)
          .map(({ subject, standing }) => `${subject.rewardId} ${standing.earned} ${standing.unknown}`)
          .toSorted();
      expect(earned(often)).toEqual(earned(once));
    }),
    { numRuns: 100 },
  );
});

test('no line of a payout mixes currencies or partners, and each is of as much as its rewards', () => {
  fc.assert(
    fc.property(plays, (doings) => {
      const { ledger, lines } = play(doings, () => {});
      const currencies = new Map(
        ledger.book().rewards.map(({ subject }) => [subject.rewardId, subject.currency]),
      );
      for (const { currency, amount, items } of lines.values()) {
        expect(items.map(({ rewardId }) => currencies.get(rewardId))).toEqual(items.map(() => currency));
        expect(items.reduce((so, item) => so + item.amount, 0)).toBe(amount);
        expect(amount).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 60 },
  );
});

test('the last moment of a month and the first of the next are two months, in every zone', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('Europe/Berlin', 'America/New_York', 'Pacific/Auckland', 'Asia/Kolkata', 'UTC'),
      fc.integer({ min: 2024, max: 2030 }),
      fc.integer({ min: 1, max: 12 }),
      (zone, year, month) => {
        const program = rewarding(
          { plans: [{ ...PLAN, caps: [{ minorUnits: 25_000, per: 'month' }] }] },
          { timeZone: zone },
        );
        const ledger = ledgerOf(program);
        // The first instant of the month there: found by the clock of the zone, not by the code under test.
        const first = firstInstant(zone, year, month);
        const at = (instant: number, id: string) =>
          ledger.look(
            rewarded(program, {
              id: id.padStart(24, '0'),
              events: [event('qualified', {}, new Date(instant))],
            }),
            new Date('2031-06-01'),
          )[0]?.amount;
        expect([at(first - 1, '1'), at(first - 1_000, '2'), at(first, '3'), at(first + 1, '4')]).toEqual([
          25_000, 0, 25_000, 0,
        ]);
      },
    ),
    { numRuns: 60 },
  );
});

function firstInstant(zone: string, year: number, month: number): number {
  const shown = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit' });
  const wanted = `${year}-${String(month).padStart(2, '0')}`;
  let [from, to] = [Date.UTC(year, month - 1, 1) - 86_400_000, Date.UTC(year, month - 1, 1) + 86_400_000];
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (shown.format(middle) >= wanted) to = middle;
    else from = middle;
  }
  return to;
}
