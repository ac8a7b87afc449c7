import { SYSTEM } from '../messages/address.js';
import type { PendingMessage } from '../messages/pending.js';
import { repAccounts } from '../people/act-on-referral.js';
import { type DueReferral, type NudgeWork, type SweepDeps, sweepDue } from '../people/sweep-due.js';
import type { Crediting } from '../program/crediting.js';
import { holdLate } from '../program/hold-late.js';
import type { Program } from '../program/program.js';
import type { CountingRules } from '../program/vet.js';
import { announce } from '../referral/announcements.js';
import { type Act, both, type Decision, happen } from '../referral/decide.js';
import { dueStep } from '../referral/nudge.js';
import { isProtected } from '../referral/protection.js';
import type { Referral } from '../referral/referral.js';
import { isTerminal } from '../referral/states.js';
import { type Batch, type LookDeps, lookAround, type Seen, withConflict } from './look-again.js';
import { windowSteps } from './plan-protection.js';
import { settleConflict } from './settle-conflict.js';

export interface ProtectionDeps extends SweepDeps, LookDeps {
  crediting: Pick<Crediting, 'touch'>;
  counting: CountingRules;
}

type Change = Decision & { messages: PendingMessage[] };

/**
 * Looks once more at what came at the same time, lets other partners' referrals of the company note it, brings decided
 * conflicts to the other referral, warns of the end of a protection and ends it. Works from what is due; safe to run twice, in parallel, and to be killed at any line.
 * @returns how many were changed
 */
export function sweepProtection(deps: ProtectionDeps): Promise<number> {
  return sweepDue(deps, 'protection', async (due, { program }) => {
    const seen = new Map<string, Seen>();
    const looks = due.filter(({ nudge }) => nudge.kind === 'rival_check');
    const batch = { looking: new Set(looks.map(({ referral }) => referral.id)), fallen: new Set<string>() };
    for (const { referral, nudge } of due) {
      if (nudge.kind === 'rival_check')
        seen.set(referral.id, await trying(() => look(deps, referral, program, batch)));
      if (nudge.kind === 'conflict_settlement')
        seen.set(referral.id, await trying(() => settleConflict(deps, referral, program)));
    }
    return (one, work) => takeStep(one, work, seen.get(one.referral.id));
  });
}

/** Others note it also where it was turned down as it came. */
async function look(deps: ProtectionDeps, referral: Referral, program: Program, batch: Batch): Promise<Seen> {
  await deps.crediting.touch(referral, program);
  return isTerminal(referral.state) ? {} : lookAround(deps, referral, program, batch);
}

/** One that fails must not keep back the others: it is thrown again where its own turn is. */
async function trying(work: () => Promise<Seen>): Promise<Seen> {
  try {
    return await work();
  } catch (error) {
    return { error };
  }
}

/** Pure. @param seen what was found out for it before */
function takeStep(
  { referral, nudge }: DueReferral,
  { program, now }: NudgeWork,
  seen: Seen | undefined,
): Change | undefined {
  if (seen?.error) throw seen.error;
  switch (nudge.kind) {
    case 'rival_check':
      return said(
        referral,
        looked({ ...referral, rivalsCheckedAt: now }, seen, nudge.slot, now, program),
        program,
      );
    case 'conflict_settlement':
      // What is settled is written where it is done; nothing is left to say here.
      return undefined;
    default:
      return windowStep(referral, nudge.slot, now, program);
  }
}

/** Held by the rules first: what they turn down has no case. */
function looked(
  referral: Referral,
  seen: Seen | undefined,
  slot: string,
  at: Date,
  program: Program,
): Decision {
  const act: Act = { key: `${slot}:held`, by: SYSTEM, at };
  const held = holdLate(referral, seen?.found ?? [], program, act) ?? { after: referral, events: [] };
  return both(held, (after) => withConflict(after, isTerminal(after.state) ? undefined : seen?.rivalry, at));
}

function windowStep(
  referral: Referral,
  slot: string,
  now: Date,
  program: NudgeWork['program'],
): Change | undefined {
  const row = windowSteps(referral, program);
  const step = row.some((one) => one.slot === slot) ? dueStep(referral, row, now) : undefined;
  const { protection } = referral;
  if (!step || !protection) return undefined;
  const act = { key: step.slot, by: SYSTEM, at: now };
  const { until } = protection;
  const warns = step.kind === 'protection_warning' && isProtected(referral, now);
  const after = { ...protection, ...(warns ? { warnedAt: now } : { endedAt: now }) };
  const type = warns ? 'protection_warned' : 'protection_ended';
  return said(referral, happen({ ...referral, protection: after }, act, { type, until }), program);
}

function said(before: Referral, decision: Decision, program: NudgeWork['program']): Change {
  return { ...decision, messages: announce(before, decision, repAccounts(program)) };
}
