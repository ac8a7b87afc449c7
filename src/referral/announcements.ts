import type { ChannelRef } from '../messages/address.js';
import type { Destination, PendingMessage } from '../messages/pending.js';
import { tellFormerPartner } from './announce-credit.js';
import { tellPartner } from './announce-to-partner.js';
import { tellStaff } from './announce-to-staff.js';
import { isEnding, isTaking, Messages, type RepAccount } from './announced-messages.js';
import { isUndecided } from './conflict.js';
import type { Decision } from './decide.js';
import { isUnderReview } from './decide-review.js';
import type { ReferralEvent } from './events.js';
import type { Referral } from './referral.js';

/**
 * What is to be said about a decision, to whom, under which key. Pure. Cards are named, not written: they are rendered
 * from the referral as it is when they are delivered.
 */
export function announce(
  before: Referral | undefined,
  decision: Decision,
  repAccount: RepAccount,
): PendingMessage[] {
  const last = decision.events.at(-1);
  if (!last) return [];
  const messages = new Messages(decision.after);
  cards(before, decision.after, last, messages, repAccount);
  if (before) tellFormerPartner(before, decision, messages);
  for (const event of inReadingOrder(decision.events)) {
    tellPartner(event, decision.after, messages);
    tellStaff(event, decision.after, messages, repAccount);
  }
  return messages.list;
}

function cards(
  before: Referral | undefined,
  after: Referral,
  last: ReferralEvent,
  out: Messages,
  repAccount: RepAccount,
): void {
  if (after.partner && after.partnerChannel) {
    out.add(last, 'status-card', { kind: 'card', slot: 'status', channel: after.partnerChannel });
  }
  for (const channel of distinctChannels([before?.route?.channel, after.route?.channel])) {
    out.add(last, 'claim-card', { kind: 'card', slot: 'claim', channel }, {}, channel.id);
  }
  const handedOff = [before?.claim && before.route?.channel, after.claim && after.route?.channel];
  for (const channel of distinctChannels(handedOff)) {
    const to: Destination = { kind: 'card', slot: 'handoff', channel, under: 'claim' };
    out.add(last, 'handoff-card', to, {}, channel.id);
  }
  managerCards(before, after, last, out);
  for (const repId of repsWithCopy(before, after)) {
    const account = repAccount(repId, after.route?.channel.platform);
    if (account) {
      out.add(
        last,
        'handoff-direct-card',
        { kind: 'card', slot: 'handoff_direct', account },
        { repId },
        repId,
      );
    }
  }
}

/** While a program manager has to decide, and once more when it is decided. `before === after`: asked for anew. */
function managerCards(
  before: Referral | undefined,
  after: Referral,
  last: ReferralEvent,
  out: Messages,
): void {
  const anew = before === after;
  const reviewed = anew && !after.conflict && after.events.some(({ type }) => type === 'sent_to_review');
  if (reviewed || hasReviewCard(after) || (before && hasReviewCard(before)))
    out.add(last, 'review-card', { kind: 'program_managers', card: 'review' }, {}, 'managers');
  if ((anew && after.dispute) || before?.dispute?.decision !== after.dispute?.decision || isNewDispute(last))
    out.add(last, 'dispute-card', { kind: 'program_managers', card: 'dispute' }, {}, 'managers');
}

/** A conflict between partners has a card of its own, with both sides; two cards about one question confuse. */
function hasReviewCard(referral: Referral): boolean {
  return isUnderReview(referral) && referral.review?.kind !== 'conflict' && !isUndecided(referral);
}

function isNewDispute({ type }: ReferralEvent): boolean {
  return type === 'disputed';
}

/** Whoever has it or just had it; when it changes hands everybody who ever had it, as their copy says who has it now. */
function repsWithCopy(before: Referral | undefined, after: Referral): Set<string> {
  const [from, to] = [before?.claim?.repId, after.claim?.repId];
  const earlier = from === to ? [] : after.events.filter(isTaking).map((event) => event.repId);
  return new Set([from, to, ...earlier].filter((repId) => repId !== undefined));
}

/** A note that comes with an end is read before it: the closing word stays the last. */
function inReadingOrder(events: readonly ReferralEvent[]): readonly ReferralEvent[] {
  if (!events.some(isEnding)) return events;
  const isNote = ({ type }: ReferralEvent) => type === 'note_added';
  return [...events.filter(isNote), ...events.filter((event) => !isNote(event))];
}

function distinctChannels(channels: (ChannelRef | undefined)[]): ChannelRef[] {
  return channels.filter(
    (channel, index): channel is ChannelRef =>
      channel !== undefined &&
      channels.findIndex((other) => other?.platform === channel.platform && other.id === channel.id) ===
        index,
  );
}
