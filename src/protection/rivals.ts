import type { Match } from '../referral/company-matching.js';
import type { Referral } from '../referral/referral.js';

/** The rules about other referrals of one company, in the order in which they are told. Ids are kept: never renamed. */
export const RIVAL_RULES = [
  'duplicate_own',
  'already_won',
  'already_protected',
  'registered_together',
  'overlapping',
  'possible_duplicate',
] as const;
export type RivalRule = (typeof RIVAL_RULES)[number];

/** What is read of a referral that may be about the same company: of its answers only why it was introduced. */
export type Rival = Pick<
  Referral,
  | 'id'
  | 'reference'
  | 'programId'
  | 'submissionKey'
  | 'state'
  | 'partner'
  | 'submittedBy'
  | 'prospect'
  | 'contact'
  | 'answers'
  | 'claim'
  | 'protection'
  | 'conflict'
  | 'createdAt'
>;

/** Another referral that may be about the same company. */
export interface Compared {
  referral: Rival;
  match: Match;
}
