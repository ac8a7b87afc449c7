/**
 * What happens to a referral though nobody acts. A record carries its next nudge: it is worked out anew with every
 * change, in the same write, so an act stops the reminders that it makes needless. Sweeps look for nudges that are due.
 */
export interface Nudge {
  /** Never within the quiet hours of whoever is told. */
  at: Date;
  /** Which sweep takes it. */
  sweep: NudgeSweep;
  kind: NudgeKind;
  /** Unique for ever within the referral, and the same whenever it is worked out: the id of the event it becomes. */
  slot: string;
}

/** A nudge as it is kept: who is at work on it, and how often that was begun. */
export interface KeptNudge extends Nudge {
  /** Counted before the work: a nudge that kills its process is not tried for ever. */
  attempts?: number;
  /** Nobody else takes it before this. */
  takenUntil?: Date;
  /** Of the taking, made anew for each. */
  taker?: string;
  /** Given up after too many attempts; the next change of the referral plans anew. */
  parked?: true;
}

export type NudgeSweep = 'claims' | 'follow_ups' | 'protection';

export const NUDGE_KINDS = [
  /** Not claimed yet, and the time for it is half over, or nearly so. */
  'claim_reminder',
  /** Nobody claimed it in time: it is given to the next rep. */
  'claim_overdue',
  /** Every rep has as many as they can take; it waits its turn. */
  'capacity_wait',
  /** Claimed, neither accepted nor rejected yet. */
  'accept_reminder',
  /** Not accepted in time: it is given to the next rep. */
  'accept_overdue',
  /** Accepted, and the company has not been contacted yet. */
  'contact_reminder',
  'contact_overdue',
  /** Nobody took it up, or all have had it: a program manager decides. Comes again while nobody does. */
  'escalation',
  /** No news for some business days: the rep is asked how it stands. */
  'follow_up',
  /** The meeting should have been: the rep is asked how it went. */
  'meeting_follow_up',
  /** The partner has not answered a question. */
  'question_reminder',
  'question_overdue',
  /** It is held once more against what came at the same time. Nobody is told of the look itself. */
  'rival_check',
  /** The other referral of a decided conflict is brought to it. */
  'conflict_settlement',
  /** The time in which nobody else may register the company ends soon, or has ended. */
  'protection_warning',
  'protection_end',
] as const;
export type NudgeKind = (typeof NUDGE_KINDS)[number];

/** One thing that happens by itself, in a row of such things. */
export interface NudgeStep {
  at: Date;
  kind: NudgeKind;
  slot: string;
}

type Recorded = { events: readonly { id: string }[] };

/** The steps of the row that are still to come: whatever stands before one that has happened is passed over. */
export function stepsLeft({ events }: Recorded, steps: readonly NudgeStep[]): NudgeStep[] {
  const happened = new Set(events.map(({ id }) => id));
  return steps.slice(steps.findLastIndex(({ slot }) => happened.has(slot)) + 1);
}

/**
 * The step of the row to be taken now: the latest that is due. After a downtime those before it are not made good, so
 * nobody is reminded twice at once. Undefined when none is due any more.
 */
export function dueStep(record: Recorded, steps: readonly NudgeStep[], now: Date): NudgeStep | undefined {
  return stepsLeft(record, steps).findLast(({ at }) => at <= now);
}

/** The one that comes first; of two at the same instant the earlier named. */
export function firstNudge(nudges: readonly (Nudge | undefined)[]): Nudge | undefined {
  return nudges.reduce<Nudge | undefined>(
    (first, nudge) => (nudge && (!first || nudge.at < first.at) ? nudge : first),
    undefined,
  );
}
