import { SYSTEM } from '../messages/address.js';
import { type ReferralDeps, repAccounts } from '../people/act-on-referral.js';
import type { Program } from '../program/program.js';
import { announce } from '../referral/announcements.js';
import { type Act, alreadyDone } from '../referral/decide.js';
import { reroute } from '../referral/decide-ownership.js';
import type { Referral } from '../referral/referral.js';
import { isAllowed } from '../referral/transitions.js';
import type { Route } from '../referral/work.js';
import { claimDeadline, routingFacts } from './placing.js';
import { chooseTriage } from './rules.js';

/**
 * Gives the open referrals of reps who left the program back to a triage channel. Idempotent: run at every start and by
 * a recurring job, so it does not matter who applied the change or whether that process lived on.
 * @returns how many were given back
 */
export async function rerouteDeparted(deps: ReferralDeps): Promise<number> {
  const program = await deps.programs.current();
  if (!program) return 0;
  let count = 0;
  for (const rep of program.reps.filter((one) => one.ended)) {
    for (const referral of await deps.referrals.openHeldBy(program.id, rep.id)) {
      if (isAllowed('reroute', referral.state) && (await giveBack(deps, program, referral, rep))) count += 1;
    }
  }
  if (count > 0) deps.outbox.wake();
  return count;
}

async function giveBack(
  deps: ReferralDeps,
  program: Program,
  referral: Referral,
  rep: { id: string; name: string },
): Promise<boolean> {
  const act: Act = {
    key: `departed:${rep.id}:${referral.id}:${referral.version}`,
    by: SYSTEM,
    at: deps.clock.now(),
  };
  const after = await deps.referrals.change(referral.id, (current) => {
    const route = routeFor(current, program);
    const isStillTheirs = current.claim?.repId === rep.id && isAllowed('reroute', current.state);
    if (!route || !isStillTheirs || alreadyDone(current, act)) return undefined;
    const why = `${rep.name} is no longer in the program`;
    const decision = reroute(current, route, claimDeadline(program, current, act.at), why, act);
    return { ...decision, messages: announce(current, decision, repAccounts(program)) };
  });
  return after.claim?.repId !== rep.id;
}

/** By the rules as they are now; where none matches any more, back to where it came from. */
function routeFor(referral: Referral, program: Program): Omit<Route, 'at'> | undefined {
  const choice = chooseTriage(program, routingFacts(referral, program));
  return choice.matched ? choice.route : referral.route;
}
