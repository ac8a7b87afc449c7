import { SYSTEM } from '../messages/address.js';
import { timesWord } from '../messages/count-words.js';
import type { PendingMessage } from '../messages/pending.js';
import { repAccounts } from '../people/act-on-referral.js';
import type { Mutes } from '../people/preferences.js';
import { type DueReferral, type NudgeWork, type SweepDeps, sweepDue } from '../people/sweep-due.js';
import { isQuiet } from '../program/business-time.js';
import { type Program, repsOf, triageChannel } from '../program/program.js';
import { Messages } from '../referral/announced-messages.js';
import { announce } from '../referral/announcements.js';
import { type Act, type Decision, happen } from '../referral/decide.js';
import * as own from '../referral/decide-ownership.js';
import { dueStep, type NudgeStep } from '../referral/nudge.js';
import type { RepLoad } from '../referral/ports.js';
import { lineAt } from '../referral/queue.js';
import type { Referral } from '../referral/referral.js';
import type { Queue } from '../referral/work.js';
import { claimLadder, overdueSlot } from './claim-ladder.js';
import { type NextRep, nextRep, roundOf, timesPassedOn } from './next-rep.js';
import { claimFor } from './placing.js';
import { ladderReminder, passedOnNotice } from './remind.js';

type Change = Decision & { messages: PendingMessage[] };

/**
 * Takes the next step of every referral that has waited too long: reminds, gives it to the next rep, asks a program
 * manager. Works from what is due; safe to run twice, in parallel, and to be killed.
 * @returns how many were changed
 */
export function sweepClaims(deps: SweepDeps & { preferences: Mutes }): Promise<number> {
  return sweepDue(deps, 'claims', async (due, { program }) => {
    const reps = new Set(due.flatMap(({ referral }) => repsWhoCould(referral, program)));
    const holders = new Set(due.flatMap(({ referral: { claim } }) => (claim ? [claim.repId] : [])));
    const [loads, queues, muted] = await Promise.all([
      deps.referrals.loads(program.id, [...reps]),
      deps.referrals.queuedAt(program.id),
      Promise.all([...holders].map(async (id) => [id, await deps.preferences.mutes(`rep:${id}`)] as const)),
    ]);
    const mutes = new Map(muted);
    return (one, work) => {
      const { claim } = one.referral;
      const silent = claim !== undefined && (mutes.get(claim.repId)?.has(one.nudge.kind) ?? false);
      return takeStep(one, work, { loads, queues }, silent);
    };
  });
}

function repsWhoCould({ route }: Referral, program: Program): string[] {
  const triage = triageChannel(program, route?.assignmentId);
  return triage ? repsOf(program, triage).map(({ id }) => id) : [];
}

/** What reps have, kept up with what this batch has given away, and the channels at which others wait already. */
interface Hands {
  loads: Map<string, RepLoad>;
  queues: Set<string>;
}

/** Pure but for `hands`. */
export function takeStep(
  { referral, nudge }: DueReferral,
  { program, now }: NudgeWork,
  hands: Hands,
  silent: boolean,
): Change | undefined {
  const row = claimLadder(referral, program).find((steps) => steps.some(({ slot }) => slot === nudge.slot));
  const step = row && dueStep(referral, row, now);
  if (!step) return undefined;
  switch (step.kind) {
    case 'claim_reminder':
    case 'accept_reminder':
    case 'contact_reminder':
    case 'contact_overdue':
      return remind(referral, step, program, now, silent);
    case 'escalation':
      return escalate(referral, step, now, 'Nobody has taken it up, though you were asked before.');
    default:
      return passOn(referral, step, program, now, hands);
  }
}

function remind(referral: Referral, step: NudgeStep, program: Program, now: Date, silent: boolean): Change {
  const decision = happen(referral, actOf(step, now, referral), { type: 'reminded', kind: step.kind });
  return { ...decision, messages: ladderReminder(decision, step, program, now, silent) };
}

function passOn(
  referral: Referral,
  step: NudgeStep,
  program: Program,
  now: Date,
  { loads, queues }: Hands,
): Change {
  if (timesPassedOn(referral) >= program.reminders.reassignments)
    return escalate(referral, step, now, tooOften(referral));
  const next: NextRep = isQuiet(program, now)
    ? { found: false, why: 'hours' }
    : nextRep(referral, program, loads, now);
  const line = lineAt(referral.route?.assignmentId ?? '', referral);
  // Whoever came first is served first.
  if (next.found && step.kind !== 'capacity_wait' && queues.has(line))
    return wait(referral, step, now, 'capacity', program);
  if (!next.found) {
    if (next.why === 'capacity') queues.add(line);
    if (next.why === 'nobody') return escalate(referral, step, now, 'No other rep can take it.');
    return wait(referral, step, now, next.why, program);
  }
  const { rep } = next;
  const load = loads.get(rep.id) ?? { open: 0 };
  loads.set(rep.id, { open: load.open + 1, lastAt: now });
  const act = actOf(step, now, referral);
  const decision = own.assign(referral, claimFor(program, referral, rep, act), act);
  const messages = announce(referral, decision, repAccounts(program));
  return { ...decision, messages: [...messages, ...passedOnNotice(referral, decision, program)] };
}

/** It keeps its place. The partner is told once, and only when nobody has it for want of hands. */
function wait(referral: Referral, step: NudgeStep, now: Date, why: Queue['why'], program: Program): Change {
  const queue = { why, since: referral.queue?.since ?? now, checkedAt: now };
  const after = { ...referral, queue };
  const told = roundOf(referral).some(({ type }) => type === 'queued');
  const isNews = why === 'capacity' && !told && referral.state === 'routed';
  if (!isNews) return { after, events: [], messages: [] };
  const decision = happen(after, actOf(step, now, referral), { type: 'queued' });
  return { ...decision, messages: announce(referral, decision, repAccounts(program)) };
}

function escalate(referral: Referral, step: NudgeStep, now: Date, why: string): Change {
  // Asked in between, it keeps its place in line.
  const queue = step.kind === 'escalation' ? referral.queue : undefined;
  const decision = happen({ ...referral, queue }, actOf(step, now, referral), {
    type: 'escalated',
    kind: step.kind,
    why,
  });
  const messages = new Messages(decision.after);
  for (const event of decision.events) {
    messages.add(event, 'manager-decision', { kind: 'program_managers' }, { event }, 'managers', {
      // Moved into the hours of each who is told; see outbox/to-rows.ts.
      notBefore: now,
    });
  }
  return { ...decision, messages: messages.list };
}

function tooOften(referral: Referral): string {
  const times = timesPassedOn(referral);
  if (times === 0) return 'Nobody has taken it up in time.';
  return `Nobody has taken it up, though it was passed on ${timesWord(times)}.`;
}

/** What is done from the queue is done in place of the step at which it came into the queue. */
function actOf({ slot, kind }: NudgeStep, at: Date, { claimBy, claim, events, state }: Referral): Act {
  const deadline = state === 'routed' ? claimBy : claim?.acceptBy;
  const over = deadline && overdueSlot(state === 'routed' ? 'claim' : 'accept', deadline);
  const inPlace = kind === 'capacity_wait' && over && events.every(({ id }) => id !== over);
  return { key: inPlace ? over : slot, by: SYSTEM, at };
}
