import { Refused } from '../errors.js';
import type { Actor } from '../people/actor.js';
import { accountsOf, type Program } from '../program/program.js';
import type { Act } from '../referral/decide.js';
import type { Referral } from '../referral/referral.js';
import type { RewardState } from '../referral/reward-terms.js';
import { roomUnder } from './account.js';
import type { Booking, Reward } from './book.js';
import { answeredWords, decisionWords, lastDecision } from './review-rounds.js';
import { byAndWhen, STATE_WORDS } from './words.js';

/** What people decide about one reward. Pure: each throws Refused in words for the person, and books nothing then. */

/** Saying something about a referral decides nothing. */
const NO_PART = new Set(['note_added', 'reminded', 'snoozed']);

/**
 * Why this person must not approve a reward on the referral: who had a part in it does not pay out for it. Knows a person
 * on every platform. `undefined`: they may.
 */
export function hadPart(actor: Actor, referral: Referral): string | undefined {
  const own = [actor.programManager, actor.rep].flatMap((one) => (one ? accountsOf(one) : []));
  const accounts = [...own, actor.person];
  const isTheirs = (by: { platform: string; userId: string }) =>
    accounts.some(({ platform, userId }) => platform === by.platform && userId === by.userId);
  const acted =
    isTheirs(referral.submittedBy) ||
    referral.events.some(({ type, by }) => !NO_PART.has(type) && isTheirs(by)) ||
    (actor.rep !== undefined &&
      referral.events.some((event) => 'repId' in event && event.repId === actor.rep?.id));
  return acted
    ? `You had a part in ${referral.reference}, so somebody else has to approve its reward.`
    : undefined;
}

export function approve(reward: Reward, booking: Booking, act: Act): void {
  const { subject, standing } = reward;
  if (booking.has(subject.rewardId, act.key)) return;
  requireAsSeen(reward, 'in_review', booking.zone);
  if (standing.balance <= 0) throw new Refused('out_of_date', 'There is nothing to pay for it any more.');
  const by = { transition: act.key, at: act.at, by: act.by };
  booking.add(subject, { ...by, type: 'approved', reason: `${act.by.name} approved it.` });
  booking.add(subject, { ...by, type: 'payable', reason: 'To be paid with the next payout.' });
}

/** @param seen what the state was when somebody began to decide; what has been decided since is not overruled unseen */
export function decline(
  reward: Reward,
  booking: Booking,
  words: { forPartner: string; internal?: string },
  act: Act,
  seen?: RewardState,
): void {
  const { subject, standing } = reward;
  if (booking.has(subject.rewardId, act.key)) return;
  if (seen) requireAsSeen(reward, seen, booking.zone);
  if (standing.line !== undefined)
    throw new Refused('out_of_date', `It is in payout ${standing.line}. Cancel that first.`);
  if (!MAY_BE_DECLINED.has(standing.state)) throw movedOn(reward, booking.zone);
  booking.add(subject, {
    transition: act.key,
    at: act.at,
    by: act.by,
    type: 'declined',
    // What was paid of it before stays paid.
    amount: standing.balance > 0 ? -standing.balance : 0,
    reason: words.internal || words.forPartner,
    forPartner: words.forPartner,
  });
}

/** Once for each reward. */
export function dispute({ subject, entries }: Reward, booking: Booking, text: string, act: Act): void {
  if (booking.has(subject.rewardId, act.key)) return;
  requireUndisputed(entries, booking.zone);
  booking.add(subject, {
    transition: act.key,
    at: act.at,
    by: act.by,
    type: 'disputed',
    reason: text,
    forPartner: text,
  });
}

/** `again`: what was declined is looked at once more. */
export function answerDispute(
  { subject, standing, entries }: Reward,
  booking: Booking,
  { text, again }: { text: string; again: boolean },
  program: Program,
  act: Act,
): void {
  if (booking.has(subject.rewardId, act.key)) return;
  requireUnanswered(entries, booking.zone);
  if (again && standing.state !== 'declined')
    throw new Refused('out_of_date', 'Only what was declined can be looked at again.');
  const base = { transition: act.key, at: act.at, by: act.by };
  booking.add(subject, { ...base, type: 'dispute_answered', reason: text, forPartner: text });
  if (!again) return;
  const earnedAt = standing.earnedAt ?? act.at;
  const caps = standing.terms?.caps ?? [];
  const room = roomUnder(caps, booking.account, subject.currency, earnedAt, program.timeZone);
  const amount = Math.min(standing.raw, room + standing.earned) - standing.earned;
  const days = program.rewards?.payWithinDays ?? 30;
  booking.add(subject, {
    ...base,
    type: 'reinstated',
    amount: Math.max(0, amount),
    payBy: new Date(act.at.getTime() + days * 86_400_000),
    reason: 'Looked at again after the partner objected.',
    forPartner: 'We look at it again.',
  });
}

/** @throws Refused, saying who objected and when */
export function requireUndisputed(entries: Reward['entries'], zone: string): void {
  const before = entries.find(({ type }) => type === 'disputed');
  if (!before) return;
  throw new Refused(
    'already_taken',
    `An objection to this reward was sent ${byAndWhen(before, zone)}. It can be done once; you hear from us about it.`,
  );
}

/** @throws Refused, saying who answered and when */
export function requireUnanswered(entries: Reward['entries'], zone: string): void {
  const answered = entries.findLast(({ type }) => type === 'dispute_answered');
  if (answered) throw new Refused('already_taken', answeredWords(answered, entries, zone));
  if (!entries.some(({ type }) => type === 'disputed'))
    throw new Refused('already_taken', 'There is no open objection to this reward.');
}

const MAY_BE_DECLINED: ReadonlySet<RewardState> = new Set([
  'pending',
  'on_hold',
  'in_review',
  'approved',
  'payable',
]);

/** @throws Refused, saying who decided what and when, when it is not in this state any more */
export function requireAsSeen(
  reward: Pick<Reward, 'standing' | 'entries'>,
  seen: RewardState,
  zone: string,
): void {
  if (reward.standing.state !== seen) throw movedOn(reward, zone);
}

function movedOn({ standing, entries }: Pick<Reward, 'standing' | 'entries'>, zone: string): Refused {
  const last = lastDecision(entries);
  const how = last
    ? decisionWords(last, zone)
    : `It has moved on: ${STATE_WORDS[standing.state].toLowerCase()}.`;
  return new Refused('out_of_date', `${how} Nothing was changed.`);
}
