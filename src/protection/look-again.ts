import { SYSTEM } from '../messages/address.js';
import { type ReferralDeps, repAccounts } from '../people/act-on-referral.js';
import type { Program } from '../program/program.js';
import { announce } from '../referral/announcements.js';
import type { Decision } from '../referral/decide.js';
import { openConflict, type Rivalry } from '../referral/decide-conflict.js';
import type { Referral } from '../referral/referral.js';
import { isTerminal } from '../referral/states.js';
import { findRivals, type RivalDeps } from './find-rivals.js';
import { CONFLICT_RULES, isEarlier, ruleFor } from './judge-rivals.js';
import type { Compared, Rival } from './rivals.js';

export type LookDeps = Pick<ReferralDeps, 'referrals' | 'outbox'> & RivalDeps;

/** What a look brought: with whom it is in conflict, or why nothing could be found out. */
export interface Seen {
  rivalry?: Rivalry;
  error?: unknown;
}

/**
 * Referrals that came at the same time did not see each other. Each looks again after it was stored, so that whichever looks
 * last sees both; the later of two has the case. Cases of others that came later are opened here; its own is returned, to be
 * written together with the note that it has looked. Repeating it changes nothing.
 * @param looking those who look in the same batch: they find this one themselves
 */
export async function lookAround(
  deps: LookDeps,
  referral: Referral,
  program: Program,
  looking: ReadonlySet<string>,
): Promise<Seen> {
  const compared = await findRivals(deps, referral);
  for (const { referral: other, match } of compared) {
    if (isEarlier(other, referral) || looking.has(other.id)) continue;
    // Whether it is one depends on all that came before the other, not on this one alone.
    if (rivalryOf(other, [{ referral, match }], program, deps.clock.now()))
      await openFoundConflict(deps, other, program);
  }
  const rivalry = rivalryOf(referral, compared, program, deps.clock.now());
  return rivalry ? { rivalry } : {};
}

/** The same for a referral that has just come, so that nobody waits for the sweep. @returns undefined where there is no case */
export async function openFoundConflict(
  deps: LookDeps,
  referral: Rival,
  program: Program,
): Promise<Referral | undefined> {
  const rivalry = rivalryOf(referral, await findRivals(deps, referral), program, deps.clock.now());
  return rivalry && openOn(deps, referral.id, rivalry, program);
}

/** With the first of those that came before it and are in conflict with it. */
function rivalryOf(
  later: Rival,
  compared: readonly Compared[],
  program: Program,
  now: Date,
): Rivalry | undefined {
  if (later.conflict || isTerminal(later.state)) return undefined;
  const ruled = compared
    .filter(({ referral }) => isEarlier(referral, later))
    .map((one) => ({ ...one, rule: ruleFor(later, one, program.protection, now) }));
  // Whoever is clearly first has it: between those after there is nothing to decide.
  if (ruled.some(({ rule }) => rule === 'already_protected' || rule === 'already_won')) return undefined;
  const [first] = ruled
    .flatMap(({ rule, referral, match }) => {
      const cause = CONFLICT_RULES[rule];
      return cause ? [{ cause, first: referral, match }] : [];
    })
    .toSorted((a, b) => (isEarlier(a.first, b.first) ? -1 : 1));
  return first;
}

async function openOn(
  { referrals, outbox, clock }: LookDeps,
  id: string,
  rivalry: Rivalry,
  program: Program,
): Promise<Referral> {
  const after = await referrals.change(id, (current) => {
    if (current.conflict || isTerminal(current.state)) return undefined;
    const decision = withConflict(current, rivalry, clock.now());
    return { ...decision, messages: announce(current, decision, repAccounts(program)) };
  });
  outbox.wake();
  return after;
}

/** Pure. The referral as given where there is no conflict, or a case already. */
export function withConflict(later: Referral, rivalry: Rivalry | undefined, now: Date): Decision {
  const act = { key: `conflict:${rivalry?.first.id}`, by: SYSTEM, at: now };
  return (rivalry && openConflict(later, rivalry, act)) ?? { after: later, events: [] };
}
