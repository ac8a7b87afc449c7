import { SYSTEM } from '../messages/address.js';
import { type ReferralDeps, repAccounts } from '../people/act-on-referral.js';
import { holdLate } from '../program/hold-late.js';
import type { Program } from '../program/program.js';
import type { CountingRules } from '../program/vet.js';
import { announce } from '../referral/announcements.js';
import type { Act, Decision } from '../referral/decide.js';
import { openConflict, type Rivalry } from '../referral/decide-conflict.js';
import type { Finding } from '../referral/findings.js';
import type { Referral } from '../referral/referral.js';
import { isTerminal } from '../referral/states.js';
import { findRivals, type RivalDeps } from './find-rivals.js';
import { CONFLICT_RULES, isEarlier, judgeRivals, ruleFor } from './judge-rivals.js';
import type { Compared, Rival } from './rivals.js';

export type LookDeps = Pick<ReferralDeps, 'referrals' | 'outbox'> & RivalDeps;

/** What a look brought: what rules say of it now, with whom it is in conflict, or why nothing could be found out. */
export interface Seen {
  found?: readonly Finding[];
  rivalry?: Rivalry;
  error?: unknown;
}

/** Those who look in the same batch, the earliest first: they find each other themselves. */
export interface Batch {
  looking: ReadonlySet<string>;
  /** Turned down by what their look has brought. */
  fallen: Set<string>;
}

/**
 * Referrals that came at the same time did not see each other. Each looks again after it was stored, so that whichever looks
 * last sees both; the later of two has the case, or is held by the rule that would have stopped it. What concerns others that
 * came later is done here; its own is returned, to be written together with the note that it has looked. Repeating it
 * changes nothing.
 */
export async function lookAround(
  deps: LookDeps & { counting: CountingRules },
  referral: Referral,
  program: Program,
  batch: Batch,
): Promise<Seen> {
  const now = deps.clock.now();
  const compared = (await findRivals(deps, referral)).filter(({ referral: { id } }) => !batch.fallen.has(id));
  const found = referral.rivalsCheckedAt
    ? []
    : [...duplicates(referral, compared, program), ...(await deps.counting.vet(referral, program))];
  const act: Act = { key: 'held', by: SYSTEM, at: now };
  if (isTerminal((holdLate(referral, found, program, act)?.after ?? referral).state)) {
    batch.fallen.add(referral.id);
    return { found };
  }
  for (const { referral: other, match } of compared) {
    if (isEarlier(other, referral) || batch.looking.has(other.id)) continue;
    // Whether it is one depends on all that came before the other, not on this one alone.
    if (rivalryOf(other, [{ referral, match }], program, now)) await openFoundConflict(deps, other, program);
    if (!referral.rivalsCheckedAt)
      await holdOther(deps, other.id, referral, duplicates(other, [{ referral, match }], program), program);
  }
  if (!referral.rivalsCheckedAt) await holdByCounts(deps, referral, program, batch);
  const rivalry = rivalryOf(referral, compared, program, now);
  return { found, ...(rivalry ? { rivalry } : {}) };
}

/** As when it came. What only a program manager can weigh is a case. */
function duplicates(later: Rival, compared: readonly Compared[], program: Program): Finding[] {
  return judgeRivals(later, compared, program.protection, later.createdAt).filter(
    ({ kind }) => kind !== 'conflict',
  );
}

/** Those that came later and were looked at before this one could be seen count one more. */
async function holdByCounts(
  deps: LookDeps & { counting: CountingRules },
  referral: Referral,
  program: Program,
  { looking }: Batch,
): Promise<void> {
  const { counting, referrals } = deps;
  for (const id of await counting.after(referral)) {
    const other = looking.has(id) ? undefined : await referrals.byId(id);
    if (other) await holdOther(deps, id, referral, await counting.vet(other, program), program);
  }
}

async function holdOther(
  { referrals, outbox, clock }: LookDeps,
  id: string,
  earlier: Referral,
  found: readonly Finding[],
  program: Program,
): Promise<void> {
  if (found.length === 0) return;
  await referrals.change(id, (current) => {
    const act: Act = { key: `held:${earlier.id}`, by: SYSTEM, at: clock.now() };
    const decision = holdLate(current, found, program, act);
    return decision && { ...decision, messages: announce(current, decision, repAccounts(program)) };
  });
  outbox.wake();
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
