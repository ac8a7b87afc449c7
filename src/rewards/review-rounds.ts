import type { LedgerEntry } from './entry.js';
import { foldEach } from './fold.js';
import { byAndWhen } from './words.js';

/** A reward may wait for a program manager several times: after its hold, corrected upwards, taken up after an objection. */
export interface ReviewRound {
  /** From 1. */
  number: number;
  since: Date;
  /** Its place among the entries of the reward, of the first and of the one that ended it. */
  from: number;
  /** What ended it: a decision, or that it was taken back. */
  end?: LedgerEntry;
}

/** Pure. @param entries of one reward, in their order */
export function reviewRounds(entries: readonly LedgerEntry[]): ReviewRound[] {
  const standings = foldEach(entries);
  const rounds: ReviewRound[] = [];
  for (const [index, entry] of entries.entries()) {
    const waits = standings[index]?.state === 'in_review';
    const waited = standings[index - 1]?.state === 'in_review';
    if (waits && !waited) rounds.push({ number: rounds.length + 1, since: entry.at, from: entry.seq });
    const last = rounds.at(-1);
    if (!waits && waited && last) rounds[rounds.length - 1] = { ...last, end: entry };
  }
  return rounds;
}

/** Who did what with it and when, as a sentence. */
export function decisionWords(entry: LedgerEntry, zone: string): string {
  switch (entry.type) {
    case 'approved':
      return `It was approved ${byAndWhen(entry, zone)}.`;
    case 'declined':
      return `It was declined ${byAndWhen(entry, zone)}.`;
    case 'clawed_back':
      return `It was taken back, after what was said ${byAndWhen(entry, zone)}: ${entry.reason}`;
    case 'paid':
    case 'set_off':
      return `It was marked as paid ${byAndWhen(entry, zone)}.`;
    default:
      return `It changed: ${entry.reason}`;
  }
}

const DECIDES: ReadonlySet<LedgerEntry['type']> = new Set(['approved', 'declined', 'clawed_back', 'paid']);

/** The last thing that was decided about it, whatever was booked since. */
export function lastDecision(entries: readonly LedgerEntry[]): LedgerEntry | undefined {
  return entries.findLast(({ type }) => DECIDES.has(type));
}

/** Who answered an objection, and what followed. */
export function answeredWords(answered: LedgerEntry, entries: readonly LedgerEntry[], zone: string): string {
  const again = entries.some(
    ({ type, transition }) => type === 'reinstated' && transition === answered.transition,
  );
  const follows = again ? 'It is reviewed again.' : 'It stays as it was.';
  return `The objection was answered ${byAndWhen(answered, zone)}. ${follows}`;
}
