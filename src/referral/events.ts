import type { ChannelRef, PersonRef } from '../messages/address.js';
import type { ConflictCause, ConflictOutcome } from './conflict.js';
import type { NudgeKind } from './nudge.js';
import type { RejectReason, ReviewKind, TerminalReason } from './reasons.js';
import type { Shareable } from './shareable.js';
import type { ReferralState } from './states.js';

/**
 * What has happened to a referral. The list kept with the referral is its audit trail: append only, in order.
 * Capabilities meet here: one decides an event, others derive messages or figures from it.
 */
export type ReferralEvent = EventBase & EventData;

export interface EventBase {
  /** Unique; derived from the act that caused it, so that the same act twice is the same event. */
  id: string;
  at: Date;
  by: PersonRef;
  /** The state after the event. */
  state: ReferralState;
}

export type EventData =
  | { type: 'submitted'; door: string /** Version of the terms it was sent under. */; terms?: string }
  | { type: 'sent_to_review'; kind: ReviewKind; why: string }
  /** What rules saw only when it was stored, since it came at the same instant. It goes on; `stops`: had it been seen in time, it would not. */
  | { type: 'found_late'; why: string; stops: boolean }
  /** A program manager let it through: what the rules said of it was a false alarm. */
  | { type: 'review_cleared'; internalText?: string /** Ids of these rules. */; overruled?: string[] }
  | { type: 'partner_set'; partnerId: string; partnerName: string }
  /** Another partner sent the same prospect. */
  | { type: 'touched'; partnerId: string; partnerName: string; reference: string }
  | {
      type: 'reattributed';
      partnerId: string;
      partnerName: string;
      previousPartnerId: string;
      previousPartnerName: string;
      /** For staff. */
      reason: string;
    }
  | { type: 'routed'; assignmentId: string; channel: ChannelRef; reason: string }
  | { type: 'unmatched'; why: string }
  | { type: 'claimed'; repId: string; repName: string }
  | { type: 'assigned'; repId: string; repName: string; previousRepId?: string }
  | { type: 'declined'; repId: string; repName: string }
  | { type: 'everyone_declined' }
  | { type: 'released'; repId: string; repName: string }
  | { type: 'rerouted'; why: string; previousRepId?: string }
  | { type: 'accepted' }
  /** `rule`: a rule turned it down, nobody else. */
  | { type: 'rejected'; reason: RejectReason; internalText?: string; rule?: string }
  /** The partner asks to look again at a rejection. */
  | { type: 'disputed'; text: string }
  | {
      type: 'dispute_decided';
      upheld: boolean;
      words?: Shareable;
      internalText?: string;
      /** Ids of the rules that were wrong. */
      overruled?: string[];
    }
  | { type: 'contacted' }
  | { type: 'meeting_booked'; meetingAt: Date }
  | { type: 'meeting_held' }
  | ({ type: 'qualified' } & Confirmed)
  | ({ type: 'opportunity_opened' } & Confirmed)
  | ({ type: 'won'; amount?: { minorUnits: number; currency: string } } & Confirmed)
  | { type: 'lost'; reason: TerminalReason; internalText?: string }
  | { type: 'disqualified'; reason: TerminalReason; internalText?: string }
  | { type: 'postponed'; wakeAt: Date }
  | { type: 'woken' }
  /** The first-year value of a won deal was corrected. */
  | { type: 'amount_changed'; amount: { minorUnits: number; currency: string } }
  /** The customer has paid. */
  | { type: 'collected' }
  /** A won deal came to nothing afterwards. */
  | { type: 'fell_through'; reason: TerminalReason; internalText?: string }
  | { type: 'withdrawn' }
  | { type: 'expired' }
  /** `appeal`: the partner had asked for it. */
  | { type: 'reopened'; appeal?: true }
  | { type: 'question_asked'; text: Shareable }
  | { type: 'question_answered'; text: string }
  | { type: 'information_added'; text: string }
  | { type: 'note_added'; audience: 'internal' | 'partner' }
  /** Somebody was reminded of it. */
  | { type: 'reminded'; kind: NudgeKind }
  /** A program manager was asked to decide, since nobody took it up or nothing was heard. */
  | { type: 'escalated'; kind: NudgeKind; why: string }
  /** Every rep has as many as they can take: it waits its turn. */
  | { type: 'queued' }
  /** The rep says that it goes on. */
  | { type: 'still_working' }
  | { type: 'snoozed'; until: Date }
  /** The partner was told that the time in which nobody else may register the company ends soon. */
  | { type: 'protection_warned'; until: Date }
  | { type: 'protection_ended'; until: Date }
  /** By somebody, with a reason; what progress does is seen in the progress itself. */
  | { type: 'protection_extended'; until: Date; why: string }
  /** Another partner has it, too: on the later referral. */
  | { type: 'conflict_opened'; reference: string; cause: ConflictCause; firstReference: string }
  /** On both referrals. `goesOn`: this one does; `words` are for its partner, `why` is for staff. */
  | {
      type: 'conflict_decided';
      reference: string;
      outcome: ConflictOutcome;
      why: string;
      goesOn: boolean;
      words: Shareable;
    }
  | { type: 'undone'; undoneEventId: string; undoneType: string };

/** Ids of the criteria the rep confirmed, where the checklist was asked. */
export interface Confirmed {
  confirmed?: string[];
  of?: number;
}

export type ReferralEventType = EventData['type'];
