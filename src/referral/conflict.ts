import type { PersonRef } from '../messages/address.js';

/**
 * - tie: two partners sent it at about the same time.
 * - overlap: the earlier one is no longer protected but still worked on, or it is likely but not certain that it is one company.
 * - dispute: a partner asked to look at it.
 */
export const CONFLICT_CAUSES = ['tie', 'overlap', 'dispute'] as const;
export type ConflictCause = (typeof CONFLICT_CAUSES)[number];

/** Whose the company is: of who came first, of who came second, or of both. */
export const CONFLICT_OUTCOMES = ['first', 'second', 'joint'] as const;
export type ConflictOutcome = (typeof CONFLICT_OUTCOMES)[number];

/** One partner's part of a case, as it was when the case was opened. For staff. */
export interface ConflictSide {
  referralId: string;
  reference: string;
  partner?: { id: string; name: string };
  by: string;
  at: Date;
  /** What it said: the company as typed, and why it introduces them. */
  said: { company: string; domain?: string; contact: string; reason?: string };
}

export interface ConflictDecision {
  outcome: ConflictOutcome;
  /** For staff. */
  reason: string;
  by: PersonRef;
  at: Date;
  /** The other referral has been told and changed, too. */
  settledAt?: Date;
}

/** Two partners, one prospect. Kept on the later referral; there is one at most. */
export interface ConflictCase {
  /** `C-7K3M9Q`: as the later referral's. */
  reference: string;
  cause: ConflictCause;
  first: ConflictSide;
  second: ConflictSide;
  match: { verdict: 'exact' | 'likely' | 'possible'; score: number; evidence: string[] };
  openedAt: Date;
  /** While it is undecided; the index of what is to be decided holds only these. */
  open?: true;
  decision?: ConflictDecision;
}

export function caseReference(reference: string): string {
  return reference.replace(/^R-/, 'C-');
}

/** A case that somebody has to decide. */
export function isUndecided({ conflict }: { conflict?: ConflictCase | undefined }): boolean {
  return conflict?.open === true;
}
