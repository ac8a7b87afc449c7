import { DateTime } from 'luxon';

/** Something that is going to be said to somebody. */
export interface ScheduleRow {
  at: Date;
  /** Of whoever is told: an IANA name. */
  zone: string;
  /** `check_in`, `digest`, `claim_reminder` …: see docs/operations.md. */
  kind: string;
  /** What it is about, as the program file and people name it: `partners/fjord`, `reps/jonas`, `referrals/R-7K3M9Q`. */
  subject: string;
  /** The same in words: a name, a company. */
  called: string;
  /** `slack C0FJORD`; a person's id where it is said to the person directly. */
  channel: string;
  reason: string;
}

/** As `schedule --json` prints a row. */
export interface PrintedRow {
  at: string;
  zone: string;
  local: string;
  kind: string;
  subject: string;
  channel: string;
  reason: string;
}

/** In order of time, and always the same order. */
export function inOrder(rows: readonly ScheduleRow[]): ScheduleRow[] {
  const key = ({ kind, subject, channel, reason }: ScheduleRow) =>
    [kind, subject, channel, reason].join('\n');
  return rows.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (key(a) < key(b) ? -1 : 1));
}

export function printedRow({ at, zone, kind, subject, channel, reason }: ScheduleRow): PrintedRow {
  return { at: at.toISOString(), zone, local: localTime(at, zone), kind, subject, channel, reason };
}

export function localTime(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
}
