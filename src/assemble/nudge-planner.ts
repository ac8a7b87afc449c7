import type { NudgePlanner } from '../people/sweep-due.js';
import { planProtection } from '../protection/plan-protection.js';
import { firstNudge } from '../referral/nudge.js';
import { planClaimLadder } from '../routing/claim-ladder.js';
import { planFollowUps } from '../updates/follow-up-plan.js';

/** What each capability plans of its own part. */
const PLANNERS: readonly NudgePlanner[] = [planClaimLadder, planFollowUps, planProtection];

/** What happens next to a referral though nobody acts: the earliest of what the capabilities plan. */
export const planNudge: NudgePlanner = (referral, program) =>
  firstNudge(PLANNERS.map((plan) => plan(referral, program)));
