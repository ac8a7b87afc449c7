import type { ScheduleRecords } from '../cli/schedule/ports.js';
import type { Mutes } from '../people/preferences.js';
import type { Program } from '../program/program.js';
import type { RivalDeps } from '../protection/find-rivals.js';
import { type ProtectionDeps, sweepProtection } from '../protection/sweep-protection.js';
import type { Change } from '../referral/ports.js';
import type { Referral } from '../referral/referral.js';
import { rerouteDeparted } from '../routing/reroute-departed.js';
import { sweepClaims } from '../routing/sweep-claims.js';
import { wakePostponed } from '../routing/wake-postponed.js';
import { closeLoops } from '../updates/close-loops.js';
import { sweepFollowUps } from '../updates/sweep-follow-ups.js';
import { companyMatching } from './company-matching.js';
import { planNudge } from './nudge-planner.js';
import { planningNudges } from './plan-nudges.js';
import { referralCopies } from './referral-copies.js';

const NO_RIVALS: RivalDeps['rivals'] = {
  fingerprint: async () => (text) => text,
  sharingKeys: async () => [],
  openConflicts: async () => ({ referrals: [], total: 0 }),
};

/** What a sweep did to a referral, and what it said about it. */
export interface Rehearsed {
  referral: Referral;
  change: Change;
}

/**
 * What becomes of open referrals if nobody acts until an instant: the very sweeps that the jobs run, over copies in memory
 * and under a clock that goes from one due instant to the next. Nothing is written or sent.
 */
export async function rehearseNudges(
  program: Program,
  { referrals, mutes, owed, fates }: ScheduleRecords,
  from: Date,
  until: Date,
): Promise<Rehearsed[]> {
  const rehearsed: Rehearsed[] = [];
  const copies = referralCopies([...referrals, ...owed], program, (referral, change) => {
    rehearsed.push({ referral, change });
  });
  let now = from;
  const programs = {
    current: async () => program,
    stored: async () => undefined,
    termsVersions: async () => [],
    save: async () => false,
  };
  const deps: ProtectionDeps & { preferences: Mutes } = {
    referrals: planningNudges(copies.store, programs, planNudge),
    programs,
    clock: { now: () => now },
    outbox: { enqueue: async () => {}, wake: () => {} },
    preferences: mutes,
    // Whatever else came with them is not known here.
    rivals: NO_RIVALS,
    matching: companyMatching(),
    crediting: { touch: async () => {} },
    counting: { vet: async () => [], after: async () => [] },
    // What a job cannot decide it logs and parks; a schedule leaves it out.
    onError: () => {},
  };
  // Who has left by now, and ends that nobody was told of: neither waits for a time.
  await rerouteDeparted(deps);
  await closeLoops({
    ...deps,
    loops: {
      owed: async (_programId, before) => owed.filter(({ loop }) => loop && loop.owedSince <= before),
      owedCount: async () => owed.length,
      fates: async () => new Map(fates),
    },
  });
  for (let next = copies.nextDue(); next && next <= until; next = copies.nextDue()) {
    if (next > now) now = next;
    const before = rehearsed.length;
    await wakePostponed(deps);
    await sweepProtection(deps);
    await sweepClaims(deps);
    await sweepFollowUps(deps);
    // What no sweep takes up stays due for ever, in the store as here.
    if (rehearsed.length === before && next <= now && copies.nextDue()?.getTime() === next.getTime()) break;
  }
  return rehearsed;
}
