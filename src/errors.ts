/**
 * The errors the product raises on purpose. Everything else is a bug and is logged as one.
 * A message here is written for the person who can act on it: what is wrong, then what to do.
 */

/** A use case refuses: the wrong person, the wrong moment, or input that does not hold. Nothing was changed. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly reason: RefusalReason,
    message: string,
  ) {
    super(message);
  }
}

export type RefusalReason =
  | 'not_allowed'
  | 'unknown_person'
  | 'not_found'
  | 'out_of_date'
  | 'already_taken'
  | 'invalid'
  | 'too_late';

/** One thing wrong with something a person gave us, in the form `FILE:LINE: path: problem. Remedy.` */
export interface InputProblem {
  file: string;
  line?: number;
  path: string;
  problem: string;
  remedy: string;
}

/** Bad input to the command line or to the start: carries every problem found, not just the first. */
export class InputError extends Error {
  override readonly name = 'InputError';
  constructor(readonly problems: InputProblem[]) {
    super(problems.map(describeProblem).join('\n'));
  }
}

export function describeProblem({ file, line, path, problem, remedy }: InputProblem): string {
  const where = line === undefined ? file : `${file}:${line}`;
  return `${where}: ${path}: ${problem}. ${remedy}.`;
}

/** The store did not answer in time or not at all; nothing is known to have been written. Safe to try again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/**
 * How a delivery to a platform failed, decided once at the edge (platforms/*\/errors.ts).
 *  - retryable: certainly not delivered; try again after `retryAfterMs` (429, 503 before the body was sent, refused connection)
 *  - unknown:   may have been delivered: the reply was lost, timed out, or was a 5xx
 *  - final:     will never be delivered as it is (channel gone, bot removed, blocked): the row is parked
 */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  constructor(
    readonly outcome: 'retryable' | 'unknown' | 'final',
    /** The platform's own code, e.g. `channel_not_found`, `ratelimited`. */
    readonly code: string,
    /** For a program manager: what is wrong and what to do. */
    message: string,
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }
}
