import type { AccountRef, ChannelRef } from './address.js';

/** What a message is about: the aggregate it was decided with, and that is read again when it is rendered. */
export type Subject =
  | { kind: 'referral'; id: string }
  | { kind: 'partner'; id: string }
  | { kind: 'program'; id: string }
  | { kind: 'reward'; id: string };

/**
 * Cards that exist once per subject and are edited in place. `direct` cards exist once per person.
 *  - status:  the partner's status card in the partner channel
 *  - claim:   the claim card in the triage channel
 *  - handoff: the handoff summary in the claim card's thread
 *  - handoff_direct: the same in the rep's direct messages
 *  - refer: the pinned "Refer a lead" card of a partner channel
 *  - review, dispute: what a program manager decides, in the direct messages of each, or in the digest channel
 */
export const CARD_SLOTS = [
  'status',
  'claim',
  'handoff',
  'handoff_direct',
  'refer',
  'review',
  'dispute',
] as const;
export type CardSlot = (typeof CARD_SLOTS)[number];
export type ManagerSlot = Extract<CardSlot, 'review' | 'dispute'>;

/** Where a message goes. The relay turns it into one or more addresses; see outbox/relay.ts. */
export type Destination =
  /** Post the slot's card, or edit it where it stands. */
  | {
      kind: 'card';
      slot: Exclude<CardSlot, 'handoff' | 'handoff_direct'>;
      channel: ChannelRef;
      pin?: boolean;
    }
  | { kind: 'card'; slot: 'handoff'; channel: ChannelRef; under: CardSlot }
  | { kind: 'card'; slot: 'handoff_direct'; account: AccountRef }
  /** `fallback` as of a direct message. */
  | { kind: 'card'; slot: ManagerSlot; account: AccountRef; fallback?: { channel: ChannelRef } }
  /** A message in the thread of a slot's card. */
  | { kind: 'thread'; under: CardSlot; channel: ChannelRef }
  /** A new message in a channel. */
  | { kind: 'channel'; channel: ChannelRef }
  /** A direct message. `fallback` is where it goes, with a mention, when direct messages are refused. */
  | { kind: 'direct'; account: AccountRef; fallback?: { channel: ChannelRef; under?: CardSlot } }
  /** Shown to one person in a channel; worthless later, so it expires. */
  | { kind: 'private'; account: AccountRef; channel: ChannelRef; threadId?: string }
  /** Every program manager; the digest channel when one has no account. `card`: a card for each, edited in place. */
  | { kind: 'program_managers'; card?: ManagerSlot };

/**
 * A message that was decided together with a change, not yet rendered. What it says is rendered at delivery, from
 * `facts` and from the subject as it is then; so a card is never older than its delivery.
 */
export interface PendingMessage {
  /** Unique for ever: `subject:event:audience`. Delivering twice under one key is impossible but for a crash. */
  key: string;
  subject: Subject;
  /** Name of the template in the catalogue. */
  template: string;
  to: Destination;
  /** What happened, as plain data. Templates state what they need. */
  facts: Record<string, unknown>;
  /** Not before this instant: what is told to a partner at the end waits until it can no longer be undone. */
  notBefore?: Date;
  /** Not after this instant: it would only confuse. */
  expiresAt?: Date;
  /** Cancelled when this event of the subject has been undone. */
  unlessUndone?: string;
  /** A reminder: rather lost than said twice, when it is not known whether it arrived. */
  neverTwice?: true;
  at: Date;
}
