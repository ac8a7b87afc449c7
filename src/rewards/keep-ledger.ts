import type { Clock } from '../clock.js';
import { StoreUnavailable } from '../errors.js';
import type { PendingMessage } from '../messages/pending.js';
import { inTheirHours } from '../people/quiet-hours.js';
import type { ProgramStore } from '../program/ports.js';
import type { Program } from '../program/program.js';
import { creditedPartnerId } from '../referral/attribution.js';
import type { Referral } from '../referral/referral.js';
import { Booking, type Reward } from './book.js';
import { bookReferral } from './book-referral.js';
import { dueAt } from './due.js';
import type { LedgerEntry } from './entry.js';
import { managerCards, newsToPartner, payoutReminder } from './news.js';
import type { Posting, RewardRow, RewardStore } from './ports.js';

export interface LedgerDeps {
  rewards: RewardStore;
  programs: Pick<ProgramStore, 'current'>;
  clock: Clock;
  outbox: { wake(): void };
  onError: (error: unknown, doing: string) => void;
}

const AT_ONCE = 200;
const MOST_ROUNDS = 500;
/** What failed comes round again after this. */
const LATER_MS = 2 * 60_000;
/** What could not be written now: the store was away, or a process that was killed is still in the way. */
const SOON_MS = 20_000;
const DAY_MS = 86_400_000;

/**
 * Books what referrals have earned since, and takes on rewards whose time has come: out of their hold, reminders. Each
 * partner's booking is one transaction, and only then the referral is told that the ledger has looked: killed at any line,
 * the next run books nothing twice and misses nothing. Safe in several processes at once.
 * @returns how many bookings were made
 */
export async function keepLedger(deps: LedgerDeps): Promise<number> {
  const program = await deps.programs.current();
  if (!program) return 0;
  return (await bookOwed(deps, program)) + (await takeOnDue(deps, program));
}

async function bookOwed(deps: LedgerDeps, program: Program): Promise<number> {
  let count = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const now = deps.clock.now();
    const owed = await deps.rewards.owed(program.id, now, AT_ONCE);
    if (owed.length === 0) break;
    for (const referral of owed) {
      const ids = (referral.rewardsOwed ?? []).filter(({ due }) => due <= now).map(({ id }) => id);
      try {
        count += await bookOne(deps, program, referral, now);
        await deps.rewards.lookedAt(referral.id, ids);
      } catch (error) {
        deps.onError(error, `rewards of ${referral.reference}`);
        await deps.rewards.lookLater(referral.id, ids, laterAfter(error, now));
      }
    }
    deps.outbox.wake();
  }
  return count;
}

async function bookOne(deps: LedgerDeps, program: Program, referral: Referral, now: Date): Promise<number> {
  const before = await deps.rewards.partnersOf(referral.id);
  const credited = [creditedPartnerId(referral)].filter((id) => id !== undefined);
  let count = 0;
  // Those from whom it is taken first, so that nobody ever sees it twice.
  for (const partnerId of new Set([...before.filter((id) => id !== credited[0]), ...credited])) {
    const of = { programId: program.id, partnerId, referralId: referral.id };
    const posted = await deps.rewards.change(of, (book) => {
      const booking = bookReferral(book, referral, program, now);
      return { booking, messages: inTheirHours(newsOf(booking, program), program) };
    });
    count += posted ? 1 : 0;
  }
  return count;
}

function newsOf(booking: Booking, program: Program): PendingMessage[] {
  return [...booking.added.flatMap((entry) => newsToPartner(entry, program)), ...managerCards(booking)];
}

async function takeOnDue(deps: LedgerDeps, program: Program): Promise<number> {
  let count = 0;
  const failed = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const now = deps.clock.now();
    const due = (await deps.rewards.due(program.id, now, AT_ONCE)).filter(
      ({ subject }) => !failed.has(subject.rewardId),
    );
    if (due.length === 0) break;
    for (const row of due) {
      const { rewardId, partnerId, reference } = row.subject;
      try {
        const of = { programId: program.id, partnerId, rewardIds: [rewardId] };
        const posted = await deps.rewards.change(of, ({ account, rewards }) => {
          const [reward] = rewards;
          return reward && takenOn(new Booking({ account, rewards }, program.timeZone), reward, program, now);
        });
        if (posted) count += 1;
        else await putOff(deps, row, new Date(now.getTime() + LATER_MS));
      } catch (error) {
        failed.add(rewardId);
        deps.onError(error, `reward of ${reference}`);
        await putOff(deps, row, laterAfter(error, now));
      }
    }
    deps.outbox.wake();
  }
  return count;
}

function putOff({ rewards }: LedgerDeps, { subject }: RewardRow, until: Date): Promise<void> {
  return rewards.putOff(subject.rewardId, until);
}

function laterAfter(error: unknown, now: Date): Date {
  return new Date(now.getTime() + (error instanceof StoreUnavailable ? SOON_MS : LATER_MS));
}

/** The one thing that is due; undefined when it is not any more. */
function takenOn(booking: Booking, reward: Reward, program: Program, now: Date): Posting | undefined {
  const { subject, standing } = reward;
  const at = dueAt(standing);
  if (!at || at > now) return undefined;
  const slot = String(at.getTime());
  if (standing.state === 'on_hold') {
    const days = program.rewards?.payWithinDays ?? 30;
    booking.add(subject, {
      transition: `hold_ended-${standing.seq}-${slot}`,
      type: 'released',
      at: now,
      payBy: new Date(now.getTime() + days * DAY_MS),
      reason: 'The hold is over.',
    });
    return { booking, messages: inTheirHours(managerCards(booking), program) };
  }
  booking.add(subject, {
    transition: `reminded-${standing.seq}-${slot}`,
    type: 'reminded',
    at: now,
    reason: standing.reminders === 0 ? 'A payout is due soon.' : 'A payout is overdue.',
  });
  return { booking, messages: inTheirHours([payoutReminder(last(booking))], program) };
}

function last({ added }: Booking): LedgerEntry {
  return added.at(-1) as LedgerEntry;
}
