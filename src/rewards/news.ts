import type { ManagerSlot, PendingMessage } from '../messages/pending.js';
import { channelForPartner, type Program } from '../program/program.js';
import { shareableText } from '../referral/shareable.js';
import type { Booking } from './book.js';
import type { LedgerEntry } from './entry.js';
import { reviewRounds } from './review-rounds.js';

/** What is said about an entry, to whom. Pure: it is written with the entry. */

/** What its partner hears without asking: that there is news, never an amount in a channel that others may read. */
const TOLD = new Set<LedgerEntry['type']>([
  'earned',
  'approved',
  'declined',
  'clawed_back',
  'paid',
  'dispute_answered',
]);

export function newsToPartner(entry: LedgerEntry, program: Program): PendingMessage[] {
  const channel = channelForPartner(program, entry.partnerId)?.channel;
  if (!channel || !TOLD.has(entry.type)) return [];
  return [
    {
      key: `reward:${entry.id}:partner`,
      subject: { kind: 'partner', id: entry.partnerId },
      template: 'reward-news',
      to: { kind: 'channel', channel },
      facts: {
        type: shareableText(entry.type),
        step: shareableText(entry.step),
        reference: shareableText(entry.reference),
        company: shareableText(entry.company),
        ...(entry.forPartner ? { why: shareableText(entry.forPartner) } : {}),
      },
      at: entry.at,
      neverTwice: true,
    },
  ];
}

/**
 * The cards of program managers that a booking changes, one for each review of a reward and one for its objection: drawn
 * from how it stands when they are delivered, so they are asked for and not written.
 */
export function managerCards(booking: Booking): PendingMessage[] {
  return booking.touched().flatMap(({ subject: { rewardId }, entries }) => {
    const own = booking.added.filter((entry) => entry.rewardId === rewardId);
    const [first, last] = [own[0], own.at(-1)];
    if (!first || !last) return [];
    const reviews = reviewRounds(entries)
      .filter(({ end }) => end === undefined || end.seq >= first.seq)
      .map(({ number }) =>
        toManagers('reward-review', last, { card: 'review', id: `${rewardId}:${number}`, round: number }),
      );
    const said = own.findLast(({ type }) => type === 'disputed' || type === 'dispute_answered');
    return [
      ...reviews,
      ...(said ? [toManagers('reward-disputed', said, { card: 'dispute', id: rewardId })] : []),
    ];
  });
}

/** A message of its own, as an edit reminds nobody. */
export function payoutReminder(entry: LedgerEntry): PendingMessage {
  return toManagers('payout-reminder', entry, { id: entry.rewardId });
}

function toManagers(
  template: string,
  entry: LedgerEntry,
  { card, id, round }: { card?: ManagerSlot; id: string; round?: number },
): PendingMessage {
  return {
    key: `reward:${entry.id}:managers${round === undefined ? '' : `:${round}`}`,
    subject: { kind: 'reward', id },
    template,
    to: { kind: 'program_managers', ...(card ? { card } : {}) },
    facts: { rewardId: entry.rewardId, ...(round === undefined ? {} : { round }) },
    at: entry.at,
  };
}
