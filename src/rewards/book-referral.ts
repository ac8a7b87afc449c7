import { DateTime } from 'luxon';
import type { Program } from '../program/program.js';
import { creditedPartnerId } from '../referral/attribution.js';
import type { Referral } from '../referral/referral.js';
import { changesRewards, settledEvents } from '../referral/reward-owed.js';
import { REWARD_STEPS, type RewardRule } from '../referral/reward-terms.js';
import { roomUnder } from './account.js';
import { type Book, Booking, type NewEntry } from './book.js';
import { type RewardSubject, rewardIdOf } from './entry.js';
import type { Standing } from './fold.js';
import { type Earned, earnedSteps, worthOf } from './targets.js';

interface Target {
  subject: RewardSubject;
  rule: RewardRule;
  earned: Earned;
  /** 0 while it is not known. */
  raw: number;
  unknown?: string;
}

/**
 * Brings a partner's rewards for a referral to what the referral's events have earned, by the difference: whatever was
 * booked before, in whatever order it is asked, and however often, the sum is what it must be. Pure.
 * @param book holds the partner's rewards for this referral
 */
export function bookReferral(book: Book, referral: Referral, program: Program, now: Date): Booking {
  const booking = new Booking(book, program.timeZone);
  const events = settledEvents(referral, now);
  const last = events.findLast(changesRewards);
  if (!last) return booking;
  const news: Pick<NewEntry, 'transition' | 'at' | 'by'> = { transition: last.id, at: now, by: last.by };
  const isCredited = creditedPartnerId(referral) === book.account.partnerId;
  const steps = earnedSteps(events);
  const targets = isCredited ? targetsOf(referral, program) : [];
  function targetsOf({ rewardTerms: terms }: Referral, { id: programId }: Program): Target[] {
    return REWARD_STEPS.flatMap((step): Target[] => {
      const [rule, earned] = [terms?.steps[step], steps[step]];
      if (!rule || !earned) return [];
      const worth = worthOf(rule, earned.deal);
      if (worth.known && worth.money.minorUnits === 0) return [];
      const currency = worth.known ? worth.money.currency : worth.currency;
      const base = {
        referralId: referral.id,
        step,
        partnerId: book.account.partnerId,
        currency,
        kind: rule.pays,
      };
      const { reference, prospect } = referral;
      const subject = {
        rewardId: rewardIdOf(base),
        programId,
        ...base,
        reference,
        company: prospect.company,
      };
      return [
        {
          subject,
          rule,
          earned,
          ...(worth.known ? { raw: worth.money.minorUnits } : { raw: 0, unknown: worth.why }),
        },
      ];
    });
  }
  const wanted = new Set(targets.map(({ subject }) => subject.rewardId));
  for (const { subject, standing } of book.rewards)
    if (subject.referralId === referral.id && !wanted.has(subject.rewardId))
      takeBack(booking, subject, standing, whyNoLonger(subject, steps, isCredited), news);
  for (const target of targets) settle(booking, target, referral, program, news);
  return booking;
}

type News = Pick<NewEntry, 'transition' | 'at' | 'by'>;

/** What the partner reads about a reward that is no longer earned. */
function whyNoLonger(
  { step }: RewardSubject,
  steps: ReturnType<typeof earnedSteps>,
  isCredited: boolean,
): string {
  if (!isCredited) return 'The introduction is credited to somebody else.';
  if (steps[step]) return 'Its size as it is known now earns another reward, or none.';
  return step === 'won' ? 'The deal did not stand.' : 'The meeting did not count as qualified after all.';
}

function takeBack(
  booking: Booking,
  subject: RewardSubject,
  { state, earned, raw, unknown }: Standing,
  forPartner: string,
  news: News,
): void {
  if (state === 'clawed_back' || booking.has(subject.rewardId, news.transition)) return;
  if (state === 'declined') {
    if (raw > 0 || unknown) booking.add(subject, { ...news, type: 'changed', raw: 0, reason: forPartner });
    return;
  }
  booking.add(subject, {
    ...news,
    type: 'clawed_back',
    amount: -earned,
    raw: 0,
    reason: forPartner,
    forPartner,
  });
}

function settle(booking: Booking, target: Target, referral: Referral, program: Program, news: News): void {
  const { subject, raw, unknown, earned: reached } = target;
  const before = booking.standing(subject.rewardId);
  if (before && booking.has(subject.rewardId, news.transition)) return;
  const terms = referral.rewardTerms ?? { steps: {}, caps: [] };
  const isNew = !before || before.state === 'clawed_back';
  const earnedAt = isNew ? reached.at : (before.earnedAt ?? reached.at);
  const allowed = () => {
    const used = before?.earned ?? 0;
    const room = roomUnder(terms.caps, booking.account, subject.currency, earnedAt, program.timeZone);
    return Math.min(raw, room + used);
  };
  const words = (amount: number) =>
    unknown !== undefined
      ? { reason: unknown, forPartner: 'What it is worth is not known yet.' }
      : amount < raw
        ? {
            reason: 'The limit of the period is reached.',
            forPartner:
              amount > 0
                ? 'The limit of the period left room for a part of it.'
                : 'The limit of the period left no room for it.',
          }
        : { reason: reasonOf(target) };
  const rawly = { raw, ...(unknown === undefined ? {} : { unknown: true as const }) };
  if (isNew) {
    const amount = allowed();
    const { none: _none, ...kept } = terms;
    booking.add(subject, {
      ...news,
      type: 'earned',
      amount,
      earnedAt,
      terms: kept,
      ...rawly,
      ...words(amount),
    });
  } else if (before.state === 'declined') {
    if (before.raw !== raw || before.unknown !== (unknown !== undefined))
      booking.add(subject, { ...news, type: 'changed', ...rawly, reason: reasonOf(target) });
  } else if (before.raw !== raw || before.unknown !== (unknown !== undefined)) {
    const amount = allowed();
    booking.add(subject, {
      ...news,
      type: 'changed',
      amount: amount - before.earned,
      ...rawly,
      ...words(amount),
    });
  }
  hold(booking, target, program, news);
}

/** What is known is held for a time; and until the customer has paid, where the plan says so. */
function hold(booking: Booking, { subject, rule, earned }: Target, { timeZone }: Program, news: News): void {
  const now = booking.standing(subject.rewardId);
  const waits = rule.untilCollected && !earned.collected;
  const begins = now?.state === 'pending' && !now.unknown && now.earned > 0;
  const isPaidFor = now?.state === 'on_hold' && now.hold?.untilCollected === true && !waits;
  if (!begins && !isPaidFor) return;
  const until = DateTime.fromJSDate(earned.at, { zone: timeZone }).plus({ days: rule.holdDays }).toJSDate();
  const reason = waits
    ? 'Held until the customer has paid.'
    : `Held for ${rule.holdDays} day${rule.holdDays === 1 ? '' : 's'}.`;
  const entry = { ...news, type: 'held' as const, hold: { until, untilCollected: waits }, reason };
  booking.add(subject, {
    ...entry,
    forPartner: waits ? 'It waits until the customer has paid.' : 'It is on hold for a time.',
  });
}

function reasonOf({ subject: { step }, rule }: Target): string {
  if (step === 'qualified') return 'The meeting was qualified.';
  if (rule.flat !== undefined) return 'The deal was signed.';
  return rule.basisPoints === undefined
    ? 'The deal was signed; by its size.'
    : `The deal was signed; ${rule.basisPoints / 100} % of the first-year revenue.`;
}
