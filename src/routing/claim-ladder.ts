import type { NudgePlanner } from '../people/sweep-due.js';
import {
  addBusinessDays,
  addBusinessHours,
  businessHoursBetween,
  nextAllowedMoment,
  type WorkCalendar,
} from '../program/business-time.js';
import { holderCalendar } from '../program/calendars.js';
import type { Program } from '../program/program.js';
import { firstNudge, type Nudge, type NudgeKind, type NudgeStep, stepsLeft } from '../referral/nudge.js';
import type { Referral } from '../referral/referral.js';

/**
 * What happens by itself to a referral that waits to be claimed, accepted, or contacted: reminders, the next rep, the
 * program manager. Pure: the same record gives the same steps, each under a name that is its own for ever.
 */

/** Between two looks for a free rep, in business hours. */
const LOOK_AGAIN_MS = 15 * 60_000;

export const planClaimLadder: NudgePlanner = (referral, program) => {
  const next = firstNudge(
    claimLadder(referral, program).map((row): Nudge | undefined => {
      const [first] = stepsLeft(referral, row);
      return first && { ...first, sweep: 'claims' };
    }),
  );
  return next;
};

/** Rows of steps, each in its order. Empty when the state has none. */
export function claimLadder(referral: Referral, program: Program): NudgeStep[][] {
  const { claim, claimBy, queue, stateSince } = referral;
  switch (referral.state) {
    case 'routed':
      if (!claimBy) return [];
      return [
        queue
          ? [lookAgain(program, queue)]
          : [
              ...reminders(program, 'claim', stateSince, claimBy, program),
              step('claim_overdue', 'claim', claimBy, claimBy),
            ],
        askAgain(referral, program, 'claim', claimBy),
      ];
    case 'claimed': {
      if (!claim?.acceptBy) return [];
      const { acceptBy } = claim;
      const before = reminders(program, 'accept', claim.at, acceptBy, holderCalendar(program, referral));
      return [
        queue
          ? [lookAgain(program, queue)]
          : [...snoozed(referral, before), step('accept_overdue', 'accept', acceptBy, acceptBy)],
        askAgain(referral, program, 'accept', acceptBy),
      ];
    }
    case 'accepted': {
      if (!claim?.contactBy) return [];
      const { contactBy } = claim;
      const calendar = holderCalendar(program, referral);
      const before = reminders(program, 'contact', claim.at, contactBy, calendar);
      const left = before.filter(({ at }) => at > stateSince);
      const overdue = nextAllowedMoment(calendar, contactBy);
      return [[...snoozed(referral, left), step('contact_overdue', 'contact', contactBy, overdue)]];
    }
    default:
      return [];
  }
}

type Rung = 'claim' | 'accept' | 'contact';

/** At the program's percentages of the business time that was given, moved out of the quiet hours of whoever is told. */
function reminders(
  program: Program,
  rung: Rung,
  from: Date,
  deadline: Date,
  calendar: WorkCalendar,
): NudgeStep[] {
  const hours = businessHoursBetween(program, from, deadline);
  return program.reminders.warnAt
    .toSorted((a, b) => a - b)
    .map((percent) => ({
      percent,
      at: nextAllowedMoment(calendar, addBusinessHours(program, from, (hours * percent) / 100)),
    }))
    .filter(({ at }) => at > from && at < deadline)
    .map(({ percent, at }) => step(`${rung}_reminder`, rung, deadline, at, percent));
}

/** A rep who asked for quiet is reminded when it is over, once, unless the deadline was first. */
function snoozed({ snoozedUntil, claim }: Referral, steps: NudgeStep[]): NudgeStep[] {
  const asked = steps.findLast(({ at }) => snoozedUntil !== undefined && at < snoozedUntil);
  if (!snoozedUntil || !claim) return steps;
  const later = steps.filter(({ at }) => at >= snoozedUntil);
  const deadline = asked?.kind === 'accept_reminder' ? claim.acceptBy : claim.contactBy;
  if (!asked || !deadline || snoozedUntil >= deadline) return later;
  return [
    { ...asked, at: snoozedUntil, slot: `${asked.slot}:snoozed:${snoozedUntil.toISOString()}` },
    ...later,
  ];
}

function lookAgain(program: Program, { checkedAt }: { checkedAt: Date }): NudgeStep {
  // All look again at the same instant, so that whoever came first is first.
  const next = new Date((Math.floor(checkedAt.getTime() / LOOK_AGAIN_MS) + 1) * LOOK_AGAIN_MS);
  const at = nextAllowedMoment(program, next);
  return { at, kind: 'capacity_wait', slot: `queue:${checkedAt.toISOString()}` };
}

/**
 * Once the deadline has had its consequence, and while it is still open: a program manager is asked, and asked again every
 * so many business days after the last time.
 */
function askAgain({ events, queue }: Referral, program: Program, rung: Rung, deadline: Date): NudgeStep[] {
  const over = events.find(({ id }) => id === overdueSlot(rung, deadline));
  if (!over && !queue) return [];
  const name = `again:${deadline.toISOString()}`;
  const before = events.filter(({ id }) => id.startsWith(name));
  const from = before.at(-1)?.at ?? over?.at ?? deadline;
  const at = addBusinessDays(program, from, program.reminders.followUpDays);
  return [{ at, kind: 'escalation', slot: `${name}:${before.length + 1}` }];
}

/** The name of what happens at a deadline. */
export function overdueSlot(rung: string, deadline: Date): string {
  return `${rung}:${deadline.toISOString()}:over`;
}

function step(kind: NudgeKind, rung: string, deadline: Date, at: Date, percent?: number): NudgeStep {
  const slot =
    percent === undefined ? overdueSlot(rung, deadline) : `${rung}:${deadline.toISOString()}:${percent}`;
  return { at, kind, slot };
}
