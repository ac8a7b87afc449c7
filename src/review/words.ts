import { isUnderReview } from '../referral/decide-review.js';
import { openDispute } from '../referral/dispute.js';
import { decisive } from '../referral/findings.js';
import type { ReviewKind } from '../referral/reasons.js';
import type { Referral } from '../referral/referral.js';

/** What a program manager has to decide, in words. For staff. */

export type WaitingKind = ReviewKind | 'appeal' | 'no_channel';

const KIND_WORDS: Record<WaitingKind, string> = {
  duplicate: 'Known company or duplicate',
  conflict: 'Conflict between partners',
  eligibility: 'Eligibility',
  appeal: 'Appeal',
  no_channel: 'No channel',
};

/** Undefined when nothing of the kind has to be decided. */
export function waitingKind(referral: Referral): WaitingKind | undefined {
  if (openDispute(referral)) return 'appeal';
  if (isUnderReview(referral)) return referral.review?.kind;
  return referral.unmatched !== undefined && !referral.route ? 'no_channel' : undefined;
}

export function kindWords(kind: WaitingKind | undefined): string {
  return kind ? KIND_WORDS[kind] : 'Decided';
}

/** Why it waits: the strictest finding, the partner's words, or that no channel takes it. */
export function whyWaiting(referral: Referral): string {
  const { dispute, review, unmatched, findings = [] } = referral;
  if (openDispute(referral)) return dispute?.text ?? '';
  if (isUnderReview(referral)) return decisive(findings)?.staffText ?? review?.why ?? '';
  return unmatched ?? '';
}
