import type { PendingMessage } from '../messages/pending.js';
import type { Program } from '../program/program.js';
import type { Decision } from '../referral/decide.js';
import type { KeptNudge, Nudge, NudgeSweep } from '../referral/nudge.js';
import type { Change } from '../referral/ports.js';
import type { Referral } from '../referral/referral.js';
import type { ReferralDeps } from './act-on-referral.js';
import { inTheirHours } from './quiet-hours.js';

/**
 * Works out what happens next to a referral though nobody acts, from the record alone. Pure; the same record gives the
 * same nudge. A capability has one for its own part; assemble.ts makes one of all.
 */
export type NudgePlanner = (referral: Referral, program: Program) => Nudge | undefined;

/** A referral whose nudge is due. */
export interface DueReferral {
  referral: Referral;
  nudge: KeptNudge;
}

export interface NudgeWork {
  program: Program;
  now: Date;
}

/**
 * What follows from a nudge that is due: a decision with what is to be said, or `undefined` where nothing is to be done
 * any more (its nudge is then worked out anew).
 */
export type DecideNudge = (
  due: DueReferral,
  work: NudgeWork,
) => (Decision & { messages: PendingMessage[] }) | undefined;

export interface SweepDeps extends ReferralDeps {
  onError: (error: unknown, doing: string) => void;
}

const AT_ONCE = 500;
/** Rows whose work was begun before and not ended: one of them may be what ended the process. */
const SUSPECTS_AT_ONCE = 20;

/**
 * Works through the referrals whose nudge is due, until none is. Each batch is taken, decided upon, and written at once;
 * a referral that somebody changed meanwhile is left to its new plan. What throws is left taken and comes round again
 * alone when that ends; after five attempts it is parked. What is said waits for the hours of whoever reads it. Safe in several processes at once, and to be killed at any line.
 * @param prepare reads what the decisions of one batch need to know, and gives the function that decides
 * @returns how many were changed
 */
export async function sweepDue(
  deps: SweepDeps,
  sweep: NudgeSweep,
  prepare: (due: readonly DueReferral[], work: NudgeWork) => Promise<DecideNudge> | DecideNudge,
): Promise<number> {
  const program = await deps.programs.current();
  if (!program) return 0;
  let count = 0;
  const seen = new Set<string>();
  for (const batch of [
    { suspects: false, limit: AT_ONCE },
    { suspects: true, limit: 1 },
  ]) {
    for (let rounds = 0; rounds < (batch.suspects ? SUSPECTS_AT_ONCE : 1_000); rounds += 1) {
      const work = { program, now: deps.clock.now() };
      const due = await deps.referrals.takeNudges({ programId: program.id, sweep, now: work.now, ...batch });
      if (due.length === 0) break;
      const decide = await prepare(due, work);
      const news = due.filter((one) => isNews(deps, seen, one));
      const changes = news.flatMap((one) => decided(deps, one, work, decide));
      const written = await deps.referrals.changeAll(changes);
      // Where somebody else was faster, their plan may be due at once and the same: that is no loop.
      if (written === changes.length) for (const one of news) seen.add(nameOf(one));
      count += written;
      deps.outbox.wake();
    }
  }
  return count;
}

/** A plan that leads back to itself must not keep the sweep busy: it is left taken, and parked in the end. */
function isNews({ onError }: SweepDeps, seen: ReadonlySet<string>, due: DueReferral): boolean {
  const name = nameOf(due);
  if (seen.has(name)) onError(new Error('planned again just after it was dealt with'), name);
  return !seen.has(name);
}

function nameOf({ referral, nudge }: DueReferral): string {
  return `${nudge.slot} of ${referral.reference}`;
}

function decided(
  deps: SweepDeps,
  due: DueReferral,
  work: NudgeWork,
  decide: DecideNudge,
): { current: Referral; change: Change }[] {
  const { referral, nudge } = due;
  try {
    const change = decide(due, work) ?? { after: referral, events: [], messages: [] };
    return [
      { current: referral, change: { ...change, messages: inTheirHours(change.messages, work.program) } },
    ];
  } catch (error) {
    deps.onError(error, `${nudge.kind} of ${referral.reference}`);
    return [];
  }
}
