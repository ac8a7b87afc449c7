import type { Fingerprint } from '../referral/company-matching.js';
import type { Referral } from '../referral/referral.js';
import type { Rival } from './rivals.js';

/** How far a page of cases came: what waits longer was shown. */
export interface CasePlace {
  openedAt: Date;
  id: string;
}

export interface SameCompany {
  programId: string;
  keys: readonly string[];
  /** Of the referral itself, however often its form arrives. */
  notSubmission: string;
}

/** What is asked of the referrals of a program. Fails with StoreUnavailable. */
export interface RivalReads {
  fingerprint(): Promise<Fingerprint>;
  /** Those that have a key in common and have not come to nothing, the earliest first; of one key fifty at most. */
  sharingKeys(search: SameCompany): Promise<Rival[]>;
  /** Cases that nobody has decided and that still matter, the oldest first, and how many there are (up to 1,000). */
  openConflicts(
    programId: string,
    page: { limit: number; after?: CasePlace | undefined },
  ): Promise<{ referrals: Referral[]; total: number }>;
}
