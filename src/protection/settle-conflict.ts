import { Refused } from '../errors.js';
import { type ReferralDeps, repAccounts } from '../people/act-on-referral.js';
import type { Program } from '../program/program.js';
import { announce } from '../referral/announcements.js';
import { type ConflictWords, settled, settleEarlier } from '../referral/decide-conflict.js';
import type { Referral } from '../referral/referral.js';
import { shareableText } from '../referral/shareable.js';

/**
 * The second half of a decided conflict: the earlier referral goes on or ends, and then the case is noted as settled. Done
 * right after the decision; should the process die between, a sweep does it. Repeating it changes nothing.
 */
export async function settleConflict(
  { referrals, clock, outbox }: Pick<ReferralDeps, 'referrals' | 'clock' | 'outbox'>,
  { id, conflict }: Referral,
  program: Program,
): Promise<Record<never, never>> {
  if (!conflict?.decision || conflict.decision.settledAt) return {};
  const words = conflictWords(program);
  await referrals
    .change(conflict.first.referralId, (current) => {
      const decision = settleEarlier(current, conflict, words, clock.now());
      return decision && { ...decision, messages: announce(current, decision, repAccounts(program)) };
    })
    .catch(unlessGone);
  await referrals.change(id, (current) =>
    current.conflict?.decision?.settledAt
      ? undefined
      : { after: settled(current, clock.now()), events: [], messages: [] },
  );
  outbox.wake();
  return {};
}

export function conflictWords({ protection: { words } }: Program): ConflictWords {
  return {
    awarded: shareableText(words.awarded),
    notAwarded: shareableText(words.notAwarded),
    joint: shareableText(words.joint),
  };
}

/** Somebody had the earlier one deleted: nothing is left to settle. */
function unlessGone(error: unknown): void {
  if (!(error instanceof Refused) || error.reason !== 'not_found') throw error;
}
