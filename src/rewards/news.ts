import type { PendingMessage } from '../messages/pending.js';
import { channelForPartner, findPartner, type Program } from '../program/program.js';
import { shareableText } from '../referral/shareable.js';
import type { LedgerEntry } from './entry.js';
import type { Standing } from './fold.js';

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

/** To the program managers: a reward waits for one of them. */
export function reviewCard(entry: LedgerEntry, program: Program): PendingMessage {
  return toManagers('reward-review', entry, program, {
    rewardId: entry.rewardId,
    partnerName: nameOf(program, entry.partnerId),
    company: entry.company,
    reference: entry.reference,
    step: entry.step,
  });
}

export function payoutReminder(
  entry: LedgerEntry,
  { state, payBy, balance }: Standing,
  program: Program,
): PendingMessage {
  return toManagers('payout-reminder', entry, program, {
    rewardId: entry.rewardId,
    partnerName: nameOf(program, entry.partnerId),
    company: entry.company,
    reference: entry.reference,
    state,
    payBy,
    amount: { minorUnits: balance, currency: entry.currency },
  });
}

/** A partner does not agree. */
export function disputeCard(entry: LedgerEntry, program: Program): PendingMessage {
  return toManagers('reward-disputed', entry, program, {
    rewardId: entry.rewardId,
    partnerName: nameOf(program, entry.partnerId),
    company: entry.company,
    reference: entry.reference,
    by: entry.by.name,
    text: entry.reason,
  });
}

export function nameOf(program: Program, partnerId: string): string {
  const partner = findPartner(program, partnerId) ?? program.partners.find(({ id }) => id === partnerId);
  return partner?.name ?? partnerId;
}

function toManagers(
  template: string,
  entry: LedgerEntry,
  program: Program,
  facts: Record<string, unknown>,
): PendingMessage {
  return {
    key: `reward:${entry.id}:managers`,
    subject: { kind: 'program', id: program.id },
    template,
    to: { kind: 'program_managers' },
    facts,
    at: entry.at,
  };
}
