import type { PersonRef } from '../messages/address.js';
import type { PendingMessage } from '../messages/pending.js';
import type { PartnerState } from '../program/partner-state.js';

/** What is kept of a partner beside the program: whether it is heard of, and its check-ins. One record a partner. */
export interface PartnerRecord {
  programId: string;
  partnerId: string;
  /** Goes up by one with every change; a write is conditional on it. */
  version: number;
  state: PartnerState;
  /** When it was first in the program. */
  joinedAt: Date;
  /** The check-in that comes next, and when it is looked at. Absent: none is planned. */
  next?: { slot: string; at: Date; until: Date; moved?: true };
  nextAt?: Date;
  /** What the plan was made from: the same again means the same plan. */
  plannedFor?: string;
  /** When its people last answered, or asked for check-ins. */
  heardAt?: Date;
  stopped?: { by: PersonRef; at: Date };
  likelihoodAskedAt?: Date;
  /** Oldest first. */
  checkIns: CheckIn[];
  /** Messages decided with this record and not yet handed to the outbox. */
  pending: PendingMessage[];
  updatedAt: Date;
  /** Counted before the work: a check-in that kills its process is not tried for ever. */
  attempts?: number;
  takenUntil?: Date;
  taker?: string;
}

export type SkipReason =
  | 'just_referred'
  | 'missed'
  | 'paused'
  | 'suspended'
  | 'ended'
  | 'stopped'
  | 'failed'
  | 'dormant'
  | 'no_channel'
  | 'turned_off';

export interface CheckIn {
  slot: string;
  at: Date;
  /** What was shown; absent when it was skipped. */
  shown?: PartnerHistory;
  skipped?: SkipReason;
  answers: CheckInAnswer[];
}

export interface CheckInAnswer {
  /** The same when the platform delivers the act again. */
  key: string;
  kind: 'clients' | 'profile' | 'talk' | 'skip' | 'stop' | 'likelihood';
  text?: string;
  /** 0 to 10. */
  likelihood?: number;
  by: PersonRef;
  at: Date;
}

/** A partner's own figures, of the three months before. */
export interface PartnerHistory {
  sent: number;
  met: number;
  won: number;
  open: number;
  /** When it last referred, ever. */
  lastAt?: Date;
}

export const NO_HISTORY: PartnerHistory = { sent: 0, met: 0, won: 0, open: 0 };

/** Check-ins in a row, up to now, that were neither answered nor followed by a referral. */
export function silentCheckIns(
  { checkIns, heardAt }: Pick<PartnerRecord, 'checkIns' | 'heardAt'>,
  lastReferralAt?: Date,
): number {
  const sent = checkIns.filter(({ shown }) => shown);
  const heard = sent.findLastIndex(
    ({ answers, at }) =>
      answers.length > 0 || [lastReferralAt, heardAt].some((heard) => heard !== undefined && heard > at),
  );
  return sent.length - 1 - heard;
}
