import { planNudge } from '../../src/assemble/nudge-planner.js';
import { planningNudges } from '../../src/assemble/plan-nudges.js';
import type { Vet } from '../../src/program/vet.js';
import type { Finding } from '../../src/referral/findings.js';
import type { Referral } from '../../src/referral/referral.js';
import { shareableText } from '../../src/referral/shareable.js';
import { reviewInteractions } from '../../src/review/interactions.js';
import { DECIDING_STEPS } from '../../src/review/steps.js';
import { reopenByRules, routeOrLeave } from '../../src/routing/placing.js';
import { ROUTING_STEPS } from '../../src/routing/steps.js';
import type { Store } from '../../src/store/connect.js';
import { reviewReads } from '../../src/store/review-reads.js';
import { PARTNER_STEPS } from '../../src/updates/partner-steps.js';
import { REP_STEPS } from '../../src/updates/steps.js';
import { openDesk } from '../people/desk.js';
import { PROGRAM } from '../people/people.js';
import { stepsOf } from '../people/press.js';
import { minutesAfter, referralIn } from '../referral/referrals.js';

/** A desk whose rules say what the test says, with every step of routing, review and the partner. */
export async function reviewDesk(database: Store) {
  const desk = await openDesk(database, PROGRAM);
  const rules: { say: Vet } = { say: async () => [] };
  const deps = {
    ...desk,
    referrals: planningNudges(desk.referrals, desk.programs, planNudge),
    route: routeOrLeave,
    reopen: reopenByRules,
    reviews: reviewReads(database),
    vet: ((referral, program) => rules.say(referral, program)) satisfies Vet,
  };
  const steps = stepsOf(deps, [...DECIDING_STEPS, ...ROUTING_STEPS, ...PARTNER_STEPS, ...REP_STEPS]);
  return {
    ...deps,
    rules,
    steps,
    interactions: reviewInteractions(deps),
    given: async (referral: Referral) => (await deps.referrals.insert(referral)).referral.id,
    now: async (id: string) => (await deps.referrals.byId(id)) as Referral,
    /** `template` of everything announced with the referral after what it came with. */
    said: async (id: string) => (await desk.pending(id)).map(({ template }) => template),
  };
}

export const SECRET = 'Existing customer: Acme Holding, owner Nadia Kern.';

export const found = (changes: Partial<Finding> = {}): Finding => ({
  rule: 'existing_customer',
  kind: 'duplicate',
  outcome: 'review',
  reason: 'existing_customer',
  staffText: SECRET,
  partnerText: shareableText('This company is already known to us.'),
  ...changes,
});

/** Sent to review for what these say. */
export function inReview(findings: Finding[], changes: Partial<Referral> = {}): Referral {
  const { events, submittedBy, createdAt } = referralIn('in_review');
  const sent = { type: 'sent_to_review', kind: 'duplicate', why: SECRET, state: 'in_review' } as const;
  return referralIn('in_review', {
    events: [...events, { ...sent, id: 'V1/route', at: createdAt, by: submittedBy }],
    findings,
    serviceLineId: 'pentest',
    review: { kind: 'duplicate', why: SECRET },
    stateSince: minutesAfter(-60),
    ...changes,
  });
}

/** Somebody nobody knows sent it. */
export function fromNobody(findings: Finding[]): Referral {
  const { partner: _nobody, ...rest } = inReview([
    found({
      rule: 'unknown_person',
      kind: 'eligibility',
      reason: 'ineligible_partner',
      staffText: 'Unknown.',
    }),
    ...findings,
  ]);
  return rest;
}
