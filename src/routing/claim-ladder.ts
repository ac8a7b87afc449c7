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
      if (queue) return [[lookAgain(program, queue)], [askAgain(referral, program, claimBy)]];
      return [
        [
          ...reminders(program, 'claim', stateSince, claimBy, program),
          step('claim_overdue', 'claim', claimBy, claimBy),
          askAgain(referral, program, claimBy),
        ],
      ];
    case 'claimed': {
      if (!claim?.acceptBy) return [];
      const { acceptBy } = claim;
      if (queue) return [[lookAgain(program, queue)], [askAgain(referral, program, acceptBy)]];
      const before = reminders(program, 'accept', claim.at, acceptBy, holderCalendar(program, referral));
      return [
        [
          ...snoozed(referral, before),
          step('accept_overdue', 'accept', acceptBy, acceptBy),
          askAgain(referral, program, acceptBy),
        ],
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

/** A program manager who was asked and did nothing is asked again, every so many business days. */
function askAgain({ events }: Referral, program: Program, deadline: Date): NudgeStep {
  const name = `again:${deadline.toISOString()}`;
  const times = events.filter(({ id }) => id.startsWith(name)).length + 1;
  const at = addBusinessDays(program, deadline, program.reminders.followUpDays * times);
  return { at, kind: 'escalation', slot: `${name}:${times}` };
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
