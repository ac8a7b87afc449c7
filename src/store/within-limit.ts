import { StoreUnavailable } from '../errors.js';
import { storeError } from './store-error.js';

/** Longest wait for one answer about a few documents. The edge's own deadline towards a person is shorter. */
const LIMIT_MS = 5_000;

/**
 * Runs one operation on the store with a time limit, in milliseconds.
 * @throws StoreUnavailable when the store is not there or not in time; a write may have been stored all the same
 */
export async function withinLimit<T>(operation: () => PromiseLike<T>, limitMs = LIMIT_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new StoreUnavailable(`The store did not answer within ${limitMs} ms`)),
      limitMs,
    );
  });
  try {
    return await Promise.race([operation(), tooLate]);
  } catch (error) {
    throw storeError(error);
  } finally {
    clearTimeout(timer);
  }
}

/** The field whose unique index refused a write, or undefined when `error` says something else. */
export function duplicateOf(error: unknown): string[] | undefined {
  if (!(error instanceof Error) || (error as { code?: unknown }).code !== 11000) return undefined;
  return Object.keys((error as { keyPattern?: object }).keyPattern ?? {});
}
