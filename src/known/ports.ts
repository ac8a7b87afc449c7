import type { Fingerprint } from '../referral/company-matching.js';
import type { KnownCompany } from './known-company.js';

export type { CompanyFacts, CompanyMatching, Fingerprint, Match } from '../referral/company-matching.js';

export interface KnownLookup {
  fingerprint(): Promise<Fingerprint>;
  /**
   * Companies of the program that have a key in common and that some rule may act upon, a few hundred at most.
   * @throws StoreUnavailable
   */
  candidates(search: KnownSearch): Promise<KnownCompany[]>;
}

export interface KnownSearch {
  programId: string;
  keys: string[];
  /** Opportunities opened before this day are of no interest … */
  openedSince: string;
  /** … unless sales touched them on this day or later. */
  touchedSince: string;
}
