import type { Referral } from '../referral/referral.js';

/** How far a page came: what waits longer was shown. */
export interface QueuePlace {
  since: Date;
  id: string;
}

/** What came of one rule, in referrals. */
export interface RuleCount {
  rule: string;
  /** It spoke about so many. */
  held: number;
  /** A person decided that it was a false alarm, … */
  overruled: number;
  /** … or agreed with it. The rest nobody has looked at. */
  confirmed: number;
}

/** By index, whatever the number of referrals. Fails with StoreUnavailable when the database does not answer. */
export interface ReviewReads {
  /** What waits for a program manager, the oldest first, after a place. `total` is counted up to 1,000. */
  waiting(
    programId: string,
    page: { limit: number; after?: QueuePlace | undefined },
  ): Promise<{ found: Referral[]; total: number }>;
  /** Every rule that ever held, by its id. */
  rules(programId: string): Promise<RuleCount[]>;
}
