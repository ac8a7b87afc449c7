import type { PartnerHistory, PartnerRecord } from '../../checkins/partner-record.js';
import type { ReaderRecord } from '../../digests/ports.js';
import type { PendingMessage } from '../../messages/pending.js';
import type { Mutes } from '../../people/preferences.js';
import type { Program } from '../../program/program.js';
import type { Referral } from '../../referral/referral.js';
import type { MessageFate } from '../../updates/close-loops.js';
import type { ScheduleRow } from './schedule-row.js';

/** What works out a schedule. */
export interface Scheduler {
  /** What a playground begins with. */
  seededProgram: Program;
  /**
   * What is due to people after an instant and until another, assuming that nobody acts meanwhile; worked out by what the
   * jobs run. In no order.
   */
  plan(program: Program, records: ScheduleRecords, from: Date, until: Date): Promise<ScheduleRow[]>;
}

/** What a schedule is worked out from, beside the program. */
export interface ScheduleRecords {
  /** The open ones. */
  referrals: readonly Referral[];
  mutes: Mutes;
  /** By partner, those there are. */
  partnerRecords: ReadonlyMap<string, PartnerRecord>;
  histories: ReadonlyMap<string, PartnerHistory>;
  /** What readers of digests chose in chat. */
  readers: readonly ReaderRecord[];
  /** Messages that are decided and wait for their time, each with where it goes. */
  waiting: readonly WaitingMessage[];
  /** Decided, and not handed over for delivery yet. */
  pending: readonly PendingMessage[];
  /** Closed ones whose partner has still to hear of it, and what became of the messages that tell it. */
  owed: readonly Referral[];
  fates: ReadonlyMap<string, MessageFate>;
  /** What those messages are about, by the referral's id. */
  about: ReadonlyMap<string, Pick<Referral, 'reference' | 'prospect' | 'undone'>>;
}

export interface WaitingMessage {
  message: PendingMessage;
  /** `slack:C0FJORD`. */
  lane: string;
  dueAt: Date;
}
