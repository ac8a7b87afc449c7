import type { PartnerState } from '../program/partner-state.js';
import type { Referral } from '../referral/referral.js';
import type { ReferralState } from '../referral/states.js';

/** Which referrals: those submitted from an instant on, and before another. */
export interface ReferralsWanted {
  programId: string;
  from?: Date;
  before?: Date;
  partnerId?: string;
  states?: readonly ReferralState[];
}

export interface PartnerFacts {
  state: PartnerState;
  /** When it was first in the program, as far as that is known. */
  joinedAt?: Date;
}

/** Of all its referrals. */
export interface PartnerFigures {
  sent: number;
  open: number;
  met: number;
  won: number;
  lastAt?: Date;
}

/** Which rewards: those earned from an instant on, and before another. */
export interface RewardsWanted {
  programId: string;
  from?: Date;
  before?: Date;
  partnerId?: string;
  states?: readonly string[];
}

/** One reward as it stands. Amounts in minor units of its currency. */
export interface RewardFacts {
  id: string;
  referralId: string;
  reference: string;
  partnerId: string;
  company: string;
  step: string;
  kind: string;
  currency: string;
  state: string;
  stateSince: Date;
  /** Why it stands so, for staff. */
  reason: string;
  earned: number;
  paid: number;
  /** Still to pay; below zero: to set off. */
  balance: number;
  earnedAt?: Date;
  payBy?: Date;
  /** The payout line it is in. */
  line?: string;
}

/** What an export reads. Every method fails with StoreUnavailable when the database does not answer. */
export interface ExportReads {
  /**
   * All that are wanted, oldest first, in pages, so that any number takes the same memory. Each once; what comes while it is
   * read may be in it. Of the record it leaves out what no column shows.
   */
  referrals(wanted: ReferralsWanted): AsyncGenerator<Referral[]>;
  /** All that are wanted, by referral, in pages as referrals are. */
  rewards(wanted: RewardsWanted): AsyncGenerator<RewardFacts[]>;
  /** A partner without a record has no entry. */
  partnerFacts(programId: string, partnerIds: readonly string[]): Promise<Map<string, PartnerFacts>>;
  /** A partner without referrals has no entry. */
  partnerFigures(programId: string, partnerIds: readonly string[]): Promise<Map<string, PartnerFigures>>;
}
