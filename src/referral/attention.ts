import { isUndecided } from './conflict.js';
import { openDispute } from './dispute.js';
import type { ReferralEvent } from './events.js';
import { isNews } from './news.js';
import type { Attention, Referral } from './referral.js';
import { isTerminal } from './states.js';

/** Pure; undefined when there is nothing of the kind. */
export function attentionOf(referral: Referral): Attention | undefined {
  const disputed = openDispute(referral);
  if (disputed) return { undecidedSince: disputed.at };
  if (isTerminal(referral.state) || referral.state === 'nurture') return undefined;
  const dueBy = nextDeadline(referral);
  const quietSince = dueBy ? undefined : askedSince(referral);
  const { question } = referral;
  const undecided =
    referral.state === 'in_review' || referral.unmatched !== undefined || isUndecided(referral);
  const attention: Attention = {
    ...(dueBy ? { dueBy } : {}),
    ...(quietSince ? { quietSince } : {}),
    ...(question && !question.answer ? { unansweredSince: question.at } : {}),
    ...(undecided ? { undecidedSince: referral.stateSince } : {}),
  };
  return Object.keys(attention).length > 0 ? attention : undefined;
}

function nextDeadline({ state, claim, claimBy }: Referral): Date | undefined {
  if (state === 'routed') return claimBy;
  if (state === 'claimed') return claim?.acceptBy;
  return state === 'accepted' ? claim?.contactBy : undefined;
}

function askedSince({ events, claim }: Referral): Date | undefined {
  if (!claim) return undefined;
  return events.slice(events.findLastIndex(isNews) + 1).find(isUnheard)?.at;
}

function isUnheard(event: ReferralEvent): boolean {
  if (event.type === 'escalated') return true;
  return event.type === 'reminded' && (event.kind === 'follow_up' || event.kind === 'meeting_follow_up');
}
