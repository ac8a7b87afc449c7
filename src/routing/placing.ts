import { Refused } from '../errors.js';
import { addBusinessHours } from '../program/business-time.js';
import type { Rep } from '../program/people-settings.js';
import { type Program, partnerChannelOf } from '../program/program.js';
import { serviceLevelsFor } from '../program/service-levels.js';
import type { Act, Decision } from '../referral/decide.js';
import * as own from '../referral/decide-ownership.js';
import { reopen } from '../referral/decide-progress.js';
import type { Referral } from '../referral/referral.js';
import type { Claim } from '../referral/work.js';
import { chooseTriage, type RoutingFacts } from './rules.js';

/** Where a referral goes, and by when it is expected to move: what rules, business hours and service levels say. */

/** Routes by the rules; where no rule matches it stays, and a program manager is asked. */
export function routeOrLeave(referral: Referral, program: Program, act: Act): Decision {
  const choice = chooseTriage(program, routingFacts(referral, program));
  return choice.matched
    ? own.route(referral, choice.route, claimDeadline(program, referral, act.at), act)
    : own.leaveUnmatched(referral, choice.why, act);
}

/**
 * Takes a closed one up again where the rules say. Throws Refused when no channel takes it.
 * @param appeal the partner had asked for it, and was right
 */
export function reopenByRules(referral: Referral, program: Program, act: Act, appeal = false): Decision {
  const choice = chooseTriage(program, routingFacts(referral, program));
  if (!choice.matched) throw new Refused('invalid', `${choice.why} Set one up first, then reopen.`);
  const claimBy = claimDeadline(program, referral, act.at);
  return reopen(referral, choice.route, claimBy, act, program.undoSeconds, appeal);
}

export function routingFacts(referral: Referral, program: Program): RoutingFacts {
  const partnerTriageId = partnerChannelOf(program, referral.partnerChannel)?.triage;
  return {
    ...(referral.partner ? { partnerId: referral.partner.id } : {}),
    ...(partnerTriageId ? { partnerTriageId } : {}),
    ...(referral.serviceLineId ? { serviceLineId: referral.serviceLineId } : {}),
    ...(referral.region ? { region: referral.region } : {}),
  };
}

/** In the program's business hours, by the level of the service line. */
export function claimDeadline(program: Program, referral: Pick<Referral, 'serviceLineId'>, from: Date): Date {
  return addBusinessHours(program, from, serviceLevelsFor(program, referral.serviceLineId).claimHours);
}

/** The claim a rep gets, with what is expected by when. */
export function claimFor(
  program: Program,
  { serviceLineId }: Pick<Referral, 'serviceLineId'>,
  rep: Pick<Rep, 'id' | 'name'>,
  act: Act,
): Omit<Claim, 'at'> {
  const { acceptHours, firstContactHours } = serviceLevelsFor(program, serviceLineId);
  return {
    repId: rep.id,
    repName: rep.name,
    acceptBy: addBusinessHours(program, act.at, acceptHours),
    contactBy: addBusinessHours(program, act.at, firstContactHours),
  };
}
