import type { PendingMessage } from '../messages/pending.js';
import type { PartnerHistory, PartnerRecord } from './partner-record.js';

/** The partners' records, as check-ins need them. Every method fails with StoreUnavailable when the database does not answer. */
export interface PartnerRecordStore {
  byPartner(programId: string, partnerIds: readonly string[]): Promise<Map<string, PartnerRecord>>;

  /**
   * Takes records whose check-in is due, the earliest first, for two minutes; nobody else gets them meanwhile. The attempt is
   * counted before. `suspects`: those somebody began with and did not end.
   */
  takeDue(which: {
    programId: string;
    now: Date;
    limit: number;
    suspects: boolean;
  }): Promise<PartnerRecord[]>;

  /**
   * Writes records with their messages in one round trip: a new one (version 0) if there is none yet, others on condition
   * that nobody has changed them since. Those that lost are left.
   * @returns how many were written
   */
  writeAll(changes: readonly { after: PartnerRecord; messages: PendingMessage[] }[]): Promise<number>;

  /** The referrals of each partner; a partner with none has no entry. One look for all. @param since for sent, met and won */
  histories(
    programId: string,
    partnerIds: readonly string[],
    since: Date,
  ): Promise<Map<string, PartnerHistory>>;
}
