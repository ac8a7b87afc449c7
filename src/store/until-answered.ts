import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from '../errors.js';
import { withinLimit } from './within-limit.js';

/** A change of primary takes about ten seconds. */
const WAITS_MS = [100, 500, 2_000, 5_000, 10_000];
const LIMIT_MS = 30_000;

/**
 * Runs an operation again while the store does not answer, for half a minute and its time limits. Only for what may be done
 * twice: the answer to a write that was stored may have been lost.
 * @throws StoreUnavailable
 */
export async function untilAnswered<T>(operation: () => PromiseLike<T>, limitMs = LIMIT_MS): Promise<T> {
  for (const wait of WAITS_MS) {
    try {
      return await withinLimit(operation, limitMs);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await sleep(wait);
    }
  }
  return withinLimit(operation, limitMs);
}
