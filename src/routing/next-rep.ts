import { addBusinessDays, isQuiet, nextAllowedMoment } from '../program/business-time.js';
import { personCalendar } from '../program/calendars.js';
import type { Rep } from '../program/people-settings.js';
import { type Program, repsOf, triageChannel } from '../program/program.js';
import type { ReferralEvent } from '../referral/events.js';
import type { RepLoad } from '../referral/ports.js';
import type { Referral } from '../referral/referral.js';

/** Whom the clock gives a referral to, or why to nobody now. */
export type NextRep =
  | { found: true; rep: Rep }
  /** `capacity`: all who could have as many as they can take. `hours`: it is the wrong hour for all who could. */
  | { found: false; why: 'capacity' | 'hours' | 'nobody' };

/**
 * Among the reps of the triage channel who take this service line and region, have not declined it, and have not had it
 * in this round: the one with the least on their hands, of those the one who waited longest. Nobody above their
 * capacity, nobody outside their hours, nobody away.
 */
export function nextRep(
  referral: Referral,
  program: Program,
  loads: ReadonlyMap<string, RepLoad>,
  now: Date,
): NextRep {
  const able = repsInRound(referral, program).filter((rep) => isReachable(rep, program, now));
  if (able.length === 0) return { found: false, why: 'nobody' };
  const free = able.filter(({ id, capacity }) => (loads.get(id)?.open ?? 0) < (capacity ?? Infinity));
  if (free.length === 0) return { found: false, why: 'capacity' };
  const awake = free.filter((rep) => !isQuiet(personCalendar(program, rep), now));
  const [rep] = awake.toSorted((a, b) => compare(loads.get(a.id), loads.get(b.id)) || (a.id < b.id ? -1 : 1));
  return rep ? { found: true, rep } : { found: false, why: 'hours' };
}

/** Those who could be given it at all, whatever they have and whatever the hour. */
function repsInRound(referral: Referral, program: Program): Rep[] {
  const triage = triageChannel(program, referral.route?.assignmentId);
  if (!triage) return [];
  const had = new Set(roundOf(referral).flatMap((event) => ('repId' in event ? [event.repId] : [])));
  return repsOf(program, triage).filter(
    ({ id, serviceLines, regions }) =>
      !had.has(id) &&
      !referral.declinedBy.includes(id) &&
      takes(serviceLines, referral.serviceLineId) &&
      takes(regions, referral.region),
  );
}

/** Somebody away for longer is not waited for. */
function isReachable(rep: Rep, program: Program, now: Date): boolean {
  return nextAllowedMoment(personCalendar(program, rep), now) <= addBusinessDays(program, now, 1);
}

function takes(named: readonly string[], value: string | undefined): boolean {
  return named.length === 0 || value === undefined || named.includes(value);
}

const ROUND_STARTS: ReadonlySet<ReferralEvent['type']> = new Set([
  'routed',
  'rerouted',
  'released',
  'woken',
  'reopened',
]);

/** What has happened since it last came to its channel. Whoever released it has had it too. */
export function roundOf({ events }: Referral): readonly ReferralEvent[] {
  return events.slice(
    Math.max(
      0,
      events.findLastIndex(({ type }) => ROUND_STARTS.has(type)),
    ),
  );
}

/** How often the clock has given it to somebody in this round. */
export function timesPassedOn(referral: Referral): number {
  return roundOf(referral).filter(({ type, by }) => type === 'assigned' && by.platform === 'system').length;
}

function compare(a: RepLoad | undefined, b: RepLoad | undefined): number {
  return (a?.open ?? 0) - (b?.open ?? 0) || (a?.lastAt?.getTime() ?? 0) - (b?.lastAt?.getTime() ?? 0);
}
