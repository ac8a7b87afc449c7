import { createHash } from 'node:crypto';
import { lettersOf } from '../referral/reference.js';

/** How payouts and their lines are called: in the letters of references. */
const LETTERS = '[0-9A-HJKMNP-TV-Z]';

/** Of 32 letters each: of 10,000 lines of a payout one or two would share a name of five. */
export const SHORTEST_LINE = 5;

function named(text: string, length: number): string {
  const digest = createHash('sha256').update(text).digest();
  return lettersOf(digest.subarray(0, length));
}

/** `P-7K3M9Q`, the same for the same act. */
export function payoutIdOf(actKey: string): string {
  return `P-${named(actKey, 6)}`;
}

/**
 * `P-7K3M9Q-4F7X2`: follows from the payout and the reward that leads the line, so that nothing has to be counted and the
 * same line is called the same whoever makes it. Where a name is taken by another line, a longer one is asked for.
 */
export function lineIdOf(payoutId: string, rewardId: string, length: number): string {
  return `${payoutId}-${named(`${payoutId}:${rewardId}`, length)}`;
}

const PAYOUT = new RegExp(`^P[-\\s]?(${LETTERS}{6})$`, 'i');
const LINE = new RegExp(`^P[-\\s]?(${LETTERS}{6})[-\\s]?(${LETTERS}{1,12})$`, 'i');

/** `p 7k3m9q` is the same to a person; undefined when it cannot be one. */
export function parsePayoutId(text: string): string | undefined {
  const [, id] = PAYOUT.exec(text.trim()) ?? [];
  return id && `P-${id.toUpperCase()}`;
}

/** `p-7k3m9q 4f7x2`, likewise. */
export function parseLineId(text: string): string | undefined {
  const [, id, line] = LINE.exec(text.trim()) ?? [];
  return id && line && `P-${id}-${line}`.toUpperCase();
}
